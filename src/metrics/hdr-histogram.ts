import { OperatorError } from '../core/index.ts'

/**
 * Counts of whole numbers of at least 0 in buckets that are exact up to 2 x 10^digits and hold every value within 1 part of
 * 10^digits above, in constant memory. The layout of the buckets is that of HdrHistogram (Gil Tene, hdrhistogram.org) with a lowest
 * discernible value of 1, so that its files can hold them.
 */
export interface HdrHistogram {
  /** 1 to 5. */
  readonly significantDigits: number
  /** Values above are counted as this one. */
  readonly highest: number
  /** By bucket; an object, so that a worker can hand it over. */
  readonly counts: Float64Array
  /** log2 of the number of buckets that double together. */
  readonly halfBits: number
  total: number
  /** Exact; infinite while it is empty. */
  minimum: number
  /** Exact; -1 while it is empty. */
  maximum: number
  sum: number
}

/** An hour in microseconds: 23 552 buckets of three digits. */
const anHourUs = 3_600_000_000

/** An empty histogram. Throws OperatorError unless `highest` is a whole number from 2 to 2^53 and there are 1 to 5 digits. */
export function hdrHistogram({
  highest = anHourUs,
  significantDigits = 3,
}: {
  highest?: number
  significantDigits?: number
} = {}): HdrHistogram {
  if (!(Number.isSafeInteger(highest) && highest >= 2 && [1, 2, 3, 4, 5].includes(significantDigits)))
    throw new OperatorError({
      sentence: `A histogram cannot hold values up to ${highest} with ${significantDigits} digits.`,
      hint: 'Give a whole number of at least 2, and 1 to 5 digits.',
    })
  const halfBits = Math.ceil(Math.log2(2 * 10 ** significantDigits)) - 1
  let doublings = 1
  for (let reach = 2 ** (halfBits + 1); reach <= highest; reach *= 2) doublings++
  return {
    significantDigits,
    highest,
    counts: new Float64Array((doublings + 1) * 2 ** halfBits),
    halfBits,
    total: 0,
    minimum: Number.POSITIVE_INFINITY,
    maximum: -1,
    sum: 0,
  }
}

/** Empties it for what comes next. */
export function clearHistogram(histogram: HdrHistogram): void {
  histogram.counts.fill(0)
  histogram.total = 0
  histogram.minimum = Number.POSITIVE_INFINITY
  histogram.maximum = -1
  histogram.sum = 0
}

/** Counts `value`, a whole number of at least 0, `times` times. */
export function recordValue(histogram: HdrHistogram, value: number, times = 1): void {
  const kept = value > histogram.highest ? histogram.highest : value
  const index = bucketOf(histogram, kept)
  histogram.counts[index] = (histogram.counts[index] ?? 0) + times
  histogram.total += times
  histogram.sum += kept * times
  if (kept < histogram.minimum) histogram.minimum = kept
  if (kept > histogram.maximum) histogram.maximum = kept
}

/** Adds the counts of `other`, bucket by bucket. Throws OperatorError where the buckets of the two differ. */
export function addHistogram(histogram: HdrHistogram, other: HdrHistogram): void {
  if (histogram.halfBits !== other.halfBits || histogram.counts.length < other.counts.length)
    throw new OperatorError({
      sentence: `Histograms of ${histogram.significantDigits} and ${other.significantDigits} digits up to ${histogram.highest} and ${other.highest} cannot be added.`,
      hint: 'Record both with the same settings.',
    })
  for (let index = 0; index < other.counts.length; index++)
    histogram.counts[index] = (histogram.counts[index] ?? 0) + (other.counts[index] ?? 0)
  histogram.total += other.total
  histogram.sum += other.sum
  histogram.minimum = Math.min(histogram.minimum, other.minimum)
  histogram.maximum = Math.max(histogram.maximum, other.maximum)
}

/**
 * The greatest value that cannot be told from the one at rank ceil(q x total), the first at least; never above the maximum. Null
 * where nothing was recorded. `q` is 0 to 1.
 */
export function hdrQuantile(histogram: HdrHistogram, q: number): number | null {
  const index = rankedBucket(histogram, q)
  if (index === null) return null
  return Math.max(histogram.minimum, Math.min(histogram.maximum, highestIn(histogram, index)))
}

/** The bucket of the value at rank ceil(q x total); null where nothing was recorded. */
function rankedBucket({ counts, total }: HdrHistogram, q: number): number | null {
  if (total === 0) return null
  // Products such as .999 x 1000 end a hair above the whole number that they are.
  const rank = Math.max(1, Math.min(total, Math.ceil(q * total * (1 - 2 ** -50))))
  let seen = 0
  for (let index = 0; index < counts.length; index++) {
    seen += counts[index] ?? 0
    if (seen >= rank) return index
  }
  return null
}

/** Mean and standard deviation (of the population): the mean is exact, the deviation is that of the middles of the buckets. Null where nothing was recorded. */
export function hdrMoments(histogram: HdrHistogram): { mean: number; standardDeviation: number } | null {
  const { counts, total, sum } = histogram
  if (total === 0) return null
  const mean = sum / total
  let squares = 0
  for (let index = 0; index < counts.length; index++) {
    const count = counts[index] ?? 0
    if (count === 0) continue
    const from = lowestIn(histogram, index)
    squares += count * ((from + highestIn(histogram, index)) / 2 - mean) ** 2
  }
  return { mean, standardDeviation: Math.sqrt(squares / total) }
}

/** The buckets that hold something: how many values lie from `from` on and below `to`. */
export function hdrStretches(histogram: HdrHistogram): { from: number; to: number; count: number }[] {
  const stretches: { from: number; to: number; count: number }[] = []
  for (const [index, count] of histogram.counts.entries())
    if (count > 0)
      stretches.push({ from: lowestIn(histogram, index), to: lowestIn(histogram, index + 1), count })
  return stretches
}

/** How many values lie in buckets that are wholly above `value`. */
export function countAbove(histogram: HdrHistogram, value: number): number {
  const { counts, highest } = histogram
  let above = 0
  for (let index = bucketOf(histogram, Math.min(value, highest)) + 1; index < counts.length; index++)
    above += counts[index] ?? 0
  return above
}

/** The bucket that counts `value`. */
export function bucketOf({ halfBits }: HdrHistogram, value: number): number {
  // Shifts where they hold the number, for this is done for every request.
  if (value < 2 ** 31) {
    const doubling = 31 - Math.clz32(value) - halfBits
    return doubling > 0 ? (doubling << halfBits) + (value >> doubling) : value
  }
  const doubling =
    (value < 2 ** 32 ? 31 : 63) - Math.clz32(value < 2 ** 32 ? value : value / 2 ** 32) - halfBits
  return doubling * 2 ** halfBits + Math.floor(value / 2 ** doubling)
}

/** The least value that bucket `index` counts. */
export function lowestIn({ halfBits }: HdrHistogram, index: number): number {
  const half = 2 ** halfBits
  if (index < 2 * half) return index
  const doubling = Math.floor(index / half) - 1
  return (index - doubling * half) * 2 ** doubling
}

/** The greatest value that bucket `index` counts. */
export function highestIn(histogram: HdrHistogram, index: number): number {
  return lowestIn(histogram, index + 1) - 1
}
