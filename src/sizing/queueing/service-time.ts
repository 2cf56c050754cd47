import { type ServiceShare, shapeScv } from '../../capacity/index.ts'
import { OperatorError } from '../../core/index.ts'
import { normalQuantile } from '../../metrics/index.ts'
import { formatQuantity } from '../../report/index.ts'

/** How long an instance works on one request. */
export interface ServiceTime {
  meanSeconds: number
  /** Where it was measured: its interval. */
  low: number | null
  high: number | null
  /** By shares of the mean; null is exponential. */
  shape: readonly ServiceShare[] | null
  scv: number
  /** Where it is from, as the end of a sentence. */
  because: string
}

/** Equal shares up to here; beyond, each is smaller than the one before, since a few long services make most of a queue. */
const bulk = { upTo: 0.99, shares: 1000 }
const tail = { ratio: 0.9, downTo: 1e-9 }

/** A service time that is known by its mean and squared coefficient of variation: 0 is constant, 1 exponential, others lognormal. */
export function knownService(meanSeconds: number, scv: number): ServiceTime {
  const words = scv === 0 ? 'constant' : scv === 1 ? 'exponential' : `lognormal, scv ${scv}`
  return {
    meanSeconds,
    low: null,
    high: null,
    shape: scv === 1 ? null : scv === 0 ? [{ multiple: 1, share: 1 }] : lognormalShape(scv),
    scv,
    because: `${formatQuantity(meanSeconds, 'seconds')} a request (${words}), as given`,
  }
}

/** A service time as it was measured: its mean with an interval, and what its quantiles are (p from 0 to 1 to seconds). */
export function measuredService(measured: {
  meanSeconds: number
  low: number
  high: number
  quantile(p: number): number
  because: string
}): ServiceTime {
  const shape = shapeOf((p) => measured.quantile(p))
  const { meanSeconds, low, high, because } = measured
  return { meanSeconds, low, high, shape, scv: shapeScv(shape), because }
}

/** The response of an instance with no queue at all: what a percentile or the mean cannot go below. */
export function serviceFloor({ meanSeconds, shape }: ServiceTime, quantile: number | null): number {
  if (quantile === null) return meanSeconds
  if (shape === null) return -Math.log(1 - quantile) * meanSeconds
  let seen = 0
  const ordered = shape.toSorted((a, b) => a.multiple - b.multiple)
  for (const { multiple, share } of ordered) {
    seen += share
    if (seen >= quantile - 1e-9) return multiple * meanSeconds
  }
  return (ordered.at(-1)?.multiple ?? 1) * meanSeconds
}

function lognormalShape(scv: number): ServiceShare[] {
  const variance = Math.log(1 + scv)
  const deviation = Math.sqrt(variance)
  return shapeOf((p) => Math.exp(deviation * normalQuantile(p) - variance / 2))
}

/** The quantiles in the middle of each share, over their mean. */
function shapeOf(quantile: (p: number) => number): ServiceShare[] {
  const times = strata().map(({ beyond, share }) => ({ seconds: quantile(1 - beyond), share }))
  const total = times.reduce((sum, { share }) => sum + share, 0)
  const middle = times.reduce((sum, { seconds, share }) => sum + seconds * share, 0) / total
  if (!(middle > 0))
    throw new OperatorError({
      sentence: 'The service times that were measured are all 0.',
      hint: 'Measure something that takes time.',
    })
  return times.map(({ seconds, share }) => ({ multiple: seconds / middle, share: share / total }))
}

/** Shares of all times, from the shortest on, and what lies beyond the middle of each. */
function strata(): { beyond: number; share: number }[] {
  const share = bulk.upTo / bulk.shares
  const even = Array.from({ length: bulk.shares }, (_, index) => ({
    beyond: 1 - (index + 0.5) * share,
    share,
  }))
  const ever: { beyond: number; share: number }[] = []
  for (let edge = 1 - bulk.upTo; edge > tail.downTo; edge *= tail.ratio)
    ever.push({ beyond: edge * Math.sqrt(tail.ratio), share: edge * (1 - tail.ratio) })
  return [...even, ...ever]
}
