import { formatQuantity } from '../../report/index.ts'
import { countsOf, imbalances, type LoadRun } from '../../traffic/index.ts'

/** What a reader of a run by autocannon has to know: which of its faults are left. */
export function autocannonWarnings({ plan, tally }: LoadRun): string[] {
  const { model } = plan
  const { sent } = countsOf(tally)
  const balance = imbalances(tally).length === 0 ? 'every one is accounted for' : 'they do not balance'
  return [
    `autocannon 9.0.0 sent these ${formatQuantity(sent)} requests, in one thread and a closed model; ${balance}. Its own counts, histogram, timer, rate mode and workers are not used.`,
    `Left as autocannon has it: the first request of each of ${formatQuantity(tally.connections)} connections holds the connecting too, its parser lets some malformed answers pass, and the first byte is not timed.`,
    ...(model.kind === 'closed' && model.pipelining > 1
      ? [
          'Left as autocannon has it: with --pipelining a request times out so long after the last one on its connection.',
        ]
      : []),
    ...(plan.requests.length > 1
      ? [
          'Left as autocannon has it: each connection goes through the requests in their order, each from another begin.',
        ]
      : []),
  ]
}
