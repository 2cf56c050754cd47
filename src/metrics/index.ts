// Numbers over samples and time: one idea a file, each with its equation and source.
export { clopperPearson } from './binomial.ts'
export { type BootstrapInterval, bootstrapMedian } from './bootstrap-median.ts'
export { type Design, minimumDetectableEffect, pairsNeeded } from './detectable-effect.ts'
export { type ChangePoint, type ChangePointOptions, eDivisive } from './e-divisive.ts'
export {
  type Exemplar,
  type ExposedSample,
  type ExpositionFault,
  type ExpositionFormat,
  type Labels,
  type MetricFamily,
  type MetricType,
  type ParsedExposition,
  parseExposition,
} from './exposition/index.ts'
export { type GuideBenchmarkStats, guideBenchmarkStats, guidePercentile } from './guide-statistics.ts'
export {
  addHistogram,
  clearHistogram,
  countAbove,
  type HdrHistogram,
  hdrHistogram,
  hdrMoments,
  hdrQuantile,
  hdrStretches,
  recordValue,
} from './hdr-histogram.ts'
export { decodeHdr, encodeHdr } from './hdr-payload.ts'
export { hdrPercentiles, type Percentiles } from './hdr-percentiles.ts'
export { survivalPercentiles, survivalQuantile } from './hdr-survival.ts'
export { type Bin, histogramBins } from './histogram-bins.ts'
export { type Estimate, hodgesLehmann, hodgesLehmannBound } from './hodges-lehmann.ts'
export { holm } from './holm.ts'
export { keepExtremes } from './keep-extremes.ts'
export {
  type Coefficient,
  designCondition,
  type LinearRegression,
  linearRegression,
  type RegressionOptions,
  type RegressionPrediction,
} from './linear-regression.ts'
export { conditionNumber, inverse, type Matrix, solveLinear } from './linear-system.ts'
export { type MannWhitney, mannWhitneyU } from './mann-whitney.ts'
export { mean, standardDeviation } from './mean.ts'
export { median, medianAbsoluteDeviation } from './median.ts'
export { type MedianInterval, medianInterval } from './median-interval.ts'
export { normalCdf, normalQuantile, normalTail } from './normal.ts'
export { eachInOrderOfRecord } from './order-of-record.ts'
export { type MadOutlier, madOutliers, type TukeyOutlier, tukeyOutliers } from './outliers.ts'
export { quantile } from './quantile.ts'
export {
  appendPoint,
  bytesPerPoint,
  dropBefore,
  eachSince,
  eachStretchSince,
  type RingSeries,
  ringSeries,
  slotOf,
} from './ring-series.ts'
export { type SenSlope, senSlope } from './sen-slope.ts'
export { serialCorrelation } from './serial-correlation.ts'
export { type SignedRank, signedRank } from './signed-rank.ts'
export { signedRankCritical } from './signed-rank-null.ts'
export { studentT, studentTail } from './student-t.ts'
export { pairedT, type TTest, welchT } from './t-test.ts'
export { autocorrelation, kendallDeviation, mannKendall, theilSen } from './trend.ts'
export {
  type GuideStats,
  type WindowPercentiles,
  windowPercentiles,
  windowStats,
} from './window-statistics.ts'
