import { type BenchCase, caseOf } from '../bench-data.ts'
import type { HostFigure } from './figures.ts'

/** The samples of a figure (one a round) in short, under the figure's id; null where there is none. */
export function hostCase(
  { id, unit }: Pick<HostFigure, 'id' | 'unit'>,
  samples: readonly number[],
): BenchCase | null {
  return samples.length === 0 ? null : caseOf(id, samples, unit)
}
