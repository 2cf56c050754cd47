import { OperatorError } from '../core/index.ts'
import { flagOf } from './flag-of.ts'

/** What an option needs to change anything: another option, and where `values` are named one of them. `flag` is how to write it. */
export interface Need {
  key: string
  flag: string
  values?: readonly unknown[]
}

/** Throws OperatorError (exit 2) on an option that would change nothing beside the others. By option: needs, of which one has to be met. */
export function refuseIdle(
  input: Readonly<Record<string, unknown>>,
  needs: Readonly<Record<string, readonly Need[]>>,
): void {
  for (const [key, any] of Object.entries(needs)) {
    if (input[key] === undefined || any.some((need) => isMet(need, input))) continue
    const flags = any.map(({ flag }) => flag)
    throw new OperatorError({
      sentence: `${flagOf(key)} changes nothing without ${flags.join(' or ')}.`,
      hint: `Add ${flags[0] ?? ''}, or leave ${flagOf(key)} out.`,
    })
  }
}

function isMet({ key, values }: Need, input: Readonly<Record<string, unknown>>): boolean {
  return values === undefined ? input[key] !== undefined : values.includes(input[key])
}
