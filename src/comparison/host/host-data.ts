import type { Unit } from '../../core/index.ts'
import type { BenchCase } from '../bench-data.ts'
import type { HostFigure } from './figures.ts'
import type { FigureVerdict } from './judge-figure.ts'
import type { HostMeasurement } from './measurement.ts'

/** One figure with everything that is known of it. */
export interface JudgedFigure
  extends Pick<HostFigure, 'id' | 'title' | 'better' | 'group' | 'warnAt' | 'failAt' | 'meaning'> {
  unit: Unit
  /** One a round, in base units. */
  samples: number[]
  /** Why there is none, or fewer than there should be. */
  missing: string | null
  measured: BenchCase | null
  /** As the profile has it. */
  reference: { median: number; low: number | null; high: number | null } | null
  /** Null without a reference. */
  verdict: FigureVerdict | null
}

/** The answer of `bench --suite host`. */
export interface HostData extends Omit<HostMeasurement, 'figures'> {
  kind: 'host'
  /** Every figure that was measured, in short. */
  cases: BenchCase[]
  /** Of two versions of a program: a host has none. */
  comparisons: []
  figures: JudgedFigure[]
  /** What it was compared with; null where the profile has no `hostReference`. */
  reference: { profile: string; recorded: string | null } | null
}
