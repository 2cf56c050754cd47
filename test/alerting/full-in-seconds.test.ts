import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fullInSeconds, type TimePoint } from '../../src/alerting/index.ts'
import { seededRandom } from '../../src/core/index.ts'

/** One value a minute. */
function minutes(count: number, value: (minute: number) => number): TimePoint[] {
  return Array.from({ length: count }, (_, minute) => ({ seconds: 60 * minute, value: value(minute) }))
}

const gb = 1e9

describe('a disk', () => {
  test('that loses a GB a minute has as many minutes as GB', () => {
    const full = fullInSeconds(minutes(31, (minute) => (100 - minute) * gb))
    expect(full?.seconds).toBeCloseTo(70 * 60, 6)
    expect(full?.low).toBeCloseTo(70 * 60, 6)
    expect(full?.high).toBeCloseTo(70 * 60, 6)
  })

  test('is the same told by what is used and how large it is', () => {
    const free = fullInSeconds(minutes(60, (minute) => (100 - minute) * gb))
    const used = fullInSeconds(
      minutes(60, (minute) => minute * gb),
      { total: 100 * gb },
    )
    expect(used?.seconds).toBeCloseTo(free?.seconds ?? 0, 6)
  })

  test('is told from the newest point, whatever the number of points', () => {
    for (const count of [100, 180, 181, 359, 360])
      expect(fullInSeconds(minutes(count, (minute) => (1000 - minute) * gb))?.seconds).toBeCloseTo(
        (1000 - (count - 1)) * 60,
        4,
      )
  })

  test('is followed by its time, not by the number of points', () => {
    const points = minutes(120, (minute) => (500 - minute) * gb).filter(
      (_, index) => index < 40 || index >= 100,
    )
    expect(fullInSeconds(points)?.seconds).toBeCloseTo(381 * 60, 6)
  })

  test('is not bent by a large file that comes and goes', () => {
    const full = fullInSeconds(minutes(120, (minute) => (500 - minute - (minute % 30 === 7 ? 200 : 0)) * gb))
    expect(full?.seconds).toBeCloseTo(381 * 60, 6)
  })

  test('that is full has no time left', () => {
    const full = fullInSeconds(minutes(30, (minute) => (29 - minute) * gb))
    expect(full?.seconds).toBeCloseTo(0, 12)
    expect(full?.high).toBeCloseTo(0, 12)
  })

  test.each<[string, TimePoint[]]>([
    ['stays as it is', minutes(60, () => 100 * gb)],
    ['becomes emptier', minutes(60, (minute) => (100 + minute) * gb)],
    ['goes up and down', minutes(60, (minute) => (100 + (minute % 2)) * gb)],
    ['was written to once', minutes(60, (minute) => (minute < 55 ? 100 : 90) * gb)],
    ['was looked at nine times', minutes(9, (minute) => (100 - minute) * gb)],
    ['was not looked at', []],
  ])('that %s has no end in sight', (_, points) => {
    expect(fullInSeconds(points)).toBeNull()
  })

  test('that was looked at ten times has one', () => {
    expect(fullInSeconds(minutes(10, (minute) => (100 - minute) * gb))?.seconds).toBeCloseTo(91 * 60, 6)
  })

  test('that wavers is told with an interval that holds the truth as often as it says', () => {
    const runs = 200
    const hits = Array.from({ length: runs }, (_, seed) => {
      const random = seededRandom(seed)
      const points = minutes(120, (minute) => (1000 - minute + 20 * random.normal()) * gb)
      const truth = (points.at(-1)?.value ?? 0) / (gb / 60)
      const full = fullInSeconds(points)
      return full !== null && full.low <= truth && truth <= full.high
    }).filter(Boolean).length
    expect(hits).toBeGreaterThan(0.9 * runs)
    expect(hits).toBeLessThan(runs)
  })

  test('never has its estimate outside of its interval', () => {
    const value = fc.integer({ min: 0, max: 1000 })
    fc.assert(
      fc.property(fc.array(value, { minLength: 10, maxLength: 200 }), (values) => {
        const full = fullInSeconds(
          values.map((one, index) => ({ seconds: index, value: 1000 - index + one / 10 })),
        )
        if (full === null) return
        expect(full.low).toBeLessThanOrEqual(full.seconds)
        expect(full.seconds).toBeLessThanOrEqual(full.high)
      }),
    )
  })
})
