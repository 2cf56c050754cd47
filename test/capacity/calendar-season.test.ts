import { describe, expect, test } from 'vitest'
import { type CalendarSeason, calendarSeason, robustForecast } from '../../src/capacity/index.ts'
import { seededRandom } from '../../src/core/index.ts'

const hourMs = 3_600_000
/** A Monday. */
const start = Date.UTC(2026, 0, 5)
const clock = { startEpochMs: start, everySeconds: 3600 }

describe('the parts of a season', () => {
  test('are the hours of a day', () => {
    const { count, of, least } = calendarSeason('daily', { ...clock, startEpochMs: start + 5 * hourMs })
    expect(count).toBe(24)
    expect([0, 18, 19, 43].map(of)).toEqual([5, 23, 0, 0])
    expect(least).toBe(48)
  })

  test('are the hours of a week, from Sunday on', () => {
    const { count, of, least } = calendarSeason('weekly', clock)
    expect(count).toBe(168)
    expect([0, 23, 24, 6 * 24 - 1, 6 * 24, 7 * 24].map(of)).toEqual([24, 47, 48, 167, 0, 24])
    expect(least).toBe(336)
  })

  test('are the hours of workdays, and those of weekends', () => {
    const { count, of } = calendarSeason('business-hours', clock)
    expect(count).toBe(48)
    const [monday, friday, saturday, sunday] = [9, 4 * 24 + 9, 5 * 24 + 9, 6 * 24 + 9].map(of)
    expect([monday, friday, saturday, sunday]).toEqual([9, 9, 33, 33])
  })

  test('follow the clock of a time zone, summer time included', () => {
    const { of } = calendarSeason('daily', {
      startEpochMs: Date.UTC(2026, 2, 28, 8),
      everySeconds: 3600,
      timeZone: 'Europe/Berlin',
    })
    // 8:00 UTC is 9:00 there, and 10:00 from the 29th on.
    expect([of(0), of(24)]).toEqual([9, 10])
    const half = calendarSeason('daily', { ...clock, everySeconds: 1800, timeZone: 'Asia/Kolkata' })
    expect([0, 1, 2].map(half.of)).toEqual([5, 6, 6])
  })

  test('of steps that are not hours are those in which they begin', () => {
    const { of, least } = calendarSeason('daily', { ...clock, everySeconds: 300 })
    expect([0, 11, 12, 287].map(of)).toEqual([0, 0, 1, 23])
    expect(least).toBe(576)
  })

  test.each<[CalendarSeason, number]>([
    ['daily', 6.5],
    ['business-hours', 7],
    ['weekly', 25],
  ])('cannot be seen: %s in steps of %d hours', (season, hours) => {
    expect(() => calendarSeason(season, { ...clock, everySeconds: hours * 3600 })).toThrow(
      `Steps of ${hours} hours are too long to show a ${season} season.`,
    )
  })

  test('refuse a time zone and a step that are none', () => {
    expect(() => calendarSeason('daily', { ...clock, timeZone: 'Mars/Olympus' })).toThrow(
      'There is no time zone Mars/Olympus.',
    )
    expect(() => calendarSeason('daily', { ...clock, everySeconds: 0 })).toThrow('between two values')
  })
})

/** Hours of a service with quiet nights and weekends: a line, a level for the hour, noise. */
function hours(count: number, { seed = 1, noise = 2, slope = 0.02, from = start } = {}): number[] {
  const random = seededRandom(seed)
  return Array.from({ length: count }, (_, place) => {
    const at = new Date(from + place * hourMs)
    const isWorkday = at.getUTCDay() >= 1 && at.getUTCDay() <= 5
    const isOpen = isWorkday && at.getUTCHours() >= 8 && at.getUTCHours() < 18
    const lunch = isOpen && at.getUTCHours() === 12 ? -15 : 0
    return 100 + slope * place + (isOpen ? 60 : isWorkday ? 0 : -30) + lunch + noise * random.normal()
  })
}

/** The mean absolute error over a week that was held out. */
function heldOut(season: CalendarSeason | null, weeks: number): { error: number; inside: number } {
  const y = hours((weeks + 1) * 168)
  const known = y.slice(0, weeks * 168)
  const parts = season === null ? {} : { parts: calendarSeason(season, clock) }
  const { fit, low, high } = robustForecast({ y: known, horizon: 168, ...parts })
  const truth = y.slice(weeks * 168)
  const errors = truth.map((value, index) => Math.abs(value - (fit[index] ?? 0)))
  return {
    error: errors.reduce((sum, one) => sum + one, 0) / 168,
    inside:
      truth.filter((value, index) => (low[index] ?? 0) <= value && value <= (high[index] ?? 0)).length / 168,
  }
}

describe('a forecast by the calendar', () => {
  test.each([2, 6])('foretells a week after %d of them', (weeks) => {
    for (const season of ['business-hours', 'weekly'] as const) {
      const { error, inside } = heldOut(season, weeks)
      // Noise of deviation 2 alone is off by 1.6 in the mean.
      expect(error).toBeLessThan(weeks === 2 ? 2.6 : 2)
      expect(inside).toBeGreaterThan(0.92)
    }
    expect(heldOut('daily', weeks).error).toBeGreaterThan(6)
    expect(heldOut(null, weeks).error).toBeGreaterThan(20)
  })

  test('finds the growth and the level of each hour', () => {
    const { slope, slopeLow, slopeHigh, season } = robustForecast({
      y: hours(6 * 168),
      horizon: 1,
      parts: calendarSeason('business-hours', clock),
    })
    expect(slopeLow).toBeLessThan(0.02)
    expect(slopeHigh).toBeGreaterThan(0.02)
    expect(Math.abs(slope - 0.02)).toBeLessThan(0.001)
    expect(Math.abs((season[9] ?? 0) - (season[3] ?? 0) - 60)).toBeLessThan(2)
    expect(Math.abs((season[12] ?? 0) - (season[11] ?? 0) + 15)).toBeLessThan(2)
    expect(Math.abs((season[24 + 9] ?? 0) - (season[3] ?? 0) + 30)).toBeLessThan(2)
  })

  test('is less sure of an hour that was seen twice', () => {
    const parts = calendarSeason('weekly', clock)
    const { fit, high, residualDeviation } = robustForecast({ y: hours(336), horizon: 1, parts })
    const width = ((high[0] ?? 0) - (fit[0] ?? 0)) / residualDeviation
    expect(width).toBeGreaterThan(1.96 * Math.sqrt(1.5))
    expect(width).toBeLessThan(2.6)
  })

  test('is not misled by what happens within an hour', () => {
    const y = Array.from({ length: 3 * 288 }, (_, place) => 100 + 0.001 * place + (place % 12))
    const parts = calendarSeason('daily', { ...clock, everySeconds: 300 })
    expect(robustForecast({ y, horizon: 1, parts }).slope).toBeCloseTo(0.001, 4)
  })

  test('is full when its busiest hour is', () => {
    const parts = calendarSeason('weekly', clock)
    const { exhaustion } = robustForecast({
      y: hours(4 * 168, { noise: 0.01 }),
      horizon: 1,
      parts,
      capacity: 200,
    })
    // 160 in its open hours, and 0.02 an hour.
    expect(exhaustion?.likely).toBeGreaterThan(1950)
    expect(exhaustion?.likely).toBeLessThan(2050)
  })

  test('begins anew after a step, in step with the calendar', () => {
    const y = hours(5 * 168, { noise: 0.5 }).map((value, place) => (place < 400 ? value + 500 : value))
    const { since, fit } = robustForecast({ y, horizon: 168, parts: calendarSeason('weekly', clock) })
    expect(since).toBe(400)
    const truth = hours(6 * 168, { noise: 0 }).slice(5 * 168)
    for (const [index, value] of truth.entries()) expect(Math.abs(value - (fit[index] ?? 0))).toBeLessThan(4)
  })

  test('needs two seasons, after a step too', () => {
    const parts = calendarSeason('weekly', clock)
    expect(() => robustForecast({ y: hours(335), horizon: 1, parts })).toThrow(
      'with a season needs two of it, at least 336 values, got 335',
    )
    const stepped = hours(3 * 168).map((value, place) => (place < 200 ? value + 500 : value))
    expect(() => robustForecast({ y: stepped, horizon: 1, parts })).toThrow(
      'at least 336 values after the step at 200, got 304',
    )
    expect(robustForecast({ y: hours(336), horizon: 1, parts }).fit).toHaveLength(1)
  })

  test('refuses hours that were hardly or never measured', () => {
    const line = Array.from({ length: 120 }, (_, place) => place)
    const parts = calendarSeason('weekly', { ...clock, everySeconds: 9 * 3600 })
    expect(() => robustForecast({ y: line.slice(0, 40), horizon: 1, parts })).toThrow(
      'Each part of a season needs two values, got 40 for 40 parts.',
    )
    expect(robustForecast({ y: line, horizon: 1, parts }).fit[0]).toBeCloseTo(120, 6)
    const lately = { ...parts, of: (place: number) => (place < 120 ? place % 2 : 2) }
    expect(() => robustForecast({ y: line, horizon: 1, parts: lately })).toThrow('was never measured')
  })
})
