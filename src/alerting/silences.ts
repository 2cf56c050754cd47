import { type Alert, OperatorError, seriesName } from '../core/index.ts'

/** What holds alerts back until a moment: those that match all that it names. */
export interface Silence {
  rule?: string
  /** A series, or a name, which means every series of it. */
  series?: string
  /** Labels of the alert, tags of its series among them. */
  labels?: Readonly<Record<string, string>>
  /** Milliseconds since 1970. */
  untilEpochMs: number
}

/** The silences that hold. */
export interface Silences {
  /** Throws OperatorError (exit 2) on a silence that names nothing or no moment, and on the hundred and first. */
  add(silence: Silence): void
  /** Forgets those that have ended at `epochMs`. */
  end(epochMs: number): void
  list(): Silence[]
  /** Until when this alert is held back; null where nothing holds it. */
  until(alert: Pick<Alert, 'rule' | 'series' | 'labels'>): number | null
}

const most = 100

/** No silence yet. */
export function silences(): Silences {
  let held: Silence[] = []
  return {
    add(silence) {
      assertSilence(silence)
      if (held.length >= most)
        throw new OperatorError({
          sentence: `There are ${most} silences already.`,
          hint: 'Silence a rule or a label instead of each series, or wait until some have ended.',
        })
      held.push(silence)
    },
    end(epochMs) {
      held = held.filter(({ untilEpochMs }) => untilEpochMs > epochMs)
    },
    list: () => [...held],
    until(alert) {
      const ends = held.filter((silence) => matches(silence, alert)).map(({ untilEpochMs }) => untilEpochMs)
      return ends.length === 0 ? null : Math.max(...ends)
    },
  }
}

function assertSilence({ rule, series, labels = {}, untilEpochMs }: Silence): void {
  if (rule === undefined && series === undefined && Object.keys(labels).length === 0)
    throw new OperatorError({
      sentence: 'A silence must say what it holds back.',
      hint: 'Name a rule, a series or a label.',
    })
  if (!Number.isFinite(untilEpochMs))
    throw new OperatorError({
      sentence: `A silence must end, got ${untilEpochMs}.`,
      hint: 'Give the moment of its end in milliseconds since 1970.',
    })
}

function matches(silence: Silence, alert: Pick<Alert, 'rule' | 'series' | 'labels'>): boolean {
  const { rule = alert.rule, series = alert.series, labels = {} } = silence
  if (rule !== alert.rule) return false
  if (series !== alert.series && series !== seriesName(alert.series)) return false
  return Object.entries(labels).every(([name, value]) => alert.labels[name] === value)
}
