import type { AlertSeverity, Unit } from '../core/index.ts'

/** What of a series is compared: its value, its mean or its increase over a window, or the seconds until it reaches 0 if it goes on as it did. */
export type Judging = 'value' | 'mean' | 'increase' | 'time-to-empty'

/** A rule of alerts, whole and in base units. */
export interface AlertRule {
  id: string
  title: string
  /** The key of one series (`disk.usage{mount=/}`), or a name, which means every series of that name. */
  metric: string
  judge: Judging
  /** The window of a mean or an increase; 0 for the others. */
  overSeconds: number
  direction: 'above' | 'below'
  /** It begins beyond this, not at it. */
  raise: number
  /** It ends at this, on the healthy side of `raise`. */
  clear: number
  /** Of `raise`, `clear` and what is judged. */
  unit: Unit
  /** How long it has to last before it fires. */
  forSeconds: number
  delay: AlertDelay
  /** The same whatever the value; null where the value decides. */
  severity: AlertSeverity | null
  severityRatios: SeverityRatios
  labels: Readonly<Record<string, string>>
  runbook: string | null
  /** How long a series may tell nothing before it cannot be judged. */
  noDataSeconds: number
}

/** How long an alert waits on the healthy side before it counts as resolved: longer each time it comes back soon. */
export interface AlertDelay {
  downSeconds: number
  multiplier: number
  /** The longest wait, and how long it has to stay resolved for the wait to be `downSeconds` again. */
  maximumSeconds: number
}

/** From which multiple of its limit on a value is medium, high and critical; below the first it is low. */
export interface SeverityRatios {
  medium: number
  high: number
  critical: number
}
