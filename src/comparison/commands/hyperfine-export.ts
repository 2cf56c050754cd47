import { mean, median, standardDeviation } from '../../metrics/index.ts'
import type { CommandResult, CommandResults, CommandRun } from './command-run.ts'

/** JSON as hyperfine's --export-json writes it, without commands that never ran; what was not measured is null or left out. */
export function hyperfineExport({ commands }: Pick<CommandResults, 'commands'>): string {
  return `${JSON.stringify({ results: commands.filter(({ runs }) => runs.length > 0).map(resultOf) }, null, 2)}\n`
}

function resultOf({ measured, runs, parameters }: CommandResult): object {
  const times = runs.map((run) => run.wallSeconds)
  const memory = known(runs, 'peakBytes')
  return {
    command: measured.name,
    mean: mean(times),
    stddev: times.length > 1 ? standardDeviation(times) : null,
    median: median(times),
    user: meanOf(known(runs, 'userSeconds')),
    system: meanOf(known(runs, 'systemSeconds')),
    min: times.reduce((a, b) => Math.min(a, b)),
    max: times.reduce((a, b) => Math.max(a, b)),
    times,
    ...(memory === null ? {} : { memory_usage_byte: memory }),
    exit_codes: runs.map((run) => run.exitCode),
    ...(Object.keys(parameters).length === 0 ? {} : { parameters }),
  }
}

function meanOf(values: readonly number[] | null): number | null {
  return values === null ? null : mean(values)
}

/** One measure of every run; null where a run lacks it. */
function known(
  runs: readonly CommandRun[],
  key: 'peakBytes' | 'userSeconds' | 'systemSeconds',
): number[] | null {
  const values = runs.flatMap((run) => run[key] ?? [])
  return values.length === runs.length ? values : null
}
