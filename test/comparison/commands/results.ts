import type { CommandResult, CommandResults, CommandRun } from '../../../src/comparison/index.ts'

/** A run of so many seconds that ended as it should. */
export function run(wallSeconds: number, changes: Partial<CommandRun> = {}): CommandRun {
  return {
    wallSeconds,
    userSeconds: 0.001,
    systemSeconds: 0.002,
    peakBytes: 2 ** 20,
    minorFaults: 80,
    majorFaults: 0,
    voluntarySwitches: 2,
    involuntarySwitches: 1,
    exitCode: 0,
    signal: null,
    leftRunning: false,
    ...changes,
  }
}

/** A command called `name` with these runs. */
export function command(
  name: string,
  runs: readonly CommandRun[],
  parameters: Record<string, string> = {},
): CommandResult {
  const failures = runs.filter(({ exitCode }) => exitCode !== 0)
  return {
    command: name,
    parameters,
    runs,
    measured: {
      name,
      seconds: runs.map(({ wallSeconds }) => wallSeconds),
      isOrdered: true,
      operationsPerSample: 1,
      firstSeconds: runs[0]?.wallSeconds ?? null,
      errors: failures.length,
      firstError: failures[0] === undefined ? null : `exit code ${failures[0].exitCode}`,
      tickSeconds: 1e-9,
      emptySeconds: null,
      heapBytesPerOperation: null,
      engine: 'command',
    },
  }
}

/** A command called `name` with a run of each of `seconds`. */
export function took(name: string, seconds: readonly number[]): CommandResult {
  return command(
    name,
    seconds.map((one) => run(one)),
  )
}

/** Commands that were measured to the end, in turn. */
export function results(
  commands: readonly CommandResult[],
  changes: Partial<CommandResults> = {},
): CommandResults {
  return {
    commands,
    design: 'paired',
    shellSeconds: null,
    meterMissing: null,
    isPartial: false,
    problem: null,
    ...changes,
  }
}
