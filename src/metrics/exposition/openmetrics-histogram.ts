import type { ExposedSample } from './exposition.ts'
import { malformed } from './malformed.ts'

/** One histogram of a family at one time. */
interface Histogram {
  key: string
  bound: number
  population: number
  count: number | null
  hasSum: boolean
  hasNegativeBound: boolean
  isGauge: boolean
  hasNegativeSum: boolean
}

/** Throws Malformed where the buckets, counts and sums of a (gauge) histogram do not fit together. */
export function assertHistogram(name: string, samples: readonly ExposedSample[]): void {
  const histograms: Histogram[] = []
  for (const sample of samples) {
    const key = keyOf(sample)
    const last = histograms.at(-1)
    const histogram = last?.key === key ? last : emptyHistogram(key)
    if (histogram !== last) histograms.push(histogram)
    take(name, histogram, sample)
  }
  for (const histogram of histograms) assertWhole(name, histogram)
}

function emptyHistogram(key: string): Histogram {
  return {
    key,
    bound: Number.NEGATIVE_INFINITY,
    population: 0,
    count: null,
    hasSum: false,
    isGauge: false,
    hasNegativeBound: false,
    hasNegativeSum: false,
  }
}

function keyOf({ labels, timestampSeconds }: ExposedSample): string {
  const others = [...labels].filter(([name]) => name !== 'le').sort(([a], [b]) => (a < b ? -1 : 1))
  return JSON.stringify([others, timestampSeconds])
}

function take(name: string, histogram: Histogram, { name: written, labels, value }: ExposedSample): void {
  switch (written.slice(name.length)) {
    case '_bucket': {
      const bound = labels.get('le') === '+Inf' ? Number.POSITIVE_INFINITY : Number(labels.get('le'))
      if (bound <= histogram.bound) malformed(`the buckets of ${name} are not in order`)
      if (value < histogram.population) malformed(`a bucket of ${name} holds less than the one before it`)
      histogram.bound = bound
      histogram.population = value
      histogram.hasNegativeBound ||= bound < 0
      return
    }
    case '_count':
    case '_gcount':
      histogram.count = value
      return
    case '_sum':
      histogram.hasSum = true
      return
    case '_gsum':
      histogram.hasSum = true
      histogram.isGauge = true
      histogram.hasNegativeSum = value < 0
  }
}

function assertWhole(name: string, histogram: Histogram): void {
  const { bound, population, count, hasSum, hasNegativeBound, isGauge, hasNegativeSum } = histogram
  if (bound !== Number.POSITIVE_INFINITY) malformed(`${name} has no bucket +Inf`)
  if (count !== null && count !== population) malformed(`the count of ${name} is not that of its bucket +Inf`)
  if (hasSum !== (count !== null)) malformed(`${name} has only one of count and sum`)
  if (hasNegativeBound && hasSum && !isGauge) malformed(`${name} has negative bounds and a sum`)
  if (!hasNegativeBound && hasNegativeSum) malformed(`${name} has a negative sum of what is not negative`)
}
