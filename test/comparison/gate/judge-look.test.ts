import { describe, expect, test } from 'vitest'
import { type GateBenchmark, gateRule, judgeLook } from '../../../src/comparison/index.ts'

const rule = gateRule()
/** Twelve pairs round `centre`, half a percent wide. */
const around = (centre: number, count = 12): number[] =>
  Array.from({ length: count }, (_, index) => centre + 0.0004 * (index - (count - 1) / 2))
const open = (name: string, logRatios: readonly number[]): GateBenchmark => ({
  name,
  logRatios,
  decided: null,
})
const judgeOne = (logRatios: readonly number[], look = 0) => {
  const [judgement] = judgeLook({ rule, benchmarks: [open('parse', logRatios)], look })
  if (judgement === undefined) throw new Error('There is no judgement.')
  return judgement
}
/** Twelve pairs of which `faster` are 1 % faster by ever less, and the others `slower` by more. */
const mixed = (faster: number, slower: number): number[] =>
  Array.from({ length: 12 }, (_, index) => (index < faster ? -0.001 * (index + 1) : slower + 0.0001 * index))

describe('one benchmark', () => {
  test.each([
    ['slower by 5 % in every pair fails', around(0.05), 'fail'],
    ['slower by 1 %, however surely, passes', around(0.01), 'pass'],
    ['unchanged passes', around(0), 'pass'],
    ['exactly unchanged passes', Array.from({ length: 12 }, () => 0), 'pass'],
    ['faster passes', around(-0.2), 'pass'],
    // W- = 1 + 2 = 3 and 1 + 2 + 3 = 6: p = 5/4096 and 14/4096, of which only the first is at most .0025.
    ['slower in all but two weak pairs fails', mixed(2, 0.08), 'fail'],
    ['slower in all but three weak pairs is not decided', mixed(3, 0.08), 'undecided'],
    ['of which five pairs say nothing is not decided', [0.3, 0.2, 0.1, -0.1, 0.02], 'undecided'],
  ] as const)('%s', (_, logRatios, verdict) => {
    expect(judgeOne(logRatios).verdict).toBe(verdict)
  })

  test('fails before it could pass: 3 % is over the tolerance and below what is to be detected', () => {
    expect(judgeOne(around(0.03))).toMatchObject({ verdict: 'fail', upperBound: expect.closeTo(0.0325, 2) })
  })

  test('fails only above the tolerance, and passes only below what is to be detected', () => {
    expect(judgeOne(around(Math.log(1.0199))).verdict).toBe('pass')
    expect(judgeOne(around(Math.log(1.0201))).verdict).toBe('fail')
  })

  test('is inconclusive at the last look where it was undecided before', () => {
    const noisy = mixed(3, 0.08)
    expect([0, 3, 4].map((look) => judgeOne(noisy, look).verdict)).toEqual([
      'undecided',
      'undecided',
      'inconclusive',
    ])
  })

  test('carries its change, exact p and the pairs that it needs', () => {
    const judgement = judgeOne(mixed(2, 0.08))
    expect(judgement).toMatchObject({ name: 'parse', pairs: 12, p: 5 / 4096, adjustedP: 5 / 4096 })
    expect(judgement.estimate).toBeCloseTo(Math.expm1(0.0805), 3)
    expect(judgement.low).toBeGreaterThan(0)
    expect(judgement.high).toBe(judgement.upperBound)
    // W <= 5 at either side: 2 x 10 / 4096.
    expect(judgement.confidence).toBeCloseTo(1 - 20 / 4096, 10)
  })

  test('can detect (2.807 + 1.645) s / sqrt(0.955 n), s = 1.4826 MAD', () => {
    const logRatios = Array.from({ length: 60 }, (_, index) => (index % 2 === 0 ? 0.03 : -0.03) / 1.4826)
    const { minimumDetectableEffect, pairsNeeded } = judgeOne(logRatios, 4)
    expect(minimumDetectableEffect).toBeCloseTo(Math.expm1((4.452 * 0.03) / Math.sqrt(0.955 * 60)), 4)
    expect(pairsNeeded).toEqual([
      { effect: 0.01, pairs: 189 },
      { effect: 0.02, pairs: 48 },
      // By the formula 8; but fewer than 9 pairs never attain .0025.
      { effect: 0.05, pairs: 9 },
    ])
  })

  test('has no upper bound with fewer than nine pairs', () => {
    expect(judgeOne(around(0, 8))).toMatchObject({ upperBound: null, verdict: 'undecided' })
    expect(judgeOne(around(0, 9))).toMatchObject({ upperBound: expect.any(Number), verdict: 'pass' })
  })
})

describe('several benchmarks', () => {
  const slower = mixed(2, 0.08)

  test('need stronger evidence each: 2 x 5/4096 is within .0025, 3 x 5/4096 is not', () => {
    const among = (others: number) =>
      judgeLook({
        rule,
        benchmarks: [
          open('slow', slower),
          ...Array.from({ length: others }, (_, k) => open(`${k}`, around(0))),
        ],
        look: 0,
      })[0]
    expect(among(1)).toMatchObject({ verdict: 'fail', p: 5 / 4096, adjustedP: 10 / 4096 })
    expect(among(2)).toMatchObject({ verdict: 'undecided', adjustedP: 15 / 4096 })
  })

  test('detect less each, as the evidence asked for is shared among those that have not failed', () => {
    const noisy = Array.from({ length: 60 }, (_, index) => (index % 2 === 0 ? 0.03 : -0.03) / 1.4826)
    const detectable = (decided: 'pass' | 'fail') =>
      judgeLook({
        rule,
        benchmarks: [open('noisy', noisy), { name: 'earlier', logRatios: around(0.05), decided }],
        look: 4,
      })[0]?.minimumDetectableEffect
    // z of .00125 is 3.023, of .0025 it is 2.807; that of the power is 1.645.
    expect(detectable('pass')).toBeCloseTo(Math.expm1((4.668 * 0.03) / Math.sqrt(0.955 * 60)), 4)
    expect(detectable('fail')).toBeCloseTo(Math.expm1((4.452 * 0.03) / Math.sqrt(0.955 * 60)), 4)
  })

  test.each([
    // One that passed stays in the family of Holm, one that failed leaves it.
    { decided: 'pass', adjustedP: 15 / 4096, verdict: 'undecided' },
    { decided: 'fail', adjustedP: 10 / 4096, verdict: 'fail' },
  ] as const)('after one of three was decided: $decided', ({ decided, adjustedP, verdict }) => {
    const benchmarks = [
      open('slow', slower),
      open('other', around(0)),
      { name: 'earlier', logRatios: around(0.05), decided },
    ]
    const [first, , earlier] = judgeLook({ rule, benchmarks, look: 1 })
    expect(first).toMatchObject({ adjustedP, verdict })
    expect(earlier).toMatchObject({ name: 'earlier', verdict: decided, pairs: 12 })
  })

  test('keep what was decided whatever their numbers say now', () => {
    const benchmarks = [
      { name: 'a', logRatios: around(0.3), decided: 'pass' as const },
      { name: 'b', logRatios: around(-0.3), decided: 'fail' as const },
      { name: 'c', logRatios: around(0), decided: 'undecided' as const },
    ]
    expect(judgeLook({ rule, benchmarks, look: 1 }).map(({ verdict }) => verdict)).toEqual([
      'pass',
      'fail',
      'pass',
    ])
  })

  test('are none: there is nothing to judge', () => {
    expect(judgeLook({ rule, benchmarks: [], look: 0 })).toEqual([])
  })
})

describe('the reason in words', () => {
  test.each([
    [
      around(0.05),
      0,
      /^5\.1\d % slower \([\d.]+ to [\d.]+ % slower\), more than the 2 % tolerated, and not by chance: p = 0\.00024 after 12 pairs\.$/,
    ],
    [around(0.001), 0, /^No slowdown of 5 % or more: at most 0\.\d+ % slower after 12 pairs\.$/],
    [around(-0.1), 0, /^No slowdown of 5 % or more: at least 9\.\d+ % faster after 12 pairs\.$/],
    [mixed(3, 0.08), 0, /^Not decided after 12 pairs: the change is .* faster to .* slower\.$/],
    [
      mixed(3, 0.08),
      4,
      /^Not decided after 12 pairs, the last look: .* and the noise hides slowdowns below [\d.]+ %\.$/,
    ],
  ] as const)('%#', (logRatios, look, sentence) => {
    expect(judgeOne(logRatios, look).because).toMatch(sentence)
  })
})

describe('is refused:', () => {
  test.each([-1, 5, 0.5])('look number %s', (look) => {
    expect(() => judgeOne(around(0), look)).toThrow(`has no look number ${look}`)
  })

  test('a benchmark that no pair measured', () => {
    expect(() => judgeOne([])).toThrow('parse was not measured in any pair')
  })

  test('a ratio that is no number', () => {
    expect(() => judgeOne([Number.NaN])).toThrow('no number to compute with')
  })
})
