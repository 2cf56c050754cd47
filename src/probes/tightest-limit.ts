import type { Gathered } from '../core/index.ts'

/** A number that one file states as the most that may be used. */
export interface Limit {
  value: number
  path: string
}

/**
 * The smallest finite limit, the first of equals; null when nothing limits. An absent file is no limit (root groups
 * have none), any other that cannot be read is a doubt.
 */
export function tightestLimit(limits: readonly { path: string; found: Gathered<number> }[]): {
  limit: Limit | null
  doubts: string[]
} {
  let limit: Limit | null = null
  const doubts: string[] = []
  for (const { path, found } of limits) {
    if (!found.ok) {
      if (found.reason !== 'absent') doubts.push(`A limit may be missed: ${path} is ${found.reason}.`)
    } else if (found.value < (limit?.value ?? Number.POSITIVE_INFINITY)) {
      limit = { value: found.value, path }
    }
  }
  return { limit, doubts }
}
