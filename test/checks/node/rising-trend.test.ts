import { describe, expect, it } from 'vitest'
import { risingTrend } from '../../../src/checks/node/rising-trend.ts'

/** A series whose steps are these signs. */
function steps(signs: string): number[] {
  const series = [0]
  for (const sign of signs) series.push((series.at(-1) ?? 0) + (sign === '+' ? 1 : sign === '-' ? -1 : 0))
  return series
}

describe('the sign test of a rising trend', () => {
  it.each([
    ['+', 1 / 2],
    ['++', 1 / 4],
    ['++++', 1 / 16],
    ['+++-', 5 / 16],
    ['++--', 11 / 16],
    ['+---', 15 / 16],
    ['----', 1],
    ['+=+=', 1 / 4],
    ['====', 1],
    ['', 1],
  ])('%s has p %d', (signs, p) => {
    expect(risingTrend(steps(signs)).p).toBeCloseTo(p, 14)
  })

  it('counts rises and changes', () => {
    expect(risingTrend(steps('+=-+'))).toMatchObject({ rises: 2, changes: 3 })
  })

  it('takes an empty series for one that does not change', () => {
    expect(risingTrend([])).toEqual({ p: 1, rises: 0, changes: 0 })
  })

  it('holds for thousands of changes', () => {
    expect(risingTrend(steps('+-'.repeat(1000))).p).toBeCloseTo(0.5089195, 6)
    expect(risingTrend(steps('-'.repeat(2000))).p).toBe(1)
    expect(risingTrend(steps('+'.repeat(2000))).p).toBe(0)
    expect(risingTrend(steps('+'.repeat(20))).p).toBeCloseTo(2 ** -20, 15)
  })
})
