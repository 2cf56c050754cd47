import type { Outcome } from '../../core/index.ts'
import type { Watching } from '../../load/index.ts'
import { type LoadRun, type LoadtestData, watchData, withWatch } from '../../traffic/index.ts'

/** An answer with what the watched targets spent in these runs; as it is where nothing was watched. */
export async function watched(
  outcome: Outcome<LoadtestData>,
  runs: readonly LoadRun[],
  watching: Watching | null,
): Promise<Outcome<LoadtestData>> {
  return watching === null ? outcome : withWatch(outcome, watchData(runs, await watching.finish()))
}
