import { describe, expect, test } from 'vitest'
import { alertRules, createAlerts } from '../../src/alerting/index.ts'
import { type Alert, seededRandom } from '../../src/core/index.ts'
import { tick } from './ticks.ts'

const gb = 1e9
const series = 'disk.free{mount=/data}'

/** The alert on a disk after each minute, with a tick every ten seconds. */
function minutely(count: number, freeGb: (minute: number) => number | null): (Alert | null)[] {
  const alerts = createAlerts(alertRules({ name: 'p' }))
  return Array.from({ length: count }, (_, minute) => {
    const free = freeGb(minute)
    const shown = [0, 10, 20, 30, 40, 50].map((second) =>
      alerts.evaluate(tick(60 * minute + second, { [series]: free === null ? null : free * gb })),
    )
    return shown.at(-1)?.alerts[0] ?? null
  })
}

describe('a disk that fills', () => {
  test('is told of after half an hour of looking and ten minutes of being so', () => {
    // 400 GB at 1 GB a minute: 6 to 7 hours.
    const all = minutely(45, (minute) => 400 - minute)
    const states = all.map((alert) => alert?.state ?? null)
    expect(states.indexOf('pending')).toBe(29)
    expect(states.indexOf('firing')).toBe(39)
    expect(all.at(-1)).toMatchObject({
      rule: 'disk.full',
      severity: 'high',
      unit: 'seconds',
      threshold: 86_400,
    })
    expect(all.at(-1)?.value).toBeCloseTo((400 - 44) * 60, 3)
  })

  test('says when, from when to when, and on which mount', () => {
    const random = seededRandom(1)
    const last = minutely(60, (minute) => 400 - minute + 5 * random.normal()).at(-1)
    expect(last?.message).toMatch(
      /^Free space \(mount=\/data\) runs out in \d h( \d+ min)? \(\d h( \d+ min)? to \d h( \d+ min)?\), below 1 day for \d+ min \d+ s\.$/,
    )
  })

  test.each([
    [1300, 'medium'],
    [600, 'high'],
    [200, 'critical'],
  ])('with %d GB left at 1 GB a minute is %s', (left, severity) => {
    expect(minutely(60, (minute) => left + 60 - minute).at(-1)).toMatchObject({ state: 'firing', severity })
  })

  test.each<[string, (minute: number) => number]>([
    ['that has more than a day left', (minute) => 1600 - minute],
    ['that stays as it is', () => 10],
    ['that becomes emptier', (minute) => 10 + minute],
    ['to which a large file was written', (minute) => (minute < 30 ? 100 : 50)],
    ['that is written and pruned in turn', (minute) => 100 - (minute % 10)],
  ])('%s is no alert', (_, free) => {
    expect(minutely(120, free).filter((alert) => alert !== null)).toEqual([])
  })

  test('and is made empty again is over, and says so', () => {
    const all = minutely(300, (minute) => (minute < 60 ? 400 - minute : 900))
    const over = all.find((alert) => alert?.state === 'resolved')
    expect(over?.message).toBe('Free space (mount=/data) does not run out, no longer below 1 day.')
    expect(over?.value).toBeNull()
    expect(all.at(-1)).toBeNull()
  })

  test('is judged by the last six hours only', () => {
    // Steady for long, then falling: after six hours of falling the steady time is forgotten.
    const all = minutely(361 + 361, (minute) => 500 - Math.max(0, minute - 361) / 2)
    expect(all.at(-1)?.value).toBeCloseTo((500 - 360 / 2) * 120, 0)
  })

  test('and cannot be read has no data', () => {
    const all = minutely(50, (minute) => (minute < 45 ? 400 - minute : null))
    expect(all.at(-1)?.state).toBe('no-data')
  })
})
