import type { SimulationModel } from '../../../simulation/index.ts'

/** What a thread that simulates is asked for, one at a time. */
export interface ThreadOrder {
  model: SimulationModel
  seed: number
}
