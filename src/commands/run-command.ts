import {
  type Envelope,
  type ExitCode,
  exitCodeOf,
  type Machine,
  maskSecretsIn,
  OperatorError,
  type Outcome,
  type Profile,
  type Status,
  secretValues,
  type World,
  worstExitCode,
  worstStatus,
} from '../core/index.ts'

/** What a run is judged and labelled by. */
export interface RunOptions {
  command: string
  /** The options as given, for the record. */
  input: Record<string, unknown>
  strict: boolean
  /** The profile that was used and the machine that was measured, once the run is over. */
  used(): { profile: Profile | null; machine: Machine | null }
}

const nothing: Outcome<null> = { data: null, findings: [], tables: [], warnings: [] }

/**
 * Runs a command and puts its outcome into an envelope: status and exit code from the findings, an operator's mistake as
 * `error`, an interruption as 130 with what there is. Anything else that is thrown is a bug and is thrown on.
 */
export async function runCommand(
  options: RunOptions,
  world: World,
  run: () => Promise<Outcome<unknown>>,
): Promise<Envelope> {
  const startedMs = world.clock.epochMs()
  const startMs = world.clock.monotonicMs()
  let outcome: Outcome<unknown> = nothing
  let failure: OperatorError | null = null
  try {
    outcome = await run()
  } catch (error) {
    if (!(error instanceof OperatorError)) throw error
    failure = error
  }
  const interrupted = world.interrupted.aborted
  const exitCode = exitCodeFor(outcome, failure, interrupted, options.strict)
  const { profile, machine } = options.used()
  const known = secretValues(world.environment)
  return {
    schema: 'lewis-perf/1',
    command: options.command,
    input: maskSecretsIn(options.input, known),
    status: statusOf(outcome, failure, exitCode),
    exitCode,
    interrupted,
    error: failure === null ? null : maskSecretsIn({ sentence: failure.sentence, hint: failure.hint }, known),
    startedAt: new Date(startedMs).toISOString(),
    durationMs: Math.round((world.clock.monotonicMs() - startMs) * 1000) / 1000,
    tool: { name: 'lewis-perf', version: world.toolVersion, node: world.platform.nodeVersion },
    machine,
    profile: profile === null ? null : { name: profile.name, source: profile.source },
    ...masked(outcome, known),
  }
}

/** What was cut short or could not be measured is no pass, whatever the findings say so far. */
function statusOf({ findings }: Outcome<unknown>, failure: OperatorError | null, exitCode: ExitCode): Status {
  if (exitCode === 3 || exitCode === 4) return 'unknown'
  if (failure !== null) return 'fail'
  const status = worstStatus(findings)
  return exitCode === 130 && status !== 'fail' ? 'unknown' : status
}

function exitCodeFor(
  outcome: Outcome<unknown>,
  failure: OperatorError | null,
  interrupted: boolean,
  strict: boolean,
): ExitCode {
  if (interrupted) return 130
  if (failure !== null) return failure.exitCode
  const { exitCode = 0, exitCodeStands, findings } = outcome
  return exitCodeStands === true ? exitCode : worstExitCode([exitCode, exitCodeOf(findings, strict)])
}

/** The outcome without secrets; documents are the operator's own text and stay as they are. */
function masked(
  { exitCode: _, exitCodeStands: __, documents, ...outcome }: Outcome<unknown>,
  known: readonly string[],
): Omit<Outcome<unknown>, 'exitCode' | 'exitCodeStands'> {
  return { ...maskSecretsIn(outcome, known), ...(documents === undefined ? {} : { documents }) }
}
