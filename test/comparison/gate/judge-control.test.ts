import { describe, expect, test } from 'vitest'
import { judgeControl } from '../../../src/comparison/index.ts'
import { seededRandom } from '../../../src/core/index.ts'

/** Without any order: neighbours differ in sign. */
const scattered = (centre: number, width: number, count = 12): number[] =>
  Array.from({ length: count }, (_, index) => centre + (width * ((index * 7) % count)) / count - width / 2)
const rising = (count: number): number[] => Array.from({ length: count }, (_, index) => index * 0.001 - 0.02)
const steady = scattered(0, 0.01)
/** Each is a third of the one before and two thirds of something without order: a correlation near a quarter. */
const faintly = (count: number): number[] => {
  const chance = seededRandom(5)
  let last = 0
  return Array.from({ length: count }, () => (last = 0.25 * last + chance.normal()))
}

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
    [
      'clean where the control is slower by chance alone, whatever is about to fail',
      scattered(0.012, 0.2),
      [scattered(0.05, 0.02)],
      'clean',
    ],
    [
      'clean where the control is surely slower by less than 1 % and something is about to fail',
      scattered(0.008, 0.002),
      [scattered(0.05, 0.02)],
      'clean',
    ],
    [
      'clean where the control is perhaps slower and nothing is about to fail',
      scattered(0.03, 0.12),
      [steady, scattered(-0.05, 0.02)],
      'clean',
    ],
    [
      'contaminated where chance would explain one benchmark of several',
      scattered(0.03, 0.12),
      [steady, scattered(0.05, 0.02)],
      'contaminated',
    ],
    [
      // A correlation of a third, which nine pairs have by chance in one of sixteen orders.
      'clean where nine pairs that are about to fail resemble each other by chance',
      steady,
      [[1, 3, 5, 2, 4, 9, 7, 6, 8].map((place) => 0.05 + 0.001 * place)],
      'clean',
    ],
    [
      'clean where many pairs resemble each other surely, and little',
      scattered(0, 0.02, 60),
      [faintly(400)],
      'clean',
    ],
    ['contaminated where fourteen pairs rise', scattered(0, 0.02, 60), [rising(14)], 'contaminated'],
    [
      'clean where fourteen pairs of one in five rise',
      scattered(0, 0.02, 60),
      [rising(14), steady, steady, steady, steady],
      'clean',
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
