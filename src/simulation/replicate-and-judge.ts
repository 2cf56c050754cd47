import type { SloTerm } from '../core/index.ts'
import { judgeSimulated, type SimulatedJudgement, worstVerdict } from './judge-simulated.ts'
import { type ReplicateWithOptions, replicateWith } from './replications.ts'
import type { SimulationRunner } from './runner.ts'
import type { SimulationModel } from './simulation-model.ts'
import type { SimulationSummary } from './summary.ts'

/** A model, simulated, and what its limits make of it. */
export interface JudgedSimulation {
  summary: SimulationSummary
  judgements: SimulatedJudgement[]
}

/**
 * Simulates until the mean response time is as precise as was asked for, and then on, twice as many runs each time, as long as a limit
 * is undecided and `mostRuns` allows it.
 */
export async function replicateAndJudge(
  runner: SimulationRunner,
  model: SimulationModel,
  terms: readonly SloTerm[],
  options: ReplicateWithOptions,
): Promise<JudgedSimulation> {
  const { mostRuns = 100, leastRuns = 5, signal } = options
  for (let least = leastRuns; ; ) {
    const summary = await replicateWith(runner, model, { ...options, leastRuns: least, mostRuns })
    const judgements = judgeSimulated(summary, terms)
    const isOpen = worstVerdict(judgements) === 'undecided'
    if (!isOpen || summary.runs >= mostRuns || signal?.aborted === true) return { summary, judgements }
    least = Math.min(mostRuns, summary.runs * 2)
  }
}
