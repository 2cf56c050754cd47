import { OperatorError } from '../core/index.ts'
import { flagOf } from './flag-of.ts'

/** What an option needs to say anything: another option, and where `values` are named one of them. */
export interface Need {
  key: string
  /** As messages name it: `--arrivals bursts`. */
  flag: string
  values?: readonly unknown[]
  /** As it may be written: `--instance 8c16g`; the flag when left out. */
  example?: string
}

/** Throws OperatorError (exit 2) on an option that says nothing beside the others. By option: needs, of which one has to be met. */
export function refuseIdle(input: object, needs: Readonly<Partial<Record<string, readonly Need[]>>>): void {
  const given = new Map(Object.entries(input))
  for (const [key, any = []] of Object.entries(needs)) {
    if (given.get(key) === undefined || any.some((need) => isMet(need, given))) continue
    const [first] = any
    throw new OperatorError({
      sentence: `${flagOf(key)} says nothing without ${any.map(({ flag }) => flag).join(' or ')}.`,
      hint: `Add ${first?.example ?? first?.flag ?? ''}, or leave ${flagOf(key)} out.`,
    })
  }
}

function isMet({ key, values }: Need, given: ReadonlyMap<string, unknown>): boolean {
  return values === undefined ? given.get(key) !== undefined : values.includes(given.get(key))
}
