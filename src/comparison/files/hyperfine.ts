import type { FailedBenchmark, ImportedSummary, ReadFile, Reading } from './imported.ts'
import { isObject, listAt, numberAt, numbersAt, textAt } from './json-field.ts'

/** A file of `hyperfine --export-json`: seconds of each run; without `times` its mean and standard deviation. Null for another. */
export function readHyperfine(value: unknown): ReadFile | null {
  const results = listAt(value, 'results')
  if (results === null || !results.every((result) => isObject(result) && 'command' in result)) return null
  const readings: Reading[] = []
  const failed: FailedBenchmark[] = []
  const warnings: string[] = []
  for (const result of results) {
    const name = nameOf(result)
    if (name === null) continue
    const samples = numbersAt(result, 'times')
    const failures = (listAt(result, 'exit_codes') ?? []).filter((code) => code !== 0).length
    if (failures > 0) warnings.push(`${failures} runs of ${name} failed; their times count all the same`)
    const summary = summaryOf(result)
    if ((samples === null || samples.length === 0) && summary.mean === null) {
      failed.push({ group: '', name, because: 'has no times' })
      continue
    }
    readings.push({
      name,
      measure: 'time',
      unit: 'seconds',
      better: 'lower',
      samples: samples ?? [],
      summary,
    })
  }
  return { tool: 'hyperfine', readings, failed, warnings }
}

/** With parameters the command alone may be the same text twice, where it was given a name. */
function nameOf(result: unknown): string | null {
  const command = textAt(result, 'command')
  if (command === null || !isObject(result) || !isObject(result.parameters)) return command
  const unnamed = Object.entries(result.parameters).filter(([, value]) => !command.includes(String(value)))
  return unnamed.length === 0
    ? command
    : `${command} (${unnamed.map(([key, value]) => `${key}=${value}`).join(', ')})`
}

function summaryOf(result: unknown): ImportedSummary {
  return {
    n: listAt(result, 'exit_codes')?.length ?? null,
    mean: numberAt(result, 'mean'),
    standardDeviation: numberAt(result, 'stddev'),
    median: numberAt(result, 'median'),
  }
}
