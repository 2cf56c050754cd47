import type { QueueAnswer } from '../../capacity/index.ts'
import type { AnswerRow } from './law.ts'
import { of } from './quantities.ts'

/** The means that every queue has, in the order in which they are asked for. `wait` says what the mean wait follows from. */
export function queueRows(answer: QueueAnswer, wait: string): AnswerRow[] {
  return [
    { name: 'utilization', value: of(answer.utilization, 'ratio'), because: 'rate x service time / servers' },
    { name: 'mean wait', value: of(answer.waitSeconds, 'seconds'), because: wait },
    { name: 'mean response', value: of(answer.responseSeconds, 'seconds'), because: 'wait + service' },
    { name: 'waiting', value: of(answer.queueLength, 'count'), because: 'rate x mean wait' },
    { name: 'in system', value: of(answer.inSystem, 'count'), because: 'rate x mean response' },
  ]
}

/** The percentiles that are shown. */
export const shownPercentiles = [0.5, 0.9, 0.95, 0.99, 0.999] as const

/** `p99.9` */
export function percentileName(p: number): string {
  return `p${Number((p * 100).toPrecision(6))}`
}
