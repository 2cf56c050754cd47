import { type Cell, type Quantity, quantity, type Table, type Unit } from '../../core/index.ts'
import { formatQuantity } from '../../report/index.ts'
import type { QueuePlan } from './plan-queue.ts'
import type { QueueingWish } from './queueing-wish.ts'

/** What of the queue a result carries. */
export interface QueueData {
  ratePerSecond: number
  requestsPerScan: number
  /** Before redundancy; by the ends of what was measured. */
  instances: Quantity
  /** Requests that an instance works on at once. */
  slots: number
  service: Quantity
  serviceScv: number
  utilization: number
  expected: { term: string; limitSeconds: number; response: Quantity }[]
}

const confidence = 0.95
/** Above it a tenth more load is more than it can carry. */
const nearlyFull = 0.9

/** The queue as data. */
export function queueData(plan: QueuePlan, { requestsPerScan }: QueueingWish): QueueData {
  const { service } = plan
  return {
    ratePerSecond: plan.ratePerSecond,
    requestsPerScan,
    instances: between(plan.instances, 'count', plan.low, plan.high),
    slots: plan.slots,
    service: between(service.meanSeconds, 'seconds', service.low, service.high),
    serviceScv: service.scv,
    utilization: plan.utilization,
    expected: plan.expected.map(({ term, limit, value, low, high }) => ({
      term,
      limitSeconds: limit,
      response: between(value, 'seconds', low, high),
    })),
  }
}

/** The queue as a table. */
export function queueTable(plan: QueuePlan): Table {
  const row = (what: string, value: Cell, because: string): Cell[] => [what, value, because]
  const { service, expected } = plan
  return {
    title: 'Queue',
    columns: [
      { key: 'what', title: 'What' },
      { key: 'value', title: 'Value', align: 'right' },
      { key: 'because', title: 'Because' },
    ],
    rows: [
      row('Requests', quantity(rounded(plan.ratePerSecond), 'per-second'), 'scans an hour x requests a scan'),
      row(
        'Service',
        between(rounded(service.meanSeconds), 'seconds', end(service.low), end(service.high)),
        service.because,
      ),
      row(
        'Instances',
        between(plan.instances, 'count', plan.low, plan.high),
        'the fewest that keep every limit, before any may fail',
      ),
      row(
        'Slots each',
        quantity(plan.slots, 'count'),
        'requests that an instance works on at once: limit it to that',
      ),
      row(
        'Utilization',
        quantity(rounded(plan.utilization), 'ratio'),
        'requests x service / (instances x slots)',
      ),
      ...expected.map((one) =>
        row(
          `Expected ${one.term}`,
          between(rounded(one.value), 'seconds', end(one.low), end(one.high)),
          service.shape === null
            ? 'M/M/c: one queue for all instances'
            : 'M/G/c (Kimura): one queue for all instances',
        ),
      ),
    ],
  }
}

/** What is to be said against it, with what would remove the doubt. */
export function queueDoubts(plan: QueuePlan, { work }: QueueingWish): string[] {
  const curve = work.kind === 'curve' ? work : null
  return [
    'The queue is one for all instances, and requests come at random: with a queue at each instance or in bursts more are needed. Try it in lewis-perf simulate.',
    ...(plan.utilization > nearlyFull
      ? [
          `The queue is ${formatQuantity(rounded(plan.utilization), 'ratio')} busy: with a little more load than planned the limits break. Plan with a margin in --scans-per-hour.`,
        ]
      : []),
    ...(curve !== null && plan.slots > 2 * curve.fit.measuredTo
      ? [
          `${curve.file} was measured up to ${curve.fit.measuredTo} at once, and the plan goes to ${plan.slots}: measure nearer before you rely on it.`,
        ]
      : []),
    ...(curve?.fit.verdicts.includes('extrapolated') === true
      ? [
          `The peak of ${curve.file} lies beyond twice the ${curve.fit.measuredTo} at once that were measured.`,
        ]
      : []),
    ...(curve?.fit.verdicts.includes('too-few-points') === true
      ? [`${curve.file} has fewer than six points: measure at more concurrencies.`]
      : []),
    ...(plan.service.high !== null && plan.high === null
      ? [
          'At the slow end of what was measured no number of instances keeps the limits: measure for longer, at more concurrencies.',
        ]
      : []),
    ...(plan.high !== null && plan.high > plan.instances
      ? [`What was measured is only known so well that ${plan.high} instances may be needed.`]
      : []),
  ]
}

function between(value: number, unit: Unit, least: number | null, most: number | null): Quantity {
  if (least === null || most === null || !Number.isFinite(least) || !Number.isFinite(most))
    return quantity(value, unit)
  return { value, unit, low: Math.min(least, most), high: Math.max(least, most), confidence }
}

function end(value: number | null): number | null {
  return value === null ? null : rounded(value)
}

function rounded(value: number): number {
  return Number(value.toPrecision(4))
}
