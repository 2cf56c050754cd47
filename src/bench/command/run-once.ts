import type { CommandRun } from '../../comparison/index.ts'
import { OperatorError, type Ran, type World } from '../../core/index.ts'
import { findProgram } from './find-program.ts'
import type { MeterFailure } from './meter/index.ts'
import type { CommandSession } from './session.ts'
import { splitWords } from './split-words.ts'

/** How a command is run. */
export interface CommandRunOptions {
  /** Program that gets `-c COMMAND`; null splits the command into words by ourselves. */
  shell: string | null
  directory: string
  /** A file; null for an empty input. */
  input: string | null
  /** `null` throws it away, `inherit` hands it to our standard error after the run, else a file that each run overwrites. */
  output: 'null' | 'pipe' | 'inherit' | { file: string }
  timeoutSeconds: number
  /** Exit codes besides 0 that are no failure; `all` for any end. */
  ignoreFailure: 'all' | readonly number[]
  /** Bytes of environment that only shift the stack. */
  paddingBytes: number
  /** It cleans up, and runs also after an interruption. */
  afterInterruption?: true
}

/**
 * Runs `command` once and measures it; null where the run was interrupted. Throws OperatorError: exit 2 for a missing program or an
 * open quote, exit 3 where it failed and that is not ignored, or did not end in time (its process group is then killed).
 */
export async function runCommandOnce(
  world: World,
  session: CommandSession,
  command: string,
  options: CommandRunOptions,
): Promise<CommandRun | null> {
  const words = options.shell === null ? splitWords(command) : [options.shell, '-c', command]
  const path = findProgram(words[0] ?? '', { path: world.environment.PATH, directory: options.directory })
  const files = [
    options.input ?? '/dev/null',
    outputOf(options),
    options.output === 'null' ? '/dev/null' : '',
  ]
  const started = world.clock.monotonicMs()
  const ran = await world.run({
    ...(session.meter === null
      ? { program: 'sh', args: ['-c', withoutMeter, ...files, path, ...words.slice(1)] }
      : { program: session.meter, args: [session.recordPath, ...files, path, ...words] }),
    directory: options.directory,
    environment: { LEWIS_PERF_PADDING: 'x'.repeat(options.paddingBytes) },
    timeoutMs: options.timeoutSeconds * 1000,
    ...(options.afterInterruption === true ? { afterInterruption: true } : {}),
  })
  const wallSeconds = (world.clock.monotonicMs() - started) / 1000
  if (world.interrupted.aborted && options.afterInterruption !== true) return null
  if (ran.end !== 'exited') throw notEnded(command, options, ran)
  // The record is then that of the run before.
  if (session.meter !== null && ran.exitCode === recordLost) throw notMeasured(command, null)
  if (options.output === 'inherit') await world.errors.write(ran.output + ran.errors)
  const run = session.meter === null ? { ...wallOnly, wallSeconds, exitCode: ran.exitCode } : session.record()
  if (run === null || 'stage' in run) throw notMeasured(command, run)
  if (isFailure(run, options)) throw failed(command, run, ran)
  return run
}

/** Where standard output goes; empty for the pipe to us. */
function outputOf({ output }: CommandRunOptions): string {
  if (output === 'null') return '/dev/null'
  return typeof output === 'object' ? output.file : ''
}

/** How the meter says that it could not write its record. */
const recordLost = 125

const withoutMeter =
  'exec <"$0"; o=$1; e=$2; shift 2; if [ -n "$o" ]; then exec >"$o"; fi; if [ -n "$e" ]; then exec 2>"$e"; fi; exec "$@"'

const wallOnly = {
  userSeconds: null,
  systemSeconds: null,
  peakBytes: null,
  minorFaults: null,
  majorFaults: null,
  voluntarySwitches: null,
  involuntarySwitches: null,
  signal: null,
}

function isFailure({ exitCode }: CommandRun, { ignoreFailure }: CommandRunOptions): boolean {
  if (exitCode === 0 || ignoreFailure === 'all') return false
  return exitCode === null || !ignoreFailure.includes(exitCode)
}

function notEnded(command: string, { timeoutSeconds }: CommandRunOptions, { end }: Ran): OperatorError {
  const why = {
    timeout: [
      `did not end within ${timeoutSeconds} s and was ended with all it had started`,
      'Allow more by --timeout.',
    ],
    stopped: ['printed too much and was ended', 'Throw its output away: --command-output null.'],
    missing: ['could not be started', 'Look whether its folder exists and its arguments are not too long.'],
    exited: ['ended', ''],
  }[end]
  return new OperatorError({ sentence: `The command ${command} ${why[0]}.`, hint: why[1] ?? '', exitCode: 3 })
}

function notMeasured(command: string, failure: MeterFailure | null): OperatorError {
  const what = failure === null ? 'left no record' : `failed at ${failure.stage} (errno ${failure.errno})`
  return new OperatorError({
    sentence: `The command ${command} could not be measured: its start ${what}.`,
    hint:
      failure?.stage === 'exec'
        ? 'Look whether it is a program of this machine; a script needs a first line such as #!/bin/sh, or --shell.'
        : 'Look whether the files of --input and --command-output can be opened.',
    exitCode: 3,
  })
}

function failed(command: string, { exitCode, signal }: CommandRun, { errors }: Ran): OperatorError {
  const end = signal === null ? `with exit code ${exitCode ?? 'unknown'}` : `by signal ${signal}`
  const said = errors.trim().split('\n').at(-1) ?? ''
  return new OperatorError({
    sentence: `The command ${command} ended ${end}${said === '' ? '' : `: ${said.slice(0, 200)}`}.`,
    hint: 'Mend it, see what it says with --command-output inherit, or measure it all the same with --ignore-failure.',
    exitCode: 3,
  })
}
