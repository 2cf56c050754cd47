import { type Finding, quantity } from '../../core/index.ts'
import { median, tukeyOutliers } from '../../metrics/index.ts'
import { counted } from '../../report/index.ts'
import type { CommandResult, CommandResults } from './command-run.ts'

/** Below it a command is mostly the start of a process. */
const shortSeconds = 0.005

/** Cautions: failures, outliers, a slow first run, a command that is mostly process start, what could not be measured, and why it stopped early. */
export function commandFindings(results: CommandResults): Finding[] {
  const { commands, shellSeconds, meterMissing } = results
  const found = commands.flatMap(cautionsOf)
  if (meterMissing !== null)
    found.push(
      caution(
        'command-meter',
        '',
        'Only wall time was measured',
        `${meterMissing} CPU time, memory, page faults and switches are therefore missing.`,
      ),
    )
  if (shellSeconds !== null)
    found.push({
      ...caution(
        'command-shell',
        '',
        'The shell is in every time',
        'The start of the shell is measured and not subtracted.',
      ),
      status: 'info',
      evidence: { 'shell start': quantity(shellSeconds, 'seconds') },
    })
  return [...found, ...stopped(results)]
}

function stopped({ problem, isPartial }: CommandResults): Finding[] {
  if (problem === null) return []
  return [
    {
      id: 'command-stopped',
      title: isPartial
        ? 'A command failed, and the rest was not measured'
        : 'A command failed after all was measured',
      status: 'unknown',
      because: problem.sentence,
      evidence: {},
      advice: [{ text: problem.hint }],
    },
  ]
}

function cautionsOf({ measured: { name, seconds, errors, firstError }, runs }: CommandResult): Finding[] {
  const [first] = seconds
  if (first === undefined) return []
  const found: Finding[] = []
  if (errors > 0)
    found.push(
      caution(
        'command-failed',
        name,
        'Runs failed',
        `${errors} of ${counted(runs.length, 'run')} failed${firstError === null ? '' : `, the first with ${firstError}`}.`,
      ),
    )
  const background = runs.filter(({ leftRunning }) => leftRunning).length
  if (background > 0)
    found.push(
      caution(
        'command-background',
        name,
        'It leaves something running',
        `After ${background} of ${counted(runs.length, 'run')} something of it still ran, which is not in its times and was ended. Let it wait for what it starts.`,
      ),
    )
  const centre = median(seconds)
  if (centre < shortSeconds)
    found.push(
      caution(
        'command-short',
        name,
        'The command is mostly process start',
        'It takes less than 5 ms, most of which is the start of a process. Measure more work in one run.',
      ),
    )
  const outliers = seconds.length < 5 ? [] : tukeyOutliers(seconds)
  if (seconds.length >= 5 && first > 1.2 * centre && outliers.some(({ index }) => index === 0))
    found.push(
      caution(
        'command-first',
        name,
        'The first run was slow',
        'Files were probably read from disk. Fill the caches by --warmup, or empty them before every run by --prepare.',
      ),
    )
  else if (outliers.length > 0)
    found.push(
      caution(
        'command-outliers',
        name,
        'Some runs stand apart',
        `${outliers.length} of ${counted(runs.length, 'run')} ${outliers.length === 1 ? 'is an outlier' : 'are outliers'}. Repeat it on a quiet machine, or with --warmup or --prepare.`,
      ),
    )
  return found
}

function caution(id: string, instance: string, title: string, because: string): Finding {
  return { id, ...(instance === '' ? {} : { instance }), title, status: 'warn', because, evidence: {} }
}
