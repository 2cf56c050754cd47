import type { Exhaustion } from '../../capacity/index.ts'
import type { Finding } from '../../core/index.ts'
import { atPlace, dayBefore, placeInWords } from './forecast-dates.ts'
import type { Forecast } from './forecast-methods.ts'
import type { AnswerRow } from './law.ts'
import type { EvenSeries } from './series-from.ts'

/** The same from now on: what is full is full, and what should have been full may be so at any moment. */
export function fromNowOn(
  found: Exhaustion | null,
  { values }: EvenSeries,
  capacity: number | null,
  isFalling: boolean,
): Exhaustion | null {
  if (found === null || capacity === null) return null
  const now = values.length - 1
  if (isReached(values, capacity, isFalling)) return { likely: now, earliest: now, latest: now }
  const later = (place: number | null): number | null => (place === null ? null : Math.max(now, place))
  return { likely: later(found.likely), earliest: later(found.earliest), latest: later(found.latest) }
}

function isReached(values: readonly number[], capacity: number, isFalling: boolean): boolean {
  const last = values.at(-1) ?? Number.NaN
  return isFalling ? last <= capacity : last >= capacity
}

/** What is known of the future, in a sentence. */
export function forecastHeadline(
  { exhaustion, fit }: Forecast,
  series: EvenSeries,
  capacity: number | null,
  isFalling: boolean,
): string {
  if (capacity === null || exhaustion === null)
    return `After ${fit.length} more values it is near ${shown(fit.at(-1) ?? Number.NaN)}.`
  const last = series.values.at(-1) ?? Number.NaN
  if (isReached(series.values, capacity, isFalling))
    return isFalling
      ? `It has fallen to ${shown(last)} already, and ${shown(capacity)} was the least.`
      : `It is at ${shown(last)} of ${shown(capacity)} already.`
  const { likely, earliest, latest } = exhaustion
  if (likely === null || latest === null)
    return `${isFalling ? 'No fall to' : 'No exhaustion of'} ${shown(capacity)} in sight${earliest === null ? '' : `; at worst ${atPlace(earliest, series)}`}.`
  return `${isFalling ? 'Falls to' : 'Reaches'} ${shown(capacity)} ${atPlace(likely, series)} (earliest ${earliest === null ? 'now' : placeInWords(earliest, series)}, latest ${placeInWords(latest, series)}).`
}

/** The three dates and the one to order by. */
export function exhaustionRows(
  { exhaustion }: Forecast,
  series: EvenSeries,
  leadTime: number | undefined,
  isFalling: boolean,
): AnswerRow[] {
  if (exhaustion === null) return []
  const { likely, earliest, latest } = exhaustion
  const row = (name: string, place: number | null, because: string): AnswerRow => ({
    name,
    value: place === null ? 'not in sight' : placeInWords(place, series),
    because,
  })
  return [
    row(
      'earliest',
      earliest,
      `where the ${isFalling ? 'lower' : 'upper'} end of the interval meets the capacity`,
    ),
    row('likely', likely, 'where the forecast meets it'),
    row(
      'latest',
      latest,
      `where the ${isFalling ? 'upper' : 'lower'} end meets it; none where it may not ${isFalling ? 'fall' : 'grow'} at all`,
    ),
    ...(leadTime === undefined
      ? []
      : [
          {
            name: 'order by',
            value:
              earliest === null
                ? 'no need'
                : (dayBefore(earliest, leadTime, series) ?? 'unknown: the values have no dates'),
            because: 'earliest - lead time',
          },
        ]),
  ]
}

/** Doubts: that it is full already, or before an order of today arrives. */
export function exhaustionFindings(
  found: Exhaustion | null,
  series: EvenSeries,
  { leadTime, capacity, isFalling }: { leadTime?: number; capacity: number | null; isFalling: boolean },
): Finding[] {
  const isFull = found !== null && capacity !== null && isReached(series.values, capacity, isFalling)
  const isLate = isOrderLate(found, series, leadTime)
  if (!isFull && !isLate) return []
  return [
    {
      id: 'forecast.exhausted',
      title: isFull
        ? 'The capacity is reached already'
        : 'It may be exhausted before an order of today arrives',
      status: 'warn',
      because: isFull
        ? `the last value is ${shown(series.values.at(-1) ?? Number.NaN)} of ${shown(capacity)}`
        : 'the earliest date lies within the lead time',
      evidence: {},
      advice: [{ text: isFull ? 'Add capacity, or free some.' : 'Order now.' }],
    },
  ]
}

/** Whether the day to order by lies before the last value. */
function isOrderLate(
  exhaustion: Exhaustion | null,
  { values, everySeconds }: EvenSeries,
  leadTime: number | undefined,
): boolean {
  if (exhaustion?.earliest == null || leadTime === undefined || everySeconds === null) return false
  return (exhaustion.earliest - (values.length - 1)) * everySeconds < leadTime
}

/** To five digits. */
export function shown(value: number): string {
  return String(Number(value.toPrecision(5)))
}
