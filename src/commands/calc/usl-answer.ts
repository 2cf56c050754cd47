import { type UslFit, type UslPrediction, usl } from '../../capacity/index.ts'
import type { Finding, Quantity, Unit } from '../../core/index.ts'
import { formatQuantity } from '../../report/index.ts'
import type { SweepPoint } from '../sweep-points.ts'
import type { AnswerRow } from './law.ts'
import { of } from './quantities.ts'

/** What a fit tells, in a sentence. */
export function uslHeadline(fit: UslFit): string {
  const { peak, limit } = fit
  if (onlyFalls(fit))
    return `One at once is the most: beyond, throughput falls from ${formatQuantity(fit.lambda, 'per-second')}.`
  if (peak !== null)
    return `Throughput peaks near ${formatQuantity(peak.concurrency)} at once with ${formatQuantity(peak.throughput, 'per-second')}.`
  if (fit.verdicts.includes('not-identifiable'))
    return `These points do not tell where throughput peaks: kappa may be 0 (${shown(fit.intervals.kappa[0])} to ${shown(fit.intervals.kappa[1])}).`
  return limit === null
    ? 'Throughput grows in step with concurrency as far as these points tell.'
    : `Throughput has no peak; contention alone limits it to ${formatQuantity(limit, 'per-second')}.`
}

/** Whether the law has its peak at one or below, which no system can be run at. */
function onlyFalls({ peak, sigma, intervals }: UslFit): boolean {
  return peak === null ? sigma >= 1 && intervals.kappa[0] > 0 : peak.concurrency < 1
}

/** Its parameters with their intervals. */
export function parameterRows(fit: UslFit): AnswerRow[] {
  const row = (name: 'sigma' | 'kappa' | 'lambda', unit: Unit, because: string): AnswerRow => ({
    name,
    value: withInterval(fit[name], fit.intervals[name], unit, fit.confidence),
    because,
  })
  return [
    row('sigma', 'count', 'contention: the share that waits in line'),
    row('kappa', 'count', 'coherency: the cost of telling everyone'),
    row('lambda', 'per-second', 'throughput of one'),
    {
      name: 'R2',
      value: of(fit.r2, 'count'),
      because: `residual error ${formatQuantity(fit.residualStandardError, 'per-second')}, condition ${formatQuantity(fit.conditionNumber)}`,
    },
  ]
}

/** Peak, knee and limit, or why there is none. */
export function placeRows({ peak, knee, limit, verdicts }: UslFit): AnswerRow[] {
  return [
    {
      name: 'peak',
      value: peak === null ? null : of(peak.concurrency, 'count'),
      because:
        peak === null
          ? verdicts.includes('not-identifiable')
            ? 'cannot be told from these points'
            : 'there is none'
          : `sqrt((1 - sigma) / kappa): ${formatQuantity(peak.throughput, 'per-second')}`,
    },
    {
      name: 'knee',
      value: knee === null ? null : of(knee.concurrency, 'count'),
      because:
        knee === null ? 'no contention' : `1 / sigma: ${formatQuantity(knee.throughput, 'per-second')}`,
    },
    {
      name: 'limit',
      value: limit === null ? null : of(limit, 'per-second'),
      because: limit === null ? 'no contention' : 'lambda / sigma, without coherency',
    },
  ]
}

function withInterval(
  amount: number,
  [low, high]: readonly [number, number],
  unit: Unit,
  confidence: number,
): Quantity {
  return Number.isFinite(low) && Number.isFinite(high)
    ? { value: amount, unit, low, high, confidence }
    : of(amount, unit)
}

/** Predictions with their bands. */
export function predictionTable(predictions: readonly UslPrediction[], confidence: number) {
  return {
    title: `Predictions (${formatQuantity(confidence, 'ratio')} of new measurements lie in the band)`,
    columns: ['concurrency', 'throughput', 'note'].map((key) => ({
      key,
      title: key,
      align: key === 'note' ? ('left' as const) : ('right' as const),
    })),
    rows: predictions.map(({ concurrency, throughput, low, high, isExtrapolated }) => [
      of(concurrency, 'count'),
      withInterval(throughput, [low, high], 'per-second', confidence),
      isExtrapolated ? 'far beyond what was measured' : '',
    ]),
  }
}

/** The law through its points. */
export function uslChart(fit: UslFit, points: readonly SweepPoint[]) {
  const to = Math.max(fit.measuredTo * 1.5, Math.min(fit.peak?.concurrency ?? 0, fit.measuredTo * 2))
  const law = usl(fit)
  const curve = Array.from({ length: 60 }, (_, index) => (to * (index + 1)) / 60)
  return {
    title: 'Throughput by concurrency',
    x: { title: 'concurrency', unit: 'count' as const },
    y: { title: 'throughput', unit: 'per-second' as const },
    series: [
      { name: 'law', points: curve.map((n) => [n, law.throughputAt(n)] as const) },
      {
        name: 'measured',
        points: [...points]
          .sort((a, b) => a.concurrency - b.concurrency)
          .map(({ concurrency, throughput }) => [concurrency, throughput] as const),
      },
    ],
  }
}

/** JSON has no infinite numbers: an interval without an end has null there. */
export function finiteFit<T>(fit: UslFit, more: T) {
  const finite = (number: number): number | null => (Number.isFinite(number) ? number : null)
  const { intervals, standardErrors, covariance, ...rest } = fit
  return {
    ...rest,
    residualStandardError: finite(fit.residualStandardError),
    conditionNumber: finite(fit.conditionNumber),
    intervals: {
      sigma: intervals.sigma.map(finite),
      kappa: intervals.kappa.map(finite),
      lambda: intervals.lambda.map(finite),
    },
    standardErrors: {
      sigma: finite(standardErrors.sigma),
      kappa: finite(standardErrors.kappa),
      lambda: finite(standardErrors.lambda),
    },
    covariance: covariance.map((row) => row.map(finite)),
    ...more,
  }
}

/** A finding for each thing that a fit says against itself. */
export const verdictFindings: Record<UslFit['verdicts'][number], (fit: UslFit) => Finding> = {
  'not-identifiable': ({ intervals, measuredTo }) => ({
    id: 'usl.not-identifiable',
    title: 'The peak cannot be told',
    status: 'warn',
    because: `the interval of kappa (${shown(intervals.kappa[0])} to ${shown(intervals.kappa[1])}) includes 0`,
    evidence: {},
    advice: [
      { text: `Measure at more than ${measuredTo} at once, until throughput bends; repeat each point.` },
    ],
  }),
  extrapolated: ({ peak, measuredTo }) => ({
    id: 'usl.extrapolated',
    title: 'The peak lies far beyond what was measured',
    status: 'warn',
    because: `${formatQuantity(peak?.concurrency ?? 0)} at once, measured up to ${measuredTo}`,
    evidence: {},
    advice: [{ text: `Measure up to at least ${Math.ceil((peak?.concurrency ?? 0) / 2)} at once.` }],
  }),
  superlinear: () => ({
    id: 'usl.superlinear',
    title: 'Twice as many got more than twice as much done',
    status: 'warn',
    because:
      'the free fit has a contention below 0, which is real where memory or caches grow with the nodes, and is always paid back later',
    evidence: {},
    advice: [{ text: 'Look at --unbounded, and measure further out.' }],
  }),
  'too-few-points': () => ({
    id: 'usl.too-few-points',
    title: 'Fewer than six points',
    status: 'warn',
    because: 'three parameters leave next to nothing to judge the fit by',
    evidence: {},
    advice: [{ text: 'Measure at six or more concurrencies.' }],
  }),
}

const mostNamed = 5

/** A doubt about what was asked for far beyond what was measured. */
export function farFindings({ measuredTo }: UslFit, far: readonly (number | null)[]): Finding[] {
  if (far.length === 0) return []
  const named = far.slice(0, mostNamed).map((one) => formatQuantity(one ?? 0))
  const more = far.length > mostNamed ? ` and ${far.length - mostNamed} more` : ''
  return [
    {
      id: 'usl.far-prediction',
      title: 'Predicted far beyond what was measured',
      status: 'warn',
      because: `${named.join(', ')}${more} at once: more than twice the ${measuredTo} that were measured`,
      evidence: {},
      advice: [{ text: 'Measure nearer to it before you rely on it.' }],
    },
  ]
}

function shown(value: number): string {
  return Number.isFinite(value)
    ? String(Number(value.toPrecision(3)))
    : value < 0
      ? 'no lower end'
      : 'no upper end'
}
