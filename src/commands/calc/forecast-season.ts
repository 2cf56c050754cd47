import {
  type CalendarSeason,
  calendarSeason,
  calendarSeconds,
  type SeasonParts,
} from '../../capacity/index.ts'
import { OperatorError } from '../../core/index.ts'
import { formatQuantity } from '../../report/index.ts'
import type { EvenSeries } from './series-from.ts'

export const seasons = ['daily', 'business-hours', 'weekly'] as const satisfies readonly CalendarSeason[]

/** A gap may last so much of a season, and so many of its values may be filled. */
const mostMissing = 0.1

/** The parts of a season by the calendar; null where none was asked for. Throws OperatorError (exit 2) where the series cannot tell of it. */
export function seasonFor(
  {
    season,
    timezone,
    method = 'robust',
    period,
  }: { season?: CalendarSeason; timezone?: string; method?: string; period?: number },
  series: EvenSeries,
): SeasonParts | null {
  if (season === undefined) {
    if (timezone === undefined) return null
    throw new OperatorError({
      sentence: '--timezone is for --season, which was not given.',
      hint: 'Add --season daily, business-hours or weekly, or leave it out.',
    })
  }
  if (method !== 'robust' || period !== undefined)
    throw new OperatorError({
      sentence: `--season is for --method robust without --period, got ${period === undefined ? `--method ${method}` : `--period ${period}`}.`,
      hint: 'Leave one of them out.',
    })
  const { endEpochMs, everySeconds, values } = series
  if (endEpochMs === null || everySeconds === null)
    throw new OperatorError({
      sentence: `A ${season} season needs to know when each value was.`,
      hint: 'Give a recording of monitor --record or CSV at,name,value, or count values with --period.',
    })
  assertEven(series, season)
  const parts = calendarSeason(season, {
    startEpochMs: endEpochMs - (values.length - 1) * everySeconds * 1000,
    everySeconds,
    ...(timezone === undefined ? {} : { timeZone: timezone }),
  })
  if (values.length >= parts.least) return parts
  const [needed, had] = [2 * calendarSeconds(season), values.length * everySeconds]
  throw new OperatorError({
    sentence: `A ${season} season needs two of them, ${formatQuantity(needed, 'seconds')} of values, got ${formatQuantity(had, 'seconds')}.`,
    hint: season === 'daily' ? 'Record for longer.' : 'Record for longer, or use --season daily.',
  })
}

function assertEven({ longestGap, filled, values }: EvenSeries, season: CalendarSeason): void {
  const longest = calendarSeconds(season) * mostMissing
  if (longestGap !== null && longestGap.seconds > longest)
    throw new OperatorError({
      sentence: `The series has a gap of ${formatQuantity(longestGap.seconds, 'seconds')} after ${new Date(longestGap.fromEpochMs).toISOString()}; a ${season} season allows ${formatQuantity(longest, 'seconds')} at most.`,
      hint: 'Cut it to what comes after the gap, or leave --season out.',
    })
  if (filled > values.length * mostMissing)
    throw new OperatorError({
      sentence: `${filled} of ${values.length} steps of the series have no value of their own, too many for a ${season} season.`,
      hint: 'Record at even steps, or leave --season out.',
    })
}
