import { medianAbsoluteDeviation, medianInterval } from '../../metrics/index.ts'
import type { HostFigure } from './figures.ts'

/** One measured figure in base units: the median of its rounds, and the ends between which they lie. */
export interface HostCase {
  /** The figure's id. */
  name: string
  unit: HostFigure['unit']
  median: number
  /** The exact interval of the median: smallest to largest where there are few rounds. */
  low: number
  high: number
  /** Unscaled. */
  mad: number
  /** How many. */
  samples: number
}

/** The samples of a figure (one a round) in short; null where there is none. */
export function hostCase(
  { id, unit }: Pick<HostFigure, 'id' | 'unit'>,
  samples: readonly number[],
): HostCase | null {
  if (samples.length === 0) return null
  const { median, low, high } = medianInterval(samples)
  return { name: id, unit, median, low, high, mad: medianAbsoluteDeviation(samples), samples: samples.length }
}
