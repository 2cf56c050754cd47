import type { QueueAnswer, QueueTimes } from '../../capacity/index.ts'
import { formatQuantity } from '../../report/index.ts'
import { byPercentile, percentileName, shownPercentiles } from '../shown-percentiles.ts'
import type { AnswerRow } from './law.ts'
import { of } from './quantities.ts'

/** The means that every queue has, in the order in which they are asked for. `wait` says what the mean wait follows from, `rate` who comes. */
export function queueRows(answer: QueueAnswer, wait: string, rate = 'rate'): AnswerRow[] {
  return [
    {
      name: 'utilization',
      value: of(answer.utilization, 'ratio'),
      because: `${rate} x service time / servers`,
    },
    { name: 'mean wait', value: of(answer.waitSeconds, 'seconds'), because: wait },
    { name: 'mean response', value: of(answer.responseSeconds, 'seconds'), because: 'wait + service' },
    { name: 'waiting', value: of(answer.queueLength, 'count'), because: `${rate} x mean wait` },
    { name: 'in system', value: of(answer.inSystem, 'count'), because: `${rate} x mean response` },
  ]
}

/** A row for each percentile; `kind` says what they are where they are not exact. */
export function percentileRows({ waitAt, responseAt }: QueueTimes, kind = ''): AnswerRow[] {
  return shownPercentiles.map((p) => ({
    name: `response ${percentileName(p)}`,
    value: of(responseAt(p), 'seconds'),
    because: `${kind}wait ${percentileName(p)} ${formatQuantity(waitAt(p), 'seconds')}`,
  }))
}

/** The same for JSON, by `p99.9`. */
export function percentileData({ waitAt, responseAt }: QueueTimes) {
  return { waitSecondsAt: byPercentile(waitAt), responseSecondsAt: byPercentile(responseAt) }
}

/** The same where the law only comes near them: JSON says so in the names. */
export function approximate({ waitSecondsAt, responseSecondsAt }: ReturnType<typeof percentileData>) {
  return { approximateWaitSecondsAt: waitSecondsAt, approximateResponseSecondsAt: responseSecondsAt }
}
