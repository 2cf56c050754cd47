import type { GateFacts, GateRule } from '../../comparison/index.ts'
import type { GateRun } from './run-gate.ts'

/** What a gate's run itself tells of its result. */
export function gateFactsOf(
  { record, judgements, control }: GateRun,
  { tolerance, detect }: GateRule,
): Pick<
  GateFacts,
  | 'kind'
  | 'tolerance'
  | 'detect'
  | 'pairs'
  | 'judgements'
  | 'control'
  | 'times'
  | 'controlTimes'
  | 'added'
  | 'broken'
> {
  return {
    kind: 'gate',
    tolerance,
    detect,
    pairs: record.pairs,
    judgements,
    control,
    times: record.series,
    controlTimes: record.control,
    added: record.added,
    broken: record.broken,
  }
}
