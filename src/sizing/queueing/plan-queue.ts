import { predictUsl, type SharedQueue, sharedQueue, usl } from '../../capacity/index.ts'
import { meetsLimit, OperatorError, type SloTerm } from '../../core/index.ts'
import { formatQuantity } from '../../report/index.ts'
import type { QueueingWish } from './queueing-wish.ts'
import { knownService, type ServiceTime, serviceFloor } from './service-time.ts'

/** A fleet that keeps the limits, before anything may fail. */
export interface QueuePlan {
  ratePerSecond: number
  instances: number
  /** By the ends of what was measured: null where nothing was, or where no number of instances would do. */
  low: number | null
  high: number | null
  slots: number
  service: ServiceTime
  utilization: number
  /** What each limit is expected to be, and by the ends of what was measured. */
  expected: { term: string; limit: number; value: number; low: number | null; high: number | null }[]
}

const mostServers = 1_000_000
const mostSlotsTried = 200

/**
 * The fewest instances with a shared queue that keep every limit at so many requests a second. Throws OperatorError (exit 2) where the
 * service alone takes longer or scatters too widely, where the curve does not tell its peak or the slots lie beyond it, and beyond a million slots.
 */
export function planQueue(wish: QueueingWish, ratePerSecond: number): QueuePlan {
  const { work, slo } = wish
  if (work.kind === 'service') {
    assertNarrow(work.service, ratePerSecond)
    return planned(slo, ratePerSecond, work.slots, work.service)
  }
  const candidates = slotsToTry(work)
  const plans = candidates.flatMap((slots) => attempted(slo, ratePerSecond, slots, curveService(work, slots)))
  const [best] = plans.toSorted((a, b) => a.instances - b.instances || a.slots - b.slots)
  if (best !== undefined) return best
  // None will do: the one with the shortest service says why.
  const [first = 1] = candidates
  return planned(slo, ratePerSecond, first, curveService(work, first))
}

/** Up to it Kimura's wait is within 5 % of the exact one; above it is far too short. */
const widestScv = 4

function assertNarrow({ scv, meanSeconds }: ServiceTime, ratePerSecond: number): void {
  if (scv <= widestScv) return
  throw new OperatorError({
    sentence: `The service times scatter too widely for --model queueing: their squared coefficient of variation is ${Number(scv.toPrecision(3))}, and its formula is only known to hold up to ${widestScv}.`,
    hint: `Simulate them: lewis-perf simulate --rate ${Number(ratePerSecond.toPrecision(4))}/s --service ${Number((meanSeconds * 1000).toPrecision(4))}ms --spread lognormal --scv ${Number(scv.toPrecision(3))} (or --service-from FILE) --find-min-instances --slo ...`,
  })
}

function attempted(
  slo: readonly SloTerm[],
  ratePerSecond: number,
  slots: number,
  service: ServiceTime,
): QueuePlan[] {
  return slo.every((term) => isPossible(term, service)) && ratePerSecond * service.meanSeconds < mostServers
    ? [planned(slo, ratePerSecond, slots, service)]
    : []
}

function planned(
  slo: readonly SloTerm[],
  ratePerSecond: number,
  slots: number,
  service: ServiceTime,
): QueuePlan {
  const impossible = slo.find((term) => !isPossible(term, service))
  if (impossible !== undefined) throw tooSlow(impossible, service)
  const instances = fewest(slo, ratePerSecond, slots, service)
  const end = (meanSeconds: number | null): ServiceTime | null =>
    meanSeconds === null || !Number.isFinite(meanSeconds) ? null : { ...service, meanSeconds }
  const [quick, slow] = [end(service.low), end(service.high)]
  const count = (one: ServiceTime | null): number | null =>
    one === null || !slo.every((term) => isPossible(term, one))
      ? null
      : fewest(slo, ratePerSecond, slots, one)
  const at = (one: ServiceTime | null): SharedQueue | null =>
    one === null || ratePerSecond * one.meanSeconds >= instances * slots
      ? null
      : queueOf(ratePerSecond, instances * slots, one)
  const queues = { value: at(service), low: at(quick), high: at(slow) }
  return {
    ratePerSecond,
    instances,
    low: count(quick),
    high: count(slow),
    slots,
    service,
    utilization: queues.value?.utilization ?? 0,
    expected: slo.map((term) => ({
      term: term.text,
      limit: term.value,
      value: figureOf(term, queues.value) ?? Number.NaN,
      low: figureOf(term, queues.low),
      high: highOf(term, queues, service, instances * slots),
    })),
  }
}

/** The smallest number of instances that keeps every limit: doubling, then halving. */
function fewest(slo: readonly SloTerm[], ratePerSecond: number, slots: number, service: ServiceTime): number {
  const least = Math.floor((ratePerSecond * service.meanSeconds) / slots) + 1
  const holds = (instances: number): boolean => {
    const queue = queueOf(ratePerSecond, instances * slots, service)
    return slo.every((term) => meetsLimit(term, surely(term, queue, service, instances * slots)))
  }
  let [bad, good] = [least - 1, least]
  for (let step = 1; !holds(good); step *= 2) {
    bad = good
    good += step
    if (good * slots <= mostServers) continue
    throw new OperatorError({
      sentence: `${formatQuantity(ratePerSecond, 'per-second')} of ${formatQuantity(service.meanSeconds, 'seconds')} each need more than a million slots.`,
      hint: 'Give a smaller workload, or a shorter service time.',
    })
  }
  while (good - bad > 1) {
    const middle = Math.floor((good + bad) / 2)
    if (holds(middle)) good = middle
    else bad = middle
  }
  return good
}

function queueOf(ratePerSecond: number, servers: number, service: ServiceTime): SharedQueue {
  const { meanSeconds, shape } = service
  if (ratePerSecond > 0) return sharedQueue({ ratePerSecond, serviceSeconds: meanSeconds, servers, shape })
  return {
    utilization: 0,
    waitSeconds: 0,
    responseSeconds: meanSeconds,
    responseAt: (p) => serviceFloor(service, p),
  }
}

function figureOf({ quantile }: SloTerm, queue: SharedQueue | null): number | null {
  if (queue === null) return null
  return quantile === null ? queue.responseSeconds : queue.responseAt(quantile)
}

/** Several servers with nearly constant times have been seen to take up to 13 % longer to wait than the formula says; others never longer. */
const longerWait = 1.15

/** What it will not exceed: the figure, with what its formula may be short by. */
function surely(term: SloTerm, queue: SharedQueue, service: ServiceTime, servers: number): number {
  const figure = figureOf(term, queue) ?? Number.POSITIVE_INFINITY
  if (service.shape === null || service.scv >= 1 || servers === 1 || term.quantile === null) return figure
  const floor = serviceFloor(service, term.quantile)
  return floor + longerWait * Math.max(0, figure - floor)
}

function highOf(
  term: SloTerm,
  queues: { value: SharedQueue | null; high: SharedQueue | null },
  service: ServiceTime,
  servers: number,
): number | null {
  const measured = figureOf(term, queues.high)
  const sure = queues.value === null ? null : surely(term, queues.value, service, servers)
  if (sure === null || sure === figureOf(term, queues.value)) return measured
  return Math.max(measured ?? 0, sure)
}

function isPossible(term: SloTerm, service: ServiceTime): boolean {
  return serviceFloor(service, term.quantile) < term.value
}

function tooSlow(term: SloTerm, service: ServiceTime): OperatorError {
  const floor = formatQuantity(serviceFloor(service, term.quantile), 'seconds')
  return new OperatorError({
    sentence: `No number of instances keeps ${term.text}: without any queue the service alone takes ${floor} there (${service.because}).`,
    hint: 'Make the service faster, or give a wider limit.',
  })
}

/** Up to the peak of the curve: beyond it more at once get less done. */
function slotsToTry({ fit, file, slots }: Extract<QueueingWish['work'], { kind: 'curve' }>): number[] {
  if (fit.verdicts.includes('not-identifiable') || fit.peak === null)
    throw new OperatorError({
      sentence: `${file} does not tell how much an instance carries: ${fit.verdicts.includes('not-identifiable') ? 'its interval of kappa includes 0, so its peak is not known' : 'its throughput has no peak'}.`,
      hint: 'Measure at more at once, until throughput bends, or give --service or --service-from.',
    })
  const most = Math.max(1, Math.floor(fit.peak.concurrency))
  if (slots !== null && slots > most)
    throw new OperatorError({
      sentence: `--slots ${slots} is beyond the peak of ${file} at ${formatQuantity(fit.peak.concurrency)} at once: more get less done.`,
      hint: `Give at most ${most}, or leave --slots out.`,
    })
  if (slots !== null) return [slots]
  const step = Math.max(1, Math.ceil(most / mostSlotsTried))
  return Array.from({ length: Math.ceil(most / step) }, (_, index) => 1 + index * step)
}

/** With so many at once an instance takes as long for each as the curve says when they are all there: c / X(c). */
function curveService(
  { fit, file }: Extract<QueueingWish['work'], { kind: 'curve' }>,
  slots: number,
): ServiceTime {
  const { low, high } = predictUsl(fit, slots)
  const throughput = usl(fit).throughputAt(slots)
  return {
    ...knownService(slots / throughput, 1),
    low: slots / high,
    high: low > 0 ? slots / low : Number.POSITIVE_INFINITY,
    because: `${file} at ${formatQuantity(slots)} at once: ${formatQuantity(Number(throughput.toPrecision(4)), 'per-second')} an instance, so ${formatQuantity(Number((slots / throughput).toPrecision(4)), 'seconds')} each`,
  }
}
