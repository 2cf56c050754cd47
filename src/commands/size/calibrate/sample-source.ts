import type { CalibratedResource, CalibrationPoint, PerName } from '../../../sizing/index.ts'
import type { CalibrateInput, PerMetric } from './options.ts'

/** What a file of samples tells of one resource. */
export interface SourceSeries {
  resource: CalibratedResource
  /** What the figures are: `process.cpu{name=lewis}`. */
  what: string
  points: CalibrationPoint[]
}

/** What a file of samples tells. */
export interface SampleSource {
  file: string
  kind: 'recording' | 'loadtest'
  series: SourceSeries[]
  doubts: string[]
}

/** What is looked for in a file. */
export interface SampleWish extends Pick<CalibrateInput, 'of' | 'cpu' | 'memory' | 'disk' | 'network'> {
  per: readonly PerMetric[]
  windowSeconds: number | undefined
}

/** A place of work for each of what costs are for; null where one of them was not told. */
export function workOf(
  per: readonly PerMetric[],
  amountOf: (metric: PerMetric) => number | null,
): Partial<Record<PerName, number>> | null {
  const work: Partial<Record<PerName, number>> = {}
  for (const one of per) {
    const amount = amountOf(one)
    if (amount === null) return null
    work[one.per] = amount
  }
  return work
}
