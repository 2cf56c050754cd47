import { describe, expect, it } from 'vitest'
import { OperatorError } from '../../src/core/index.ts'
import {
  autocorrelation,
  bootstrapMedian,
  clopperPearson,
  eDivisive,
  histogramBins,
  hodgesLehmann,
  holm,
  madOutliers,
  mannKendall,
  minimumDetectableEffect,
  normalCdf,
  normalQuantile,
  normalTail,
  pairedT,
  pairsNeeded,
  signedRankCritical,
  standardDeviation,
  studentT,
  theilSen,
} from '../../src/metrics/index.ts'

const design = { spread: 0.03, alpha: 0.0035, power: 0.95 }
const finding = { ...design, effect: 0.02 }
const having = { ...design, pairs: 60 }

describe('impossible input', () => {
  const none = Number.NaN
  const all = Number.POSITIVE_INFINITY
  it.each<[string, () => unknown, string]>([
    [
      'fewer successes than none',
      () => clopperPearson(-1, 10),
      'number of successes must be a whole number from 0 to 10',
    ],
    ['more successes than trials', () => clopperPearson(11, 10), 'from 0 to 10, got 11'],
    ['half a success', () => clopperPearson(0.5, 10), 'got 0.5'],
    ['no trials', () => clopperPearson(0, 0), 'number of trials must be a whole number from 1'],
    ['half a trial', () => clopperPearson(1, 1.5), 'got 1.5'],
    [
      'a confidence of 1',
      () => clopperPearson(1, 2, { confidence: 1 }),
      'A confidence must lie between 0 and 1, got 1',
    ],
    ['a confidence of 0', () => clopperPearson(1, 2, { confidence: 0 }), 'got 0'],
    ['a confidence of NaN', () => clopperPearson(1, 2, { confidence: none }), 'got NaN'],
    [
      'no pairs',
      () => minimumDetectableEffect({ ...having, pairs: 0 }),
      'number of pairs must be finite and above 0, got 0',
    ],
    ['NaN pairs', () => minimumDetectableEffect({ ...having, pairs: none }), 'got NaN'],
    ['infinitely many pairs', () => minimumDetectableEffect({ ...having, pairs: all }), 'got Infinity'],
    [
      'a spread below 0',
      () => minimumDetectableEffect({ ...having, spread: -1 }),
      'spread of the differences',
    ],
    [
      'a spread of NaN',
      () => minimumDetectableEffect({ ...having, spread: none }),
      'spread of the differences',
    ],
    ['an alpha of 0', () => minimumDetectableEffect({ ...having, alpha: 0 }), 'chance of a false alarm'],
    [
      'an alpha above the power',
      () => minimumDetectableEffect({ ...having, alpha: 0.96 }),
      'between 0 and 0.95, got 0.96',
    ],
    ['a power of 1', () => minimumDetectableEffect({ ...having, power: 1 }), 'power of a test'],
    [
      'no effect',
      () => pairsNeeded({ ...finding, effect: 0 }),
      'effect to find must be finite and above 0, got 0',
    ],
    ['an effect below 0', () => pairsNeeded({ ...finding, effect: -0.1 }), 'got -0.1'],
    ['an effect of NaN', () => pairsNeeded({ ...finding, effect: none }), 'got NaN'],
    ['an alpha of 1', () => pairsNeeded({ ...finding, alpha: 1 }), 'chance of a false alarm'],
    ['no pairs to be critical', () => signedRankCritical(0, 0.05), 'number of pairs'],
    ['half a pair', () => signedRankCritical(2.5, 0.05), 'got 2.5'],
    ['more pairs than a million', () => signedRankCritical(1_000_001, 0.05), 'to 1000000'],
    ['an alpha of NaN', () => signedRankCritical(12, none), 'chance of a false alarm'],
    [
      'no bins',
      () => histogramBins([1, 2], 0),
      'number of bins must be a whole number from 1 to 10000, got 0',
    ],
    ['half a bin', () => histogramBins([1, 2], 1.5), 'got 1.5'],
    ['bins without end', () => histogramBins([1, 2], all), 'got Infinity'],
    ['a lag below 0', () => autocorrelation([1, 2, 3], -1), 'lag of an autocorrelation'],
    ['a lag of NaN', () => autocorrelation([1, 2, 3], none), 'got NaN'],
    [
      'an outlier threshold of NaN',
      () => madOutliers([1, 2, 3], { threshold: none }),
      'threshold of outliers',
    ],
    [
      'an outlier threshold below 0',
      () => madOutliers([1, 2, 3], { threshold: -1 }),
      'must be 0 or above, got -1',
    ],
    [
      'a magnitude of NaN',
      () => eDivisive([1, 2], { magnitude: none }),
      'a magnitude of 0 or above, got NaN',
    ],
    ['a magnitude below 0', () => eDivisive([1, 2], { magnitude: -0.1 }), 'got -0.1'],
    ['a magnitude without end', () => eDivisive([1, 2], { magnitude: all }), 'got Infinity'],
    ['half a segment', () => eDivisive([1, 2], { minimumSegment: 3.5 }), 'points in a segment, got 3.5'],
    ['a segment of nothing', () => eDivisive([1, 2], { minimumSegment: 0 }), 'points in a segment, got 0'],
    ['a segment of NaN', () => eDivisive([1, 2], { minimumSegment: none }), 'got NaN'],
    ['a window of NaN', () => eDivisive([1, 2], { window: none }), 'a window of at least two segments'],
    ['a window of one segment', () => eDivisive([1, 2], { window: 9, minimumSegment: 5 }), 'got 9'],
    ['a p-value of NaN', () => eDivisive([1, 2], { pValue: none }), 'a p-value between 0 and 1'],
    ['a p-value of 1', () => eDivisive([1, 2], { pValue: 1 }), 'a p-value between 0 and 1, got 1'],
    ['half a permutation', () => eDivisive([1, 2], { permutations: 99.5 }), 'got 99.5'],
    ['permutations without end', () => eDivisive([1, 2], { permutations: 1e8 }), 'to 10 million'],
    [
      'a p-value that so few permutations never show',
      () => eDivisive([1, 2], { pValue: 0.001, permutations: 99 }),
      'more permutations to show a p-value of 0.001: 99 show none below 0.01',
    ],
    ['a search seed of NaN', () => eDivisive([1, 2], { seed: none }), 'a whole number as seed'],
    ['a bootstrap seed of NaN', () => bootstrapMedian([1], { seed: none }), 'A seed'],
    ['a bootstrap seed of a half', () => bootstrapMedian([1], { seed: 0.5 }), 'A seed'],
    ['ten million resamples and one', () => bootstrapMedian([1], { resamples: 10_000_001 }), 'to 10000000'],
    ['a bootstrap confidence of 1', () => bootstrapMedian([1], { confidence: 1 }), 'A confidence'],
    ['a Hodges-Lehmann confidence of 1', () => hodgesLehmann([1], { confidence: 1 }), 'A confidence'],
    ['a score of NaN', () => normalCdf(none), 'no share beyond NaN'],
    ['a tail from NaN', () => normalTail(none), 'no share beyond NaN'],
    ['a normal share of NaN', () => normalQuantile(none), 'between 0 and 1, got NaN'],
    ['a share of t of NaN', () => studentT(none, 3), "Student's t needs"],
    ['no end of degrees of freedom', () => studentT(0.9, all), "Student's t needs"],
    ['a p-value below 0', () => holm([0.5, -0.1]), 'from 0 to 1, got -0.1'],
    [
      'values too far apart',
      () => standardDeviation([1e300, -1e300]),
      'from -1e+300 to 1e+300, too far apart',
    ],
    ['one value as a trend', () => theilSen([1]), 'at least 2 values'],
    ['one value as a monotone trend', () => mannKendall([1]), 'at least 2 values'],
    ['pairs without partners', () => pairedT([1, 2], [1, 2, 3]), 'of 2 and 3 values has no pairs'],
  ])('is refused: %s', (_, ask, sentence) => {
    expect(ask).toThrow(OperatorError)
    expect(ask).toThrow(sentence)
  })
})
