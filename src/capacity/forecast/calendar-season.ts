import { OperatorError } from '../../core/index.ts'
import { assertPositive } from '../assert-station.ts'
import type { SeasonParts } from './season-parts.ts'

/** What comes again: the hours of a day; those of workdays and, apart from them, of Saturday and Sunday; the hours of a week. */
export type CalendarSeason = 'daily' | 'business-hours' | 'weekly'

/** When the places of an even series are. */
export interface SeriesClock {
  startEpochMs: number
  everySeconds: number
  /** Whose hours count, as Europe/Berlin (UTC). */
  timeZone?: string
}

const hourSeconds = 3600
const daySeconds = 24 * hourSeconds

const seasons: Record<CalendarSeason, { count: number; seconds: number; longestStepSeconds: number }> = {
  daily: { count: 24, seconds: daySeconds, longestStepSeconds: 6 * hourSeconds },
  'business-hours': { count: 48, seconds: 7 * daySeconds, longestStepSeconds: 6 * hourSeconds },
  weekly: { count: 168, seconds: 7 * daySeconds, longestStepSeconds: daySeconds },
}

/** How long a season lasts, in seconds: a day, or a week where its days differ. */
export function calendarSeconds(season: CalendarSeason): number {
  return seasons[season].seconds
}

/**
 * The hours of a day or week that the places of a series lie in, by the clock of a time zone, its summer time included; a level each, as
 * seasonal dummies. Throws OperatorError on a time zone that is none, and on steps too long to show the season: 6 hours, for `weekly` a day.
 * Hyndman and Athanasopoulos, Forecasting, 2021, 7.4.
 */
export function calendarSeason(season: CalendarSeason, clock: SeriesClock): SeasonParts {
  const { startEpochMs, everySeconds, timeZone = 'UTC' } = clock
  const { count, seconds, longestStepSeconds } = seasons[season]
  assertPositive(everySeconds, 'The time between two values')
  if (everySeconds > longestStepSeconds)
    throw new OperatorError({
      sentence: `Steps of ${everySeconds / hourSeconds} hours are too long to show a ${season} season.`,
      hint: `Give values at most ${longestStepSeconds / hourSeconds} hours apart, or leave the season out.`,
    })
  const hourOfWeek = weekClock(timeZone)
  return {
    count,
    of(place) {
      const hour = hourOfWeek(startEpochMs + place * everySeconds * 1000)
      if (season === 'weekly') return hour
      const isWeekend = hour < 24 || hour >= 6 * 24
      return (hour % 24) + (season === 'business-hours' && isWeekend ? 24 : 0)
    },
    length: Math.round(seconds / everySeconds),
    least: Math.ceil((2 * seconds) / everySeconds),
    apart: Math.ceil(daySeconds / 2 / everySeconds),
  }
}

const days = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']
/** No time zone changes between two of them, all of which are whole ones. */
const quarterMs = 900_000

/** Hours since Sunday, 0:00. */
function weekClock(timeZone: string): (epochMs: number) => number {
  const format = formatOf(timeZone)
  const known = new Map<number, number>()
  return (epochMs) => {
    const quarter = Math.floor(epochMs / quarterMs)
    const found = known.get(quarter)
    if (found !== undefined) return found
    const parts = Object.fromEntries(
      format.formatToParts(quarter * quarterMs).map(({ type, value }) => [type, value]),
    )
    const hour = days.indexOf(parts.weekday ?? '') * 24 + Number(parts.hour)
    known.set(quarter, hour)
    return hour
  }
}

function formatOf(timeZone: string): Intl.DateTimeFormat {
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone, weekday: 'short', hour: '2-digit', hourCycle: 'h23' })
  } catch (cause) {
    throw new OperatorError({
      sentence: `There is no time zone ${timeZone}.`,
      hint: 'Name one as Europe/Berlin, America/New_York or UTC.',
      cause,
    })
  }
}
