import { describe, expect, test } from 'vitest'
import {
  type Arrival,
  arrivals,
  countArrivals,
  expectedArrivals,
  parseStages,
  rateAt,
  type Stage,
  stagesSeconds,
} from '../../../src/traffic/index.ts'

const at = (rate: number, seconds: number): Stage[] => [{ fromRate: rate, toRate: rate, seconds }]
const ramp: Stage[] = [
  { fromRate: 0, toRate: 200, seconds: 10 },
  { fromRate: 200, toRate: 200, seconds: 5 },
]

function drawn(next: () => Arrival | null): Arrival[] {
  const all: Arrival[] = []
  for (let one = next(); one !== null; one = next()) all.push(one)
  return all
}

describe('stages', () => {
  test('are read in order, with the period of the last rate for both', () => {
    expect(parseStages('0..200/s:30s, 200/s:2m,1000/s:10s')).toEqual({
      ok: true,
      value: [
        { fromRate: 0, toRate: 200, seconds: 30 },
        { fromRate: 200, toRate: 200, seconds: 120 },
        { fromRate: 1000, toRate: 1000, seconds: 10 },
      ],
    })
    expect(parseStages('60/m..2/s:1s')).toMatchObject({ value: [{ fromRate: 1, toRate: 2 }] })
  })

  test.each([
    ['', 'cannot be read'],
    ['200/s', 'cannot be read'],
    ['200:5s', 'whose rate needs a period'],
    ['x..200/s:5s', 'whose first rate is not a rate'],
    ['200/s:5', 'whose duration needs a unit of time'],
    ['200/s:0s', 'without a duration'],
    ['0/s:5s', 'asks for no request at all'],
  ])('%j are refused: %s', (text, problem) => {
    expect(parseStages(text)).toMatchObject({ ok: false, problem: expect.stringContaining(problem) })
  })

  test('expect the integral of the rate', () => {
    expect(stagesSeconds(ramp)).toBe(15)
    expect(expectedArrivals(ramp)).toBe(2000)
    expect(expectedArrivals(ramp, 5)).toBe(250)
    expect(expectedArrivals(ramp, 12)).toBe(1400)
    expect([0, 5, 12, 15].map((second) => rateAt(ramp, second))).toEqual([0, 100, 200, 0])
  })
})

describe('uniform arrivals', () => {
  test.each([
    [1, 20, 20],
    [7, 20, 140],
    [333, 3, 999],
    [1000, 2, 2000],
  ])('of %i/s in %i s are %i, each as far from the next', (rate, seconds, count) => {
    const all = drawn(arrivals(at(rate, seconds), 'uniform', { seed: 1 }))
    expect(all).toHaveLength(count)
    for (const { number, dueSeconds } of all) expect(Math.abs(dueSeconds - number / rate)).toBeLessThan(1e-9)
  })

  test('of a ramp are due where the integral reaches their number', () => {
    for (const { number, dueSeconds } of drawn(arrivals(ramp, 'uniform', { seed: 1 })))
      expect(Math.abs(expectedArrivals(ramp, dueSeconds) - number)).toBeLessThan(1e-6)
    expect(countArrivals(ramp, 'uniform', { seed: 1 })).toBe(2000)
  })

  test('of a ramp that falls to nothing end with it', () => {
    const falling = [{ fromRate: 100, toRate: 0, seconds: 4 }]
    const all = drawn(arrivals(falling, 'uniform', { seed: 1 }))
    expect(all).toHaveLength(200)
    expect(all.at(-1)?.dueSeconds).toBeLessThan(4)
  })

  test('pass over a stage without any', () => {
    const stages = [...at(2, 1), ...at(0, 3), ...at(2, 1)]
    expect(drawn(arrivals(stages, 'uniform', { seed: 1 })).map(({ dueSeconds }) => dueSeconds)).toEqual([
      0, 0.5, 4, 4.5,
    ])
  })
})

describe('arrivals of a Poisson process', () => {
  const all = drawn(arrivals(at(100, 200), 'poisson', { seed: 5 }))

  test('come as many as expected, with gaps that vary as much as they last', () => {
    expect(Math.abs(all.length - 20_000)).toBeLessThan(4 * Math.sqrt(20_000))
    const gaps = all.slice(1).map(({ dueSeconds }, index) => dueSeconds - (all[index]?.dueSeconds ?? 0))
    const mean = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length
    const variance = gaps.reduce((sum, gap) => sum + (gap - mean) ** 2, 0) / gaps.length
    expect(Math.abs(Math.sqrt(variance) / mean - 1)).toBeLessThan(0.03)
  })

  test('fill a ramp as its rate rises', () => {
    const early = drawn(arrivals(ramp, 'poisson', { seed: 9 })).filter(({ dueSeconds }) => dueSeconds < 5)
    expect(Math.abs(early.length - 250)).toBeLessThan(4 * Math.sqrt(250))
  })

  test('differ with the seed and not without', () => {
    const again = (seed: number) => drawn(arrivals(at(100, 1), 'poisson', { seed }))
    expect(again(5)).toEqual(again(5))
    expect(again(6)).not.toEqual(again(5))
  })
})

test.each(['uniform', 'poisson'] as const)('the slices of %s arrivals together are the whole', (process) => {
  const whole = drawn(arrivals(ramp, process, { seed: 3 }))
  const slices = [0, 1, 2].map((index) =>
    drawn(arrivals(ramp, process, { seed: 3, slice: { index, of: 3 } })),
  )
  expect(slices.flat().sort((a, b) => a.number - b.number)).toEqual(whole)
  expect(slices.map(({ length }) => length)).toEqual([0, 1, 2].map((i) => Math.ceil((whole.length - i) / 3)))
})
