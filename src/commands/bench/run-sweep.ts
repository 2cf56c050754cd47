import { join } from 'node:path'
import { openScratchFolder } from '../../apply/index.ts'
import { findSuites, noneNamed, openSuiteRunner, openSweepProgram, runSweeps } from '../../bench/index.ts'
import { presentSweeps, type SweepData } from '../../comparison/index.ts'
import { OperatorError, type Outcome } from '../../core/index.ts'
import { fingerprintMachine } from '../../probes/index.ts'
import type { Context } from '../command.ts'
import type { BenchInput } from './options.ts'
import { suiteProcess, suiteRequest } from './suite-settings.ts'

const defaultRounds = 5

/** Measures what more concurrency, threads or processes gain. */
export async function runSweep(input: BenchInput, context: Context): Promise<Outcome<SweepData>> {
  const { world, operands, progress } = context
  if (input.pool !== undefined && input.workers === undefined)
    throw new OperatorError({
      sentence: '--pool does nothing without --workers.',
      hint: 'Add how many: --workers 1,2,4.',
    })
  const files = findSuites(world.directory, operands).map((file) => join(world.directory, file))
  const scratch = openScratchFolder()
  try {
    const how = { ...suiteProcess(input, world), directory: world.directory }
    const runner = await openSuiteRunner(world, scratch)
    const request = suiteRequest(input, { isGate: false })
    const listed = await runner.run(
      { ...request, files, overlay: {}, mode: 'list', only: null },
      { ...how, paddingBytes: 0 },
    )
    const [refused] = listed.refused
    if (refused !== undefined) throw refused.error
    if (listed.problem !== null) throw listed.problem
    const cases = listed.listed.filter(
      ({ name }) => input.filter === undefined || name.includes(input.filter),
    )
    if (cases.length === 0 && !world.interrupted.aborted)
      throw noneNamed(
        input.filter ?? '',
        listed.listed.map(({ name }) => name),
      )
    const program = await openSweepProgram(scratch, how)
    const sweeps = await runSweeps(world, program, {
      cases,
      concurrency: input.concurrency ?? [],
      workers: input.workers ?? [],
      pools: input.pool ?? ['thread'],
      rounds: input.rounds ?? defaultRounds,
      seed: context.seed(),
      seconds: request.seconds,
      warmUpSeconds: request.warmupSeconds,
      timeoutSeconds: how.timeoutSeconds,
      saying: progress,
    })
    return presentSweeps(sweeps, { effectiveCores: fingerprintMachine(world).effectiveCores })
  } finally {
    scratch.remove()
  }
}
