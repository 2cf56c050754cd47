import { generatorHostCommand } from '../../apply/index.ts'
import type { Outcome } from '../../core/index.ts'
import { hdrLog, packedCommand, runOnHosts, savedRun } from '../../load/index.ts'
import { type LoadPlan, type LoadtestData, presentRun } from '../../traffic/index.ts'
import type { Context } from '../command.ts'
import { loopbackWarnings, sliceArguments, travellingPlan } from './distribution.ts'
import type { LoadtestInput } from './options.ts'

const usualStartInSeconds = 3

/** Runs the plan on several hosts over ssh, each of which has its slice of it, and says what came of all together. */
export async function runOnGenerators(
  plan: LoadPlan,
  input: LoadtestInput,
  context: Context,
): Promise<Outcome<LoadtestData>> {
  const hosts = input.generators ?? []
  const { file, values } = travellingPlan(plan, { generators: hosts.length, startEpochMs: 0 }, context)
  const run = await runOnHosts({
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
  const outcome = presentRun(run, input.slo ?? [])
  return {
    ...outcome,
    data: { ...outcome.data, run: savedRun(run) },
    warnings: [...outcome.warnings, ...loopbackWarnings(plan, 'each generator')],
    ...(input.hdr === undefined
      ? {}
      : { documents: [{ name: 'latency', mediaType: 'text/plain', text: hdrLog(run), file: input.hdr }] }),
  }
}
