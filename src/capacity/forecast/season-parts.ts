/** The parts that a season has: which one each place of a series lies in. */
export interface SeasonParts {
  count: number
  /** From 0 up to `count`, for any place from 0 on. */
  of(place: number): number
  /** Of a season, in places. */
  length: number
  /** So many values tell of a season. */
  least: number
  /** Two values of a part say something of the trend where they lie at least so many places apart. */
  apart: number
}

/** A season of `period` places; one of 1 has none. */
export function periodicParts(period: number): SeasonParts {
  return {
    count: period,
    of: (place) => place % period,
    length: period,
    least: period === 1 ? 3 : 2 * period + 1,
    apart: period,
  }
}

/** The places of each part, in rising order. */
export function placesByPart({ count, of }: SeasonParts, from: number, to: number): number[][] {
  const places = Array.from({ length: count }, (): number[] => [])
  for (let place = from; place < to; place++) places[of(place)]?.push(place)
  return places
}
