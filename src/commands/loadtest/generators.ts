import { generatorHostCommand } from '../../apply/index.ts'
import { packedCommand, runOnHosts } from '../../load/index.ts'
import type { LoadPlan, LoadRun } from '../../traffic/index.ts'
import type { Context } from '../command.ts'
import { sliceArguments, travellingPlan } from './distribution.ts'
import type { LoadtestInput } from './options.ts'

const usualStartInSeconds = 3

/** Runs the plan on several hosts over ssh, each of which has its slice of it, and joins what they measured. */
export async function runOnGenerators(
  plan: LoadPlan,
  input: LoadtestInput,
  context: Context,
): Promise<LoadRun> {
  const hosts = input.generators ?? []
  const { file, values } = travellingPlan(plan, { generators: hosts.length, startEpochMs: 0 }, context)
  return runOnHosts({
    plan: file,
    values,
    hosts,
    sliceArguments: sliceArguments(input),
    startInSeconds: input.startIn ?? usualStartInSeconds,
    bundle: packedCommand(),
    command: generatorHostCommand(),
    interrupted: context.world.interrupted,
    progress: context.progress,
  })
}
