import { describe, expect, test } from 'vitest'
import {
  nextStep,
  requestsForQuantile,
  type SearchSettings,
  type SearchStep,
  type Trial,
} from '../../../src/traffic/index.ts'

const settings: SearchSettings = {
  startPerSecond: 10,
  precision: 0.03,
  leastPerSecond: 0.1,
  mostPerSecond: 10_000,
  mostTrials: 40,
}

/** Searches a target of which `holds` tells whether it carries a load; `number` counts the trials. */
function search(
  holds: (ratePerSecond: number, number: number, isConfirmation: boolean) => boolean,
  more: Partial<SearchSettings> = {},
): { end: SearchStep; trials: Trial[] } {
  const trials: Trial[] = []
  for (;;) {
    const step = nextStep(trials, { ...settings, ...more })
    if (step.kind !== 'try') return { end: step, trials }
    const { ratePerSecond, isConfirmation } = step
    trials.push({ ratePerSecond, isConfirmation, holds: holds(ratePerSecond, trials.length, isConfirmation) })
  }
}

describe('the search for the highest load that holds', () => {
  test.each([0.15, 3, 9.99, 10, 173.6, 4999])('finds %d/s within 3 %, confirmed', (capacity) => {
    const { end, trials } = search((rate) => rate <= capacity)
    if (end.kind !== 'found') throw new Error(`it ended as ${end.kind}`)
    expect(end.ratePerSecond).toBeLessThanOrEqual(capacity)
    expect(end.ratePerSecond * 1.03).toBeGreaterThanOrEqual(capacity)
    expect(end.high).toBeGreaterThan(capacity)
    expect(trials.at(-1)).toEqual({ ratePerSecond: end.ratePerSecond, isConfirmation: true, holds: true })
    expect(trials.length).toBeLessThan(25)
  })

  test('goes below a load that is not confirmed', () => {
    const { end, trials } = search((rate, _, isConfirmation) => rate <= (isConfirmation ? 160 : 173))
    const refuted = trials.find(({ isConfirmation, holds }) => isConfirmation && !holds)
    expect(refuted?.ratePerSecond).toBeGreaterThan(160)
    expect(end).toMatchObject({ kind: 'found' })
    expect(end.kind === 'found' && end.ratePerSecond).toBeLessThanOrEqual(160)
  })

  test('never tries more than it may, nor again what has failed', () => {
    const { end, trials } = search(() => true, { mostPerSecond: 500 })
    expect(end).toEqual({ kind: 'unbounded', ratePerSecond: 500 })
    expect(Math.max(...trials.map(({ ratePerSecond }) => ratePerSecond))).toBe(500)
    expect(search(() => false).end).toEqual({ kind: 'none', high: 0.1 })
  })

  test('says that it came to no answer where the target is moody', () => {
    expect(search((_, number) => number % 2 === 0, { mostTrials: 12 }).trials.length).toBeLessThanOrEqual(12)
    const { end } = search((rate, __, isConfirmation) => !isConfirmation && rate < 100, { mostTrials: 9 })
    expect(end.kind).toBe('unsettled')
  })
})

test('a load has ten requests above the percentile that is judged', () => {
  expect([0.99, 0.999, 0.5, null, 1].map(requestsForQuantile)).toEqual([1000, 10_000, 100, 1000, 1000])
})
