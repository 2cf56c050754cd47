import { describe, expect, test } from 'vitest'
import { data, file, run } from './in-files.ts'

describe('a forecast', () => {
  const header = '{"schema":"lewis-perf/samples/1","intervalSeconds":3600,"machine":null}'
  const at = (hour: number): number => Date.UTC(2026, 0, 1) + hour * 3_600_000
  const recording = (value: (hour: number) => number | null, hours = 96): string =>
    `${[header, ...Array.from({ length: hours }, (_, hour) => JSON.stringify({ at: at(hour), v: { 'disk.used{mount=/}': value(hour), other: 1 } }))].join('\n')}\n`

  test('of a recording has dates, and a day to order by', async () => {
    const path = file(
      'growing.jsonl',
      recording((hour) => 100 + hour + (hour % 2)),
    )
    const { data: found } = await data([
      'forecast',
      '--from',
      path,
      '--series',
      'disk.used{mount=/}',
      '--capacity',
      '340',
      '--lead-time',
      '2d',
    ])
    // 240 hours after the first: 11 January 2026.
    const { exhaustion, orderBy } = found.cases[0].answer
    expect(exhaustion.likely).toBeGreaterThan(237)
    expect(exhaustion.likely).toBeLessThan(242)
    expect(exhaustion.earliest).toBeLessThan(exhaustion.likely)
    expect(exhaustion.latest).toBeGreaterThan(exhaustion.likely)
    expect(orderBy).toBe('2026-01-08')
    const { output } = await run([
      'calc',
      'forecast',
      '--from',
      path,
      '--series',
      'disk.used{mount=/}',
      '--capacity',
      '340',
    ])
    expect(output).toContain('2026-01-1')
  })

  test('sees no end of what does not grow', async () => {
    const path = file(
      'flat.jsonl',
      recording((hour) => 100 + ((hour * 7) % 5)),
    )
    const { output } = await run([
      'calc',
      'forecast',
      '--from',
      path,
      '--series',
      'disk.used{mount=/}',
      '--capacity',
      '340',
    ])
    expect(output).toMatch(/No exhaustion of 340 in sight/)
  })

  test('fills what is missing, and says so', async () => {
    const path = file(
      'gaps.jsonl',
      recording((hour) => (hour >= 20 && hour < 23 ? null : 100 + hour)),
    )
    const { output } = await run(['calc', 'forecast', '--from', path, '--series', 'disk.used{mount=/}'])
    expect(output).toContain('3 of 96 values were missing')
  })

  test('of a list counts values, or time where their distance is known', async () => {
    const list = Array.from({ length: 12 }, (_, index) => 10 + 2 * index + (index % 3)).join(',')
    const plain = await run(['calc', 'forecast', '--values', list, '--capacity', '60'])
    expect(plain.output).toMatch(/Reaches 60 at value 2\d/)
    const daily = await run(['calc', 'forecast', '--values', list, '--capacity', '60', '--every', '1d'])
    expect(daily.output).toMatch(/Reaches 60 in 1\d days/)
  })

  test.each([
    ['linear', []],
    ['holt', []],
    ['holt-winters', ['--period', '4']],
    ['holt-winters', ['--period', '4', '--multiplicative']],
    ['robust', ['--period', '4']],
  ])('by %s with %j goes on', async (method, more) => {
    const list = Array.from({ length: 24 }, (_, index) => 100 + index + (index % 4) * 5).join(',')
    const { data: found } = await data([
      'forecast',
      '--values',
      list,
      '--method',
      method,
      '--horizon',
      '4',
      '--capacity',
      '200',
      ...more,
    ])
    const { forecast, exhaustion } = found.cases[0].answer
    expect(forecast).toHaveLength(4)
    expect(forecast[0].low).toBeLessThanOrEqual(forecast[0].fit)
    expect(forecast[0].high).toBeGreaterThanOrEqual(forecast[0].fit)
    expect(exhaustion.likely).toBeGreaterThan(24)
  })

  test('reads numbers, one a line', async () => {
    const { data: found } = await data([
      'forecast',
      '--from',
      file('numbers.txt', '1\n2\n3\n4\n5\n'),
      '--horizon',
      '1',
    ])
    expect(found.cases[0].answer.forecast[0].fit).toBeCloseTo(6, 10)
  })

  test('asks which of several series', async () => {
    const path = file(
      'two.jsonl',
      recording((hour) => hour),
    )
    const none = await run(['calc', 'forecast', '--from', path])
    expect(none.errors).toContain('holds 2 series.')
    expect(none.errors).toContain('disk.used{mount=/}')
    const wrong = await run(['calc', 'forecast', '--from', path, '--series', 'nothing'])
    expect(wrong.errors).toContain('holds no series nothing.')
  })
})
