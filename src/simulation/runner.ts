import { runSimulation, type SimulationRun } from './engine/index.ts'
import type { SimulationModel } from './simulation-model.ts'

/** Who does the runs of a simulation: this thread, or others. */
export interface SimulationRunner {
  /** How many runs at once are of use. */
  readonly width: number
  /** One run, as `runSimulation` does it. Once the signal aborts nobody asks for it any more. */
  run(model: SimulationModel, seed: number, signal?: AbortSignal): Promise<SimulationRun>
}

/** One run after the other in this thread, which hears of nothing else until they are over: only from within `onRun` can they be aborted. */
export const runHere: SimulationRunner = {
  width: 1,
  run: async (model, seed) => runSimulation(model, seed),
}
