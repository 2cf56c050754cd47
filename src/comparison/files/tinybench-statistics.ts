import type { Reading } from './imported.ts'
import { fieldAt, listAt, numberAt, numbersAt } from './json-field.ts'

const millisecond = 1e-3

/**
 * The latency in statistics as tinybench writes them (milliseconds): `samples`, `mean`, `sd` and the count under its names
 * of versions 2 to 6 and of vitest; null where there is no positive mean and no samples.
 */
export function tinybenchReading(name: string, statistics: unknown): Reading | null {
  const samples = numbersAt(statistics, 'samples', millisecond) ?? []
  const mean = seconds(numberAt(statistics, 'mean'))
  if (samples.length === 0 && (mean === null || mean < 0)) return null
  return {
    name,
    measure: 'time',
    unit: 'seconds',
    better: 'lower',
    samples,
    summary: {
      n: countOf(statistics),
      mean,
      standardDeviation: seconds(numberAt(statistics, 'sd')),
      median: seconds(numberAt(statistics, 'median') ?? numberAt(statistics, 'p50')),
    },
  }
}

/** Where a version leaves the count out, its degrees of freedom tell it. */
function countOf(statistics: unknown): number | null {
  const told = numberAt(statistics, 'samplesCount') ?? numberAt(statistics, 'sampleCount')
  if (told !== null) return told
  const df = numberAt(statistics, 'df')
  return df === null ? (listAt(statistics, 'samples')?.length ?? null) : df + 1
}

function seconds(milliseconds: number | null): number | null {
  return milliseconds === null ? null : milliseconds * millisecond
}

/** The part of a result of tinybench that holds the latency: `latency` since version 3, the result itself before. */
export function latencyOf(result: unknown): unknown {
  return fieldAt(result, 'latency') ?? result
}
