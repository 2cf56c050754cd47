import type { ExitCode } from '../../../core/index.ts'
import type { SimulationModel, SimulationRun } from '../../../simulation/index.ts'

/** What a thread that simulates is asked for, one at a time. */
export interface ThreadOrder {
  model: SimulationModel
  seed: number
}

/** What it answers. */
export type FromThread =
  | { kind: 'done'; run: SimulationRun }
  | { kind: 'failed'; problem: { sentence: string; hint: string; exitCode: ExitCode } }
