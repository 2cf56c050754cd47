import { getSystemErrorMap } from 'node:util'
import type { CommandRun } from '../../comparison/index.ts'
import { OperatorError, type Ran, type World } from '../../core/index.ts'
import { formatQuantity } from '../../report/index.ts'
import { programOf } from './find-program.ts'
import type { MeterFailure } from './meter/index.ts'
import type { CommandSession } from './session.ts'

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
  /** It is none of the measured commands but serves them, for this option: it may leave something running. */
  aside?: Aside
}

/** The options whose commands are run beside the measured ones. */
export type Aside = '--setup' | '--prepare' | '--conclude' | '--cleanup'

/** These take back what was done: they run also after an interruption. */
const takesBack: readonly (Aside | undefined)[] = ['--conclude', '--cleanup']

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
  const { path, words } = programOf(command, { ...options, path: world.environment.PATH })
  const files = [options.input ?? '/dev/null', outputOf(options), errorsOf(options, session)]
  const started = world.clock.monotonicMs()
  const ran = await world.run({
    ...(session.meter === null
      ? { program: 'sh', args: ['-c', withoutMeter, ...files, path, ...words.slice(1)] }
      : {
          program: session.meter,
          args: [session.recordPath, ...files, path, ...words],
          // What serves the command and asks for a password must have no terminal to wait at.
          ...(options.aside === undefined ? { makesGroup: true } : {}),
        }),
    directory: options.directory,
    environment: { LEWIS_PERF_PADDING: 'x'.repeat(options.paddingBytes) },
    timeoutMs: options.timeoutSeconds * 1000,
    ...(takesBack.includes(options.aside) ? { afterInterruption: true } : {}),
    ...(options.aside === undefined ? { endsGroup: true } : {}),
  })
  const wallSeconds = (world.clock.monotonicMs() - started) / 1000
  if (world.interrupted.aborted && !takesBack.includes(options.aside)) return null
  const text = options.aside === undefined ? `command ${command}` : `command of ${options.aside}, ${command},`
  if (ran.end !== 'exited') throw notEnded(text, options, ran)
  // The record is then that of the run before.
  if (session.meter !== null && ran.exitCode === recordLost) throw notMeasured(text, null, options)
  if (options.output === 'inherit') await world.errors.write(ran.output + ran.errors)
  const run = session.meter === null ? { ...wallOnly, wallSeconds, exitCode: ran.exitCode } : session.record()
  if (run === null || 'stage' in run) throw notMeasured(text, run, options)
  if (isFailure(run, options)) {
    const said = options.aside === undefined ? ran.errors : session.errors()
    throw failed(text, run, { said, options })
  }
  return { ...run, leftRunning: ran.leftRunning === true }
}

/** Where standard output goes; empty for the pipe to us. */
function outputOf({ output }: CommandRunOptions): string {
  if (output === 'null') return '/dev/null'
  return typeof output === 'object' ? output.file : ''
}

/** What serves the command may go on in the background, where a pipe to us would break one day: its errors go to a file. */
function errorsOf({ output, aside }: CommandRunOptions, { errorsPath }: CommandSession): string {
  if (aside !== undefined) return errorsPath
  return output === 'null' ? '/dev/null' : ''
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
  leftRunning: false,
}

function isFailure({ exitCode }: CommandRun, { ignoreFailure }: CommandRunOptions): boolean {
  if (exitCode === 0 || ignoreFailure === 'all') return false
  return exitCode === null || !ignoreFailure.includes(exitCode)
}

function notEnded(text: string, { timeoutSeconds }: CommandRunOptions, { end }: Ran): OperatorError {
  const why = {
    timeout: [
      `did not end within ${formatQuantity(timeoutSeconds, 'seconds')} and was ended with all it had started`,
      'Allow more by --timeout.',
    ],
    stopped: ['printed too much and was ended', 'Throw its output away: --command-output null.'],
    missing: ['could not be started', 'Look whether its folder exists and its arguments are not too long.'],
    exited: ['ended', ''],
  }[end]
  return new OperatorError({ sentence: `The ${text} ${why[0]}.`, hint: why[1] ?? '', exitCode: 3 })
}

function notMeasured(text: string, failure: MeterFailure | null, options: CommandRunOptions): OperatorError {
  if (failure === null)
    return new OperatorError({
      sentence: `The ${text} could not be measured: its start left no record.`,
      hint: 'Free space in the folder for temporary files, or set TMPDIR to another.',
      exitCode: 3,
    })
  const reason = reasonOf(failure.errno)
  if (failure.stage === 'input' || failure.stage === 'output' || failure.stage === 'errors') {
    const file = failure.stage === 'input' ? (options.input ?? '/dev/null') : outputOf(options)
    return new OperatorError({
      sentence: `${file} could not be opened for the ${failure.stage} of the ${text}: ${reason}.`,
      hint: `Give another file to ${failure.stage === 'input' ? '--input' : '--command-output'}.`,
      exitCode: 3,
    })
  }
  return new OperatorError({
    sentence: `The ${text} could not be started: ${reason}.`,
    hint:
      failure.stage === 'exec'
        ? 'Look whether it is a program for this machine; a script needs a first line such as #!/bin/sh, or --shell.'
        : 'Look how many processes this user may have: ulimit -u, and pids.max of the cgroup.',
    exitCode: 3,
  })
}

/** `no such file or directory`, as the kernel's own error numbers are named. */
function reasonOf(errno: number): string {
  // ENOEXEC, which the system call of no Node answers.
  if (errno === 8) return 'it is in no form that this machine runs'
  return getSystemErrorMap().get(-errno)?.[1] ?? `error ${errno}`
}

function failed(
  text: string,
  { exitCode, signal }: CommandRun,
  { said, options }: { said: string; options: CommandRunOptions },
): OperatorError {
  const end = signal === null ? `with exit code ${exitCode ?? 'unknown'}` : `by signal ${signal}`
  const last = said.trim().split('\n').at(-1) ?? ''
  return new OperatorError({
    sentence: `The ${text} ended ${end}${last === '' ? '' : `: ${last.slice(0, 200)}`}.`,
    hint:
      options.aside === undefined
        ? 'Mend it, see what it says with --command-output inherit, or measure it all the same with --ignore-failure.'
        : 'Mend it, so that it ends with exit code 0, or leave it out.',
    exitCode: 3,
  })
}
