import type { Unit } from './quantity.ts'

/** What a monitor saw at one moment. */
export interface Tick {
  /** Milliseconds since 1970, UTC: when the tick was due. */
  epochMs: number
  /** By series key, `name{tag=value}` with tags in alphabetical order, in base units; null where the source told none. */
  values: Readonly<Record<string, number | null>>
  sources: readonly SourceState[]
  /** The busiest processes; null in ticks that do not look at them. */
  processes: readonly ProcessLine[] | null
}

/** How a source of figures is. */
export interface SourceState {
  /** `host`, `process postgres`, `url http://127.0.0.1/health`: without secrets. */
  name: string
  /** Why it tells nothing at present; null while it tells. */
  staleBecause: string | null
  /** When it told last, in milliseconds since 1970; null if never. */
  toldEpochMs: number | null
}

/** A process in a list of the busiest. */
export interface ProcessLine {
  pid: number
  name: string
  /** Over the time since the list before. */
  cpuCores: number
  residentBytes: number
  /** Secrets masked; empty for kernel threads. */
  command: string
}

/** How serious an alert is. */
export type AlertSeverity = 'low' | 'medium' | 'high' | 'critical'

/** `pending` has not lasted long enough yet; `no-data` cannot be judged. */
export type AlertState = 'pending' | 'firing' | 'resolved' | 'no-data'

/** One alert of one rule and one series. */
export interface Alert {
  rule: string
  title: string
  /** The key of the series. */
  series: string
  state: AlertState
  severity: AlertSeverity
  /** One sentence: the figure, the threshold and for how long. */
  message: string
  value: number | null
  threshold: number
  unit: Unit
  labels: Readonly<Record<string, string>>
  /** What to do; null where the rule says nothing. */
  runbook: string | null
  /** Milliseconds since 1970. */
  sinceEpochMs: number
  firedEpochMs: number | null
  resolvedEpochMs: number | null
  /** Held back until then by a silence; null where none does. */
  silencedUntilEpochMs: number | null
  /** It goes up and down: notified once, not each time. */
  isFlapping: boolean
}
