import type { CommandResult, CommandResults, CommandRun } from '../../comparison/index.ts'
import { OperatorError, type Random, seededRandom, type World } from '../../core/index.ts'
import { median } from '../../metrics/index.ts'
import { programOf } from './find-program.ts'
import { type Arm, type PlannedCommands, planArms } from './plan-arms.ts'
import { type Aside, type CommandRunOptions, runCommandOnce } from './run-once.ts'
import type { CommandSession } from './session.ts'

/** What is asked for; {name} of a parameter is replaced in all its texts. */
export interface CommandRequest extends PlannedCommands, Omit<CommandRunOptions, 'paddingBytes' | 'aside'> {
  /** All runs of a command before those of the next: nothing is then paired. */
  isInBlocks: boolean
  warmupRuns: number
  /** Rounds at least and at most, and between them until the runs took `minimumSeconds` a command. */
  minimumRuns: number
  maximumRuns: number
  minimumSeconds: number
  seed: number
  /** Told before each round what is measured. */
  saying?(text: string): void
}

/** One request in one session. */
interface Measurement {
  world: World
  session: CommandSession
  request: CommandRequest
  random: Random
}

/**
 * Measures commands in rounds, each command once a round in an order that chance sets and the next round reverses. An interrupted
 * run, or one of which a command fails, keeps its whole rounds, and cleans up after each command that was set up. Without a whole round it throws what `runCommandOnce` and `planArms` throw.
 */
export async function runCommands(
  world: World,
  session: CommandSession,
  request: CommandRequest,
): Promise<CommandResults> {
  const arms = planArms(request)
  assertPrograms(world, request, arms)
  const measurement = { world, session, request, random: seededRandom(request.seed) }
  const shellSeconds = request.shell === null ? null : await shellStart(measurement)
  let problem: OperatorError | null = null
  for (const group of request.isInBlocks ? arms.map((arm) => [arm]) : [arms]) {
    if (problem !== null || world.interrupted.aborted) break
    problem = await measureGroup(measurement, group)
  }
  // Whole rounds that came before a failure stand.
  if (problem !== null && arms.every(({ runs }) => runs.length === 0)) throw problem
  return {
    commands: arms.map(resultOf),
    design: request.isInBlocks ? 'unpaired' : 'paired',
    shellSeconds,
    meterMissing: session.meterMissing,
    isPartial:
      world.interrupted.aborted ||
      arms.some(({ runs }) => runs.length < Math.min(request.minimumRuns, request.maximumRuns)),
    problem: problem === null ? null : { sentence: problem.sentence, hint: problem.hint },
  }
}

/** What may first be made by another command of the arm is not looked for. */
function assertPrograms(world: World, request: CommandRequest, arms: readonly Arm[]): void {
  for (const { setup, prepare, command, conclude, cleanup } of arms) {
    const first = setup ?? prepare
    for (const text of first === null ? [command, conclude, cleanup] : [first])
      if (text !== null) programOf(text, { ...request, path: world.environment.PATH })
  }
}

/** Ten runs of nothing, as hyperfine does. */
async function shellStart({ world, session, request }: Measurement): Promise<number | null> {
  const seconds: number[] = []
  for (let run = 0; run < 10; run++) {
    const ran = await runCommandOnce(world, session, '', {
      ...request,
      output: 'null',
      input: null,
      paddingBytes: 0,
    })
    if (ran !== null) seconds.push(ran.wallSeconds)
  }
  return seconds.length === 0 ? null : median(seconds)
}

/** Sets up, measures and cleans up; what failed first is the answer, null where nothing did. */
async function measureGroup(measurement: Measurement, arms: Arm[]): Promise<OperatorError | null> {
  const { world, request } = measurement
  const ready: Arm[] = []
  const failures: unknown[] = []
  const attempt = async (act: () => Promise<unknown>): Promise<void> => {
    await act().catch((error: unknown) => failures.push(error))
  }
  await attempt(async () => {
    for (const arm of arms) {
      if (world.interrupted.aborted) return
      ready.push(arm)
      await runAside(measurement, arm.setup, '--setup')
    }
    for (const arm of arms)
      for (let run = 0; run < request.warmupRuns && !world.interrupted.aborted; run++)
        await onceWith(measurement, arm)
    await measureRounds(measurement, arms)
  })
  for (const arm of ready) await attempt(() => runAside(measurement, arm.cleanup, '--cleanup'))
  const [first = null] = failures
  if (first !== null && !(first instanceof OperatorError)) throw first
  return first
}

async function measureRounds({ world, request, random, ...rest }: Measurement, arms: Arm[]): Promise<void> {
  const { minimumRuns, maximumRuns, minimumSeconds } = request
  let order = arms
  let seconds = 0
  for (let round = 0; round < maximumRuns; round++) {
    if (round >= minimumRuns && seconds >= minimumSeconds * arms.length) return
    if (world.interrupted.aborted) return
    request.saying?.(
      `running ${arms.length === 1 ? arms[0]?.name : `${arms.length} commands in turn`}, run ${round + 1}${minimumRuns === maximumRuns ? ` of ${maximumRuns}` : ''}`,
    )
    order = round % 2 === 0 ? shuffled(arms, random) : order.toReversed()
    const runs: [Arm, CommandRun][] = []
    for (const arm of order) {
      const run = await onceWith({ world, request, random, ...rest }, arm)
      if (run === null || world.interrupted.aborted) return
      runs.push([arm, run])
      seconds += run.wallSeconds
    }
    for (const [arm, run] of runs) arm.runs.push(run)
  }
}

/** Prepares, runs and concludes; null where it was interrupted. A run that fails is concluded too. */
async function onceWith(measurement: Measurement, arm: Arm): Promise<CommandRun | null> {
  const { world, session, request, random } = measurement
  await runAside(measurement, arm.prepare, '--prepare')
  let run: CommandRun | null
  try {
    run = await runCommandOnce(world, session, arm.command, { ...request, paddingBytes: random.below(4096) })
  } catch (error) {
    await runAside(measurement, arm.conclude, '--conclude').catch(() => {})
    throw error
  }
  await runAside(measurement, arm.conclude, '--conclude')
  return run
}

async function runAside(
  { world, session, request }: Measurement,
  command: string | null,
  aside: Aside,
): Promise<void> {
  if (command === null) return
  await runCommandOnce(world, session, command, {
    ...request,
    input: null,
    output: 'null',
    ignoreFailure: [],
    paddingBytes: 0,
    aside,
  })
}

/** Fisher and Yates. */
function shuffled(arms: readonly Arm[], random: Random): Arm[] {
  const rest = [...arms]
  return arms.flatMap(() => rest.splice(random.below(rest.length), 1))
}

function resultOf({ command, name, values, runs }: Arm): CommandResult {
  const failures = runs.filter(({ exitCode }) => exitCode !== 0)
  const [first] = failures
  return {
    command,
    parameters: values,
    runs,
    measured: {
      name,
      seconds: runs.map((run) => run.wallSeconds),
      isOrdered: true,
      operationsPerSample: 1,
      firstSeconds: runs[0]?.wallSeconds ?? null,
      errors: failures.length,
      firstError:
        first === undefined
          ? null
          : first.signal === null
            ? `exit code ${first.exitCode}`
            : `signal ${first.signal}`,
      tickSeconds: 1e-9,
      emptySeconds: null,
      heapBytesPerOperation: null,
      engine: 'command',
    },
  }
}
