import type { Alert, Tick } from '../../core/index.ts'
import type { Point } from '../stream-messages.ts'

/** What a server shows: whoever measures hands it in. */
export interface MonitorFeed {
  /** The newest tick; null before the first. */
  latest(): Tick | null
  /** Calls back with every tick, once it can be found by `latest` and its alerts by `alerts`. Returns what ends that. */
  onTick(listener: (tick: Tick) => void): () => void
  /** The points of each series from `sinceEpochMs` on, in order of time; at most so many a series, thinned out where there are more. */
  history(
    series: readonly string[] | 'all',
    sinceEpochMs: number,
    mostPoints: number,
  ): Readonly<Record<string, readonly Point[]>>
  /** Pending, firing and those without data. */
  alerts(): readonly Alert[]
  /** Those that are over, the newest first. */
  alertHistory(): readonly Alert[]
  machine: { name: string; cores: number | null; memoryBytes: number | null }
  /** Between two ticks. */
  intervalSeconds: number
}
