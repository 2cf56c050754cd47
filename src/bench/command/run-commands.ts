import type { CommandResult, CommandResults, CommandRun } from '../../comparison/index.ts'
import { OperatorError, type Random, seededRandom, type World } from '../../core/index.ts'
import { median } from '../../metrics/index.ts'
import { combinationsOf, filledIn, type Parameter } from './expand-parameters.ts'
import { type CommandRunOptions, runCommandOnce } from './run-once.ts'
import type { CommandSession } from './session.ts'

/** What is asked for; {name} of a parameter is replaced in all its texts. */
export interface CommandRequest extends Omit<CommandRunOptions, 'paddingBytes'> {
  commands: readonly string[]
  /** By command; the command line itself where there is none. */
  names: readonly string[]
  parameters: readonly Parameter[]
  warmupRuns: number
  /** Rounds at least and at most, and between them until the runs took `minimumSeconds` a command. */
  minimumRuns: number
  maximumRuns: number
  minimumSeconds: number
  /** One for all commands, one each, or none: before every run, and after it. */
  prepare: readonly string[]
  conclude: readonly string[]
  /** Before the first and after the last run of each command. */
  setup: string | null
  cleanup: string | null
  seed: number
}

interface Arm {
  command: string
  name: string
  values: Record<string, string>
  prepare: string | null
  conclude: string | null
  runs: CommandRun[]
}

/**
 * Measures commands in rounds, each command once a round in an order that chance sets and the next round reverses. An interrupted
 * run, or one of which a command fails, keeps its whole rounds, and cleans up after each command that was set up. Without a whole round it throws what `runCommandOnce` throws, and exit 2 for another number of `prepare` than of commands.
 */
export async function runCommands(
  world: World,
  session: CommandSession,
  request: CommandRequest,
): Promise<CommandResults> {
  const arms = armsOf(request)
  const random = seededRandom(request.seed)
  const shellSeconds = request.shell === null ? null : await shellStart(world, session, request)
  const aside = (text: string | null, { values }: Arm) =>
    runAside(world, session, request, text === null ? null : filledIn(text, values))
  const ready: Arm[] = []
  let problem: OperatorError | null = null
  try {
    for (const arm of arms) {
      ready.push(arm)
      await aside(request.setup, arm)
    }
    const once = async (arm: Arm): Promise<CommandRun | null> => {
      await aside(arm.prepare, arm)
      const run = await runCommandOnce(world, session, arm.command, {
        ...request,
        paddingBytes: random.below(4096),
      })
      await aside(arm.conclude, arm)
      return run
    }
    for (const arm of arms) for (let run = 0; run < request.warmupRuns; run++) await once(arm)
    await measureRounds(world, request, { arms, random, once })
  } catch (error) {
    // Whole rounds that came before stand.
    if (!(error instanceof OperatorError) || arms.every(({ runs }) => runs.length === 0)) {
      await cleanUp(ready, aside, request.cleanup).catch(() => {})
      throw error
    }
    problem = error
  }
  await cleanUp(ready, aside, request.cleanup)
  return {
    commands: arms.map(resultOf),
    shellSeconds,
    meterMissing: session.meterMissing,
    isPartial: world.interrupted.aborted || problem !== null,
    problem: problem === null ? null : { sentence: problem.sentence, hint: problem.hint },
  }
}

async function cleanUp(
  ready: readonly Arm[],
  aside: (text: string | null, arm: Arm) => Promise<void>,
  cleanup: string | null,
): Promise<void> {
  for (const arm of ready) await aside(cleanup, arm)
}

function armsOf({ commands, names, parameters, prepare, conclude }: CommandRequest): Arm[] {
  const values = combinationsOf(parameters)
  return commands.flatMap((command, index) =>
    values.map((one) => ({
      command: filledIn(command, one),
      name: filledIn(names[index] ?? command, one),
      values: one,
      prepare: chosen(prepare, index, { count: commands.length, option: '--prepare' }),
      conclude: chosen(conclude, index, { count: commands.length, option: '--conclude' }),
      runs: [],
    })),
  )
}

function chosen(
  texts: readonly string[],
  index: number,
  { count, option }: { count: number; option: string },
): string | null {
  if (texts.length > 1 && texts.length !== count) {
    throw new OperatorError({
      sentence: `${option} is given ${texts.length} times for ${count} commands.`,
      hint: `Give ${option} once for all commands, or once for each.`,
    })
  }
  return texts[texts.length === 1 ? 0 : index] ?? null
}

/** Ten runs of nothing, as hyperfine does. */
async function shellStart(
  world: World,
  session: CommandSession,
  request: CommandRequest,
): Promise<number | null> {
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

async function runAside(
  world: World,
  session: CommandSession,
  request: CommandRequest,
  command: string | null,
): Promise<void> {
  if (command === null) return
  await runCommandOnce(world, session, command, {
    ...request,
    input: null,
    output: 'null',
    ignoreFailure: [],
    paddingBytes: 0,
    // Whatever was set up has to be taken back.
    afterInterruption: true,
  })
}

async function measureRounds(
  world: World,
  { minimumRuns, maximumRuns, minimumSeconds }: CommandRequest,
  { arms, random, once }: { arms: Arm[]; random: Random; once: (arm: Arm) => Promise<CommandRun | null> },
): Promise<void> {
  let order = arms
  let seconds = 0
  for (let round = 0; round < maximumRuns; round++) {
    if (round >= minimumRuns && seconds >= minimumSeconds * arms.length) return
    order = round % 2 === 0 ? shuffled(arms, random) : order.toReversed()
    const runs: [Arm, CommandRun][] = []
    for (const arm of order) {
      const run = await once(arm)
      if (run === null || world.interrupted.aborted) return
      runs.push([arm, run])
      seconds += run.wallSeconds
    }
    for (const [arm, run] of runs) arm.runs.push(run)
  }
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
