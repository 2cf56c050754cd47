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

const shares = 2000

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
  const shape = normalised(middles().map((p) => measured.quantile(p)))
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
  return normalised(middles().map((p) => Math.exp(deviation * normalQuantile(p) - variance / 2)))
}

/** The middles of so many equal shares. */
function middles(): number[] {
  return Array.from({ length: shares }, (_, index) => (index + 0.5) / shares)
}

function normalised(times: readonly number[]): ServiceShare[] {
  const middle = times.reduce((sum, time) => sum + time, 0) / times.length
  if (!(middle > 0))
    throw new OperatorError({
      sentence: 'The service times that were measured are all 0.',
      hint: 'Measure something that takes time.',
    })
  return times.map((time) => ({ multiple: time / middle, share: 1 / times.length }))
}
