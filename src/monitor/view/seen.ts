import type { Alert, Tick } from '../../core/index.ts'

/** What a monitor has to show at a moment. */
export interface Seen {
  /** Which machine, as people call it. */
  title: string
  /** Its effective CPU cores, where they are known. */
  cores: number | null
  intervalSeconds: number
  /** The newest one; null before the first. */
  tick: Tick | null
  /** By series key: the newest values, oldest first, one a tick. */
  recent: ReadonlyMap<string, readonly (number | null)[]>
  /** The newest list of processes, also after ticks that had none. */
  processes: Tick['processes']
  alerts: readonly Alert[]
  /** Where the page is, what is recorded: shown at the bottom. */
  notes: readonly string[]
}
