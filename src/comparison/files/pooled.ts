import type { ImportedBenchmark, ImportedFile, Reading } from './imported.ts'

/** What identifies one measurement in two files. */
export function keyOf({ group, name, measure }: { group?: string; name: string; measure: string }): string {
  return JSON.stringify([group ?? '', name, measure])
}

/** Readings of one name and measure as repetitions of one benchmark, in the order in which they first occur. */
export function pooled(readings: readonly Reading[]): Pick<ImportedFile, 'benchmarks'> {
  const groups = new Map<string, [Reading, ...Reading[]]>()
  for (const reading of readings) {
    const group = groups.get(keyOf(reading))
    if (group === undefined) groups.set(keyOf(reading), [reading])
    else group.push(reading)
  }
  return { benchmarks: [...groups.values()].map(together) }
}

function together(readings: readonly [Reading, ...Reading[]]): ImportedBenchmark {
  const [{ group = '', name, measure, unit, better }] = readings
  const samples = readings.flatMap((reading) => [...reading.samples])
  const head = { group, name, measure, unit, better }
  if (samples.length > 0) return { ...head, samples, summary: null }
  // Summaries of several runs are samples themselves: one number for each run.
  const each = readings.flatMap(({ summary }) => summary?.median ?? summary?.mean ?? [])
  if (each.length > 1) return { ...head, samples: each, summary: null }
  return { ...head, samples, summary: readings[0].summary ?? nothingKnown }
}

const nothingKnown = { n: null, mean: null, standardDeviation: null, median: null }
