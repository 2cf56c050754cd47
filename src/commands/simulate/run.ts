import type { Outcome } from '../../core/index.ts'
import { simulationThreads } from '../../services/index.ts'
import type { SimulationRunner } from '../../simulation/index.ts'
import type { Context } from '../command.ts'
import { runCompared } from './compared.ts'
import { runFewest } from './fewest.ts'
import { runOne } from './one.ts'
import type { SimulateInput } from './options.ts'
import { planOf, type SimulationPlan } from './plan.ts'
import type { SimulateData } from './simulate-data.ts'
import { runSwept } from './swept.ts'

/** Simulates what the options ask for, in threads that an interruption ends at once. */
export async function runSimulate(input: SimulateInput, context: Context): Promise<Outcome<SimulateData>> {
  const plan = await planOf(input, context)
  const { interrupted: signal, platform } = context.world
  const threads = simulationThreads({ threads: input.threads ?? platform.cores(), signal })
  try {
    return await runnerOf(input)(plan, threads, context)
  } finally {
    await threads.close()
  }
}

/** How one kind of question is answered. */
type Answering = (
  plan: SimulationPlan,
  runner: SimulationRunner,
  context: Context,
) => Promise<Outcome<SimulateData>>

function runnerOf({ compare, sweep, findMinInstances }: SimulateInput): Answering {
  if (compare !== undefined) return (...all) => runCompared(compare, ...all)
  if (sweep !== undefined) return (...all) => runSwept(sweep, ...all)
  return findMinInstances === true ? runFewest : runOne
}
