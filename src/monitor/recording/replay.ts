import type { Sample, Tick, World } from '../../core/index.ts'

/** What a replay is run with. */
export interface ReplayOptions {
  /** So many times as fast as it was; infinite for as fast as can be. */
  speed: number
  name: string
  onTick(tick: Tick): void
}

/** Fewer ticks than this are handed on between two turns of everything else. */
const ticksPerTurn = 100

/** Hands on what was recorded, at its own pace or faster, until its end or an interruption. Answers how many ticks there were. */
export async function replayTicks(
  samples: Iterable<Sample>,
  { speed, name, onTick }: ReplayOptions,
  { clock, sleep, interrupted }: Pick<World, 'clock' | 'sleep' | 'interrupted'>,
): Promise<number> {
  const startedMs = clock.monotonicMs()
  let firstMs: number | null = null
  let count = 0
  for (const { at, v } of samples) {
    if (interrupted.aborted) break
    firstMs ??= at
    const dueMs = startedMs + Math.max(0, at - firstMs) / speed
    const waitMs = dueMs - clock.monotonicMs()
    if (waitMs > 1 || count % ticksPerTurn === 0) await sleep(Math.max(0, waitMs))
    if (interrupted.aborted) break
    onTick({
      epochMs: at,
      values: v,
      sources: [{ name, staleBecause: null, toldEpochMs: at }],
      processes: null,
    })
    count++
  }
  return count
}
