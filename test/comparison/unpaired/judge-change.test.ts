import { describe, expect, test } from 'vitest'
import {
  type JudgedChange,
  judgeChange,
  samplesForSignificance,
} from '../../../src/comparison/unpaired/judge-change.ts'

const rules = { tolerance: 0.02, detect: 0.05, allowRemoved: false, allowCrossMachine: false }
const measured = (about: Partial<JudgedChange>): JudgedChange => ({
  test: 'Mann-Whitney, exact',
  p: 0.001,
  adjustedP: 0.001,
  change: { estimate: 0.1, low: 0.08, high: 0.12, confidence: 0.95 },
  fromZero: 0,
  detectable: null,
  missing: null,
  better: 'lower',
  unit: 'seconds',
  family: 1,
  sizes: [10, 10],
  ...about,
})
const judge = (about: Partial<JudgedChange>) => judgeChange(measured(about), rules)
const change = (estimate: number, low: number | null, high: number | null) => ({
  change: { estimate, low, high, confidence: 0.95 },
})

describe('a change is', () => {
  test.each<[string, Partial<JudgedChange>, string, string]>([
    ['slower for certain', {}, 'slower', '10 % slower, p 0.001 after Holm'],
    ['slower beyond all doubt', { adjustedP: 0.00001 }, 'slower', '10 % slower, p below 0.0001 after Holm'],
    ['slower at the last p that counts', { adjustedP: 0.01 }, 'slower', '10 % slower, p 0.01 after Holm'],
    ['with a p of its own', { adjustedP: 0.0001 }, 'slower', '10 % slower, p 0.0001 after Holm'],
    ['uncertain', { adjustedP: 0.0101 }, 'inconclusive', 'it may be up to 12 % slower: take more samples'],
    [
      'never certain without a p',
      { adjustedP: null },
      'inconclusive',
      'it may be up to 12 % slower: take more samples',
    ],
    ['just tolerated', change(0.02, 0.01, 0.03), 'unchanged', 'at most 3 % slower, at 95 %'],
    ['just not tolerated', change(0.0201, 0.01, 0.03), 'slower', '2.01 % slower, p 0.001 after Holm'],
    ['faster for certain', change(-0.1234, -0.15, -0.11), 'faster', '12.3 % faster, p 0.001 after Holm'],
    [
      'perhaps faster',
      { ...change(-0.1, -0.2, -0.01), adjustedP: 0.02 },
      'unchanged',
      'at most 0 % slower, at 95 %',
    ],
    ['none for certain', change(0, -0.01, 0.01), 'unchanged', 'at most 1 % slower, at 95 %'],
    [
      'at the bound of what is to be detected',
      { ...change(0.01, 0, 0.05), adjustedP: 0.5 },
      'inconclusive',
      'it may be up to 5 % slower: take more samples',
    ],
    [
      'without an upper end',
      { ...change(0.01, null, null), adjustedP: 0.5 },
      'inconclusive',
      'it may be any amount slower: take more samples',
    ],
    [
      'of too few samples',
      { ...change(0.01, null, null), adjustedP: 0.5, sizes: [4, 10] },
      'inconclusive',
      'it may be slower, and with 4 and 10 samples no test of 1 can reach p 0.01: take at least 5 of each',
    ],
    [
      'of too few new samples, with an end',
      { ...change(0.01, 0, 0.08), adjustedP: 0.5, sizes: [10, 6], family: 10 },
      'inconclusive',
      'it may be up to 8 % slower, and with 10 and 6 samples no test of 10 can reach p 0.01: take at least 7 of each',
    ],
    [
      'of just enough samples',
      { ...change(0.01, 0, 0.08), adjustedP: 0.5, sizes: [5, 5] },
      'inconclusive',
      'it may be up to 8 % slower: take more samples',
    ],
    [
      'of few samples of which Welch asks no order',
      { ...change(0.01, 0, 0.08), adjustedP: 0.5, sizes: [2, 2], test: 'Welch' },
      'inconclusive',
      'it may be up to 8 % slower: take more samples',
    ],
    [
      'not to be told, for a reason',
      { ...change(0.01, null, null), adjustedP: 0.5, missing: '3 and 3 samples bound no change' },
      'inconclusive',
      '3 and 3 samples bound no change',
    ],
    [
      'without a change, for a reason',
      { change: null, missing: 'the old file has no samples' },
      'inconclusive',
      'the old file has no samples',
    ],
    ['without a change and a reason', { change: null }, 'inconclusive', 'there is no interval of the change'],
    [
      'from 0 up, where less is better',
      { change: null, fromZero: 1 },
      'slower',
      'it was 0 and is not any more',
    ],
    [
      'from 0 down, where less is better',
      { change: null, fromZero: -1 },
      'faster',
      'it was 0 and is not any more',
    ],
    [
      'from 0 up, where more is better',
      { change: null, fromZero: 1, better: 'higher' },
      'faster',
      'it was 0 and is not any more',
    ],
    [
      'from 0 down, where more is better',
      { change: null, fromZero: -1, better: 'higher' },
      'slower',
      'it was 0 and is not any more',
    ],
    [
      'from 0, without certainty',
      { change: null, fromZero: 1, adjustedP: 0.5 },
      'inconclusive',
      'there is no interval of the change',
    ],
  ])('%s', (_, about, verdict, because) => {
    expect(judge(about)).toMatchObject({ verdict, because })
  })

  test.each<[Partial<JudgedChange>, string]>([
    [{ unit: 'bytes' }, '10 % more, p 0.001 after Holm'],
    [{ unit: 'bytes', ...change(-0.1, -0.12, -0.08) }, '10 % less, p 0.001 after Holm'],
    [{ unit: 'per-second', better: 'higher' }, '10 % higher, p 0.001 after Holm'],
    [
      { unit: 'per-second', better: 'higher', ...change(-0.1, -0.12, -0.08) },
      '10 % lower, p 0.001 after Holm',
    ],
  ])('in the words of its unit: %j', (about, because) => {
    expect(judge(about).because).toBe(because)
  })

  test('a worsening by as much as more was better, and by any amount where it has no end', () => {
    const more = { better: 'higher', unit: 'per-second' } as const
    expect(judge({ ...more, ...change(0.25, 0.125, 0.5) }).worsening).toEqual({
      estimate: -0.25,
      low: -0.5,
      high: -0.125,
      confidence: 0.95,
    })
    expect(judge({ ...more, ...change(0, null, null) }).worsening).toEqual({
      estimate: 0,
      low: null,
      high: null,
      confidence: 0.95,
    })
    expect(judge({ ...more, change: null }).worsening).toBeNull()
    expect(judge({}).worsening).toEqual({ estimate: 0.1, low: 0.08, high: 0.12, confidence: 0.95 })
  })
})

test.each([
  // 2 / C(2n, n): 2/70, 2/252, 2/924, 2/3432, 2/12870.
  [1, 5],
  [2, 6],
  [4, 6],
  [5, 7],
  [17, 7],
  [18, 8],
])('a family of %i needs %i samples of each', (family, samples) => {
  expect(samplesForSignificance(family)).toBe(samples)
})
