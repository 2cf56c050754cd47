import { describe, expect, test } from 'vitest'
import { data, file, run } from './in-files.ts'

const hourMs = 3_600_000
/** A Monday. */
const start = Date.UTC(2026, 0, 5)

/** A recording of hours with busy workdays, but for those that are left out. */
function recording(count: number, isThere: (hour: number) => boolean = () => true): string {
  const rows = Array.from({ length: count }, (_, hour) => {
    const at = new Date(start + hour * hourMs)
    const isBusy =
      at.getUTCDay() >= 1 && at.getUTCDay() <= 5 && at.getUTCHours() >= 8 && at.getUTCHours() < 18
    return isThere(hour)
      ? `${at.getTime()},scans,${100 + hour / 50 + (isBusy ? 60 : 0) + ((hour * 7) % 5) / 10}`
      : ''
  })
  return `at,name,value\n${rows.filter((row) => row !== '').join('\n')}\n`
}

const season = (path: string, ...more: string[]): string[] => [
  'forecast',
  '--from',
  path,
  '--horizon',
  '168',
  '--season',
  ...more,
]

describe('calc forecast --season', () => {
  test.each(['weekly', 'business-hours'])('%s knows the busy hours of next week', async (name) => {
    const path = file('weeks.csv', recording(4 * 168))
    const { data: found } = await data(season(path, name))
    const { forecast } = found.cases[0].answer
    // Monday 3:00, Monday 12:00, Saturday 12:00.
    const [night, noon, saturday] = [3, 12, 5 * 24 + 12].map((hour) => forecast[hour].fit)
    expect(noon - night).toBeCloseTo(60, 0)
    expect(saturday - night).toBeLessThan(5)
  })

  test('counts the hours of a time zone', async () => {
    const path = file('weeks.csv', recording(4 * 168))
    const utc = await data(season(path, 'weekly'))
    const berlin = await data(season(path, 'weekly', '--timezone', 'Europe/Berlin'))
    expect(berlin.data.cases[0].input.timezone).toBe('Europe/Berlin')
    expect(berlin.data.cases[0].answer.forecast[12].fit).toBeCloseTo(
      utc.data.cases[0].answer.forecast[12].fit,
      1,
    )
  })

  test('is full when the busiest hour is', async () => {
    const path = file('weeks.csv', recording(4 * 168))
    const { output } = await run(['calc', ...season(path, 'weekly', '--capacity', '180')])
    expect(output.replaceAll(/\s+/g, ' ')).toMatch(/Reaches 180 on 2026-02-1\d/)
    expect(output).toContain('of 168')
  })

  test.each<[string, string[], string]>([
    ['a history too short', ['weekly'], 'A weekly season needs two of them, 14 days of values, got 10 days.'],
    ['a time zone that is none', ['daily', '--timezone', 'Nowhere'], 'There is no time zone Nowhere.'],
    ['another method', ['daily', '--method', 'linear'], '--season is for --method robust'],
    ['a period beside it', ['daily', '--period', '24'], 'got --period 24'],
    ['a season that is none', ['monthly'], 'is not one of its values'],
  ])('refuses %s', async (_, more, sentence) => {
    const path = file('short.csv', recording(240))
    const { exitCode, errors } = await run(['calc', ...season(path, ...more)])
    expect(exitCode).toBe(2)
    expect(errors).toContain(sentence)
  })

  test('refuses a long gap, and says where it is', async () => {
    const path = file(
      'gap.csv',
      recording(4 * 168, (hour) => hour < 200 || hour >= 230),
    )
    const { exitCode, errors } = await run(['calc', ...season(path, 'weekly')])
    expect(exitCode).toBe(2)
    expect(errors).toContain(
      'The series has a gap of 1 day 7 h after 2026-01-13T07:00:00.000Z; a weekly season allows 16 h 48 min at most.',
    )
    const without = await run(['calc', 'forecast', '--from', path])
    expect(without.exitCode).toBe(0)
    expect(without.output).toContain('30 of 672 values were missing')
  })

  test('refuses steps that are uneven', async () => {
    const path = file(
      'uneven.csv',
      recording(4 * 168, (hour) => hour % 5 !== 1),
    )
    const { exitCode, errors } = await run(['calc', ...season(path, 'weekly')])
    expect(exitCode).toBe(2)
    expect(errors).toContain('have no value of their own, too many for a weekly season.')
  })

  test('needs dates, and --timezone needs it', async () => {
    const values = Array.from({ length: 60 }, (_, index) => index).join(',')
    const undated = await run(['calc', 'forecast', '--values', values, '--season', 'daily'])
    expect(undated.exitCode).toBe(2)
    expect(undated.errors).toContain('A daily season needs to know when each value was.')
    const alone = await run(['calc', 'forecast', '--values', values, '--timezone', 'UTC'])
    expect(alone.exitCode).toBe(2)
    expect(alone.errors).toContain('--timezone is for --season, which was not given.')
  })
})
