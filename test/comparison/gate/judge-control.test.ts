import { describe, expect, test } from 'vitest'
import { judgeControl } from '../../../src/comparison/index.ts'

/** Without any order: neighbours differ in sign. */
const scattered = (centre: number, width: number, count = 12): number[] =>
  Array.from({ length: count }, (_, index) => centre + (width * ((index * 7) % count)) / count - width / 2)
const rising = (count: number): number[] => Array.from({ length: count }, (_, index) => index * 0.001 - 0.02)
const steady = scattered(0, 0.01)

describe('the machine is', () => {
  test.each([
    ['clean where the control is unchanged', scattered(0, 0.02), [steady], 'clean'],
    ['contaminated where the control is surely 3 % slower', scattered(0.03, 0.02), [steady], 'contaminated'],
    ['contaminated where it is surely 3 % faster', scattered(-0.03, 0.02), [steady], 'contaminated'],
    ['clean where it surely differs, by less than 1 %', scattered(0.008, 0.002), [steady], 'clean'],
    ['clean where it may well be chance', scattered(0.03, 0.12), [steady], 'clean'],
    [
      'contaminated where chance would explain a benchmark that is about to fail',
      scattered(0.03, 0.12),
      [scattered(0.05, 0.02)],
      'contaminated',
    ],
    [
      'clean where a faster control cannot explain it',
      scattered(-0.03, 0.12),
      [scattered(0.05, 0.02)],
      'clean',
    ],
    ['contaminated where pairs rise steadily', scattered(0, 0.02, 60), [rising(60)], 'contaminated'],
    [
      'contaminated where the pairs of one of many do',
      scattered(0, 0.02, 60),
      [steady, rising(60), steady],
      'contaminated',
    ],
    ['clean where so few pairs may do so by chance', scattered(0, 0.02), [rising(5)], 'clean'],
    ['clean where ten pairs rise', steady, [rising(10)], 'clean'],
    [
      'contaminated where ten pairs rise that are about to fail',
      steady,
      [rising(10).map((logRatio) => logRatio + 0.1)],
      'contaminated',
    ],
    ['judged without a control by the order of pairs', [], [rising(60)], 'contaminated'],
    ['clean where nothing was measured yet', [], [], 'clean'],
    ['clean where a benchmark was not measured', steady, [[]], 'clean'],
  ] as const)('%s', (_, logRatios, benchmarks, verdict) => {
    expect(judgeControl({ logRatios, benchmarks }).verdict).toBe(verdict)
  })

  test('described by the change of its control and by the least random order', () => {
    const { estimate, low, high, confidence, autocorrelation, pairs } = judgeControl({
      logRatios: scattered(0.03, 0.02),
      benchmarks: [steady, rising(60)],
    })
    expect(estimate).toBeCloseTo(0.03, 2)
    expect(low).toBeLessThan(estimate ?? 0)
    expect(high).toBeGreaterThan(estimate ?? 0)
    // W <= 3 at either side is beyond it: 5 of 4096 ways each.
    expect(confidence).toBeCloseTo(1 - 10 / 4096, 10)
    expect(autocorrelation).toBeGreaterThan(0.9)
    expect(pairs).toBe(12)
  })

  test('described by nothing where nothing was measured', () => {
    expect(judgeControl({ logRatios: [], benchmarks: [] })).toEqual({
      verdict: 'clean',
      because: 'There was no control to compare with.',
      pairs: 0,
      estimate: null,
      low: null,
      high: null,
      confidence: null,
      autocorrelation: null,
    })
  })

  test.each([
    [
      scattered(0.03, 0.02),
      [steady],
      /^The control, .*, was 2\.\d+ % slower with head \(.*\): the machine did not treat them alike\.$/,
    ],
    [steady, [rising(60)], /^Pairs resemble the pairs before them \(autocorrelation 0\.9\d\)/],
    [scattered(0, 0.02), [steady], /^The control, .*, was .* faster to .* slower with head\.$/],
  ] as const)('called so with a reason: %#', (logRatios, benchmarks, sentence) => {
    expect(judgeControl({ logRatios, benchmarks }).because).toMatch(sentence)
  })
})
