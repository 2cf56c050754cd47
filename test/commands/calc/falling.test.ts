import { describe, expect, test } from 'vitest'
import { data, run } from './in-files.ts'

const falling = Array.from({ length: 12 }, (_, index) => 500 - 20 * index + (index % 3))

describe('a series that falls towards its capacity', () => {
  test.each([
    ['robust', []],
    ['robust', ['--period', '3']],
    ['linear', []],
    ['holt', []],
    ['holt-winters', ['--period', '3']],
  ])('by %s with %j is free space that runs out', async (method, more) => {
    const args = ['forecast', '--values', falling.join(','), '--capacity', '100', '--method', method, ...more]
    const { data: found, headline, warnings, tables } = await data(args)
    const { exhaustion, forecast } = found.cases[0].answer
    // 500 - 20 x 20 = 100.
    expect(exhaustion.likely).toBeGreaterThan(19)
    expect(exhaustion.likely).toBeLessThan(21.5)
    expect(exhaustion.earliest).toBeLessThanOrEqual(exhaustion.likely)
    expect(forecast[0].fit).toBeLessThan(280)
    expect(forecast[0].low).toBeLessThanOrEqual(forecast[0].fit)
    expect(forecast[0].high).toBeGreaterThanOrEqual(forecast[0].fit)
    expect(headline).toMatch(/^Falls to 100 at value 2[012] /)
    expect(warnings).toContainEqual(
      expect.stringContaining(
        'taken as what is free: exhaustion is when it has fallen to it. If it is what is used',
      ),
    )
    const slope = tables[0].rows.find(([name]: string[]) => name === 'slope')[1]
    expect(slope.value).toBeLessThan(-15)
    if (slope.low !== undefined) expect(slope.low).toBeLessThanOrEqual(slope.high)
  })

  test('and has reached it is exhausted', async () => {
    const { headline, status } = await data([
      'forecast',
      '--values',
      '500,400,300,200,90',
      '--capacity',
      '100',
    ])
    expect(headline).toBe('It has fallen to 90 already, and 100 was the least.')
    expect(status).toBe('warn')
  })

  test('is none where it stands still above it, or falls below it', async () => {
    const still = await data(['forecast', '--values', '150,152,149,151,150,149', '--capacity', '100'])
    expect(still.headline).toBe('It is at 149 of 100 already.')
    const below = await data(['forecast', '--values', falling.join(','), '--capacity', '900'])
    expect(below.headline).toBe('No exhaustion of 900 in sight.')
  })

  test('cannot have a season that multiplies', async () => {
    const { exitCode, errors } = await run([
      'calc',
      'forecast',
      ...['--values', falling.join(','), '--capacity', '100', '--method', 'holt-winters'],
      ...['--period', '3', '--multiplicative'],
    ])
    expect(exitCode).toBe(2)
    expect(errors).toContain('--multiplicative cannot follow')
  })
})

test('a crossing is counted as the values of the horizon are', async () => {
  const { headline, tables } = await data([
    'forecast',
    '--values',
    '1,2,3,4,5',
    '--capacity',
    '8',
    '--horizon',
    '3',
  ])
  expect(headline).toContain('Reaches 8 at value 8 ')
  expect(tables[0].rows.find(([name]: string[]) => name === 'value 8')[1].value).toBeCloseTo(8, 9)
  const between = await data(['forecast', '--values', '1,2,3,4,5', '--capacity', '8.5'])
  expect(between.headline).toContain('at value 9 ')
})
