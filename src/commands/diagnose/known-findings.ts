import { allChecks, assertSkipsKnown, type KnownFinding, parseKnownFindings } from '../../checks/index.ts'
import type { Profile, Skip } from '../../core/index.ts'
import type { Context } from '../command.ts'
import { readInput } from '../read-input.ts'
import type { DiagnoseInput } from './targets.ts'

/** What is known and not worth a word: left out, or accepted as it was. */
export interface Known {
  skips: Skip[]
  accepted: KnownFinding[]
  /** `2027-03-31`, UTC. */
  today: string
}

/** --skip, the profile's skip section and --accepted. Throws OperatorError (exit 2) where that file cannot be read or an id is no check's. */
export function knownFindings(input: DiagnoseInput, { skip }: Profile, context: Context): Known {
  const hint = 'Give a file that lewis-perf diagnose wrote with --json.'
  const ids = allChecks.map(({ id }) => id)
  const skips = [...(input.skip ?? []), ...(skip ?? [])]
  // Before anything is collected: a window may be long.
  assertSkipsKnown(skips, ids)
  return {
    skips,
    accepted:
      input.accepted === undefined
        ? []
        : parseKnownFindings(readInput(input.accepted, hint, context), input.accepted, ids),
    today: new Date(context.world.clock.epochMs()).toISOString().slice(0, 10),
  }
}
