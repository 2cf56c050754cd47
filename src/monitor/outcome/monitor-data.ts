import type { Alert, SourceState } from '../../core/index.ts'
import type { SeriesSummary } from './series-summary.ts'

/** What a monitor saw in one run. */
export interface MonitorData {
  /** Milliseconds since 1970 of the first and the last tick; null where there was none. */
  fromEpochMs: number | null
  toEpochMs: number | null
  intervalSeconds: number
  ticks: number
  /** Ticks that did not take place, because the one before took too long. */
  skipped: number
  /** By series key, in base units. */
  series: Record<string, SeriesSummary>
  sources: SourceHistory[]
  /** As they stood at the end. */
  alerts: Alert[]
  /** Every change of an alert, the oldest first; the newest ones where there were very many. */
  changes: Alert[]
  notices: { to: string; sent: number; failed: number; dropped: number; lastProblem: string | null }[]
}

/** How a source did over a run. */
export interface SourceHistory extends SourceState {
  toldTicks: number
  staleTicks: number
}
