import { mean, standardDeviation, type TTest, welchT } from '../../metrics/index.ts'
import type { ImportedBenchmark } from '../files/index.ts'

/** What Welch's test needs of a sample. */
export interface Moments {
  n: number
  mean: number
  standardDeviation: number
}

/** With so many values Student's distribution is the normal one. */
const mostValues = 10_000

/** Count, mean and deviation of a benchmark, from its samples where it has them; null where one is not known. */
export function momentsOf({ samples, summary }: ImportedBenchmark): Moments | null {
  if (samples.length >= 2) {
    return { n: samples.length, mean: mean(samples), standardDeviation: standardDeviation(samples) }
  }
  const { n = null, mean: told = null, standardDeviation: deviation = null } = summary ?? {}
  if (n === null || told === null || deviation === null) return null
  return Number.isInteger(n) && n >= 2 && deviation >= 0
    ? { n, mean: told, standardDeviation: deviation }
    : null
}

/** Welch's test of `after` against `before` where only their moments are known: it looks at nothing else. */
export function welchFromMoments(before: Moments, after: Moments): TTest {
  return welchT(valuesWith(after), valuesWith(before))
}

/** Values with just these moments; past `mostValues` fewer of them, with the same standard error. */
function valuesWith({ n, mean: centre, standardDeviation: deviation }: Moments): number[] {
  const count = Math.min(n, mostValues)
  const pairs = Math.floor(count / 2)
  const spread = deviation * Math.sqrt(count / n)
  const distance = spread * Math.sqrt((count - 1) / (2 * pairs))
  const values = Array.from(
    { length: 2 * pairs },
    (_, index) => centre + (index % 2 === 0 ? distance : -distance),
  )
  return count % 2 === 0 ? values : [...values, centre]
}
