import type { World } from '../../core/index.ts'
import type { WatchedTarget } from '../../traffic/index.ts'
import { nowEpochMs } from '../transport/index.ts'
import { machineMeter } from './machine-meter.ts'
import type { Meter } from './meter.ts'
import { processMeter } from './process-meter.ts'
import { scrapeMeter } from './scrape-meter.ts'
import type { WatchWish } from './watch-wish.ts'

/** Targets under watch. */
export interface Watching {
  /** From now on it looks at each whole second of the run whose measured time begins then (milliseconds since 1970). */
  alignTo(startedEpochMs: number): void
  /** Takes a last look, and looks no more. Each call gives the same. */
  finish(): Promise<WatchedTarget[]>
}

const periodMs = 1000

/** Begins to watch. Throws OperatorError where a target is not there (exit 2) or cannot be read (exit 3). */
export async function watchTargets(world: World, wishes: readonly WatchWish[]): Promise<Watching> {
  const meters = await openAll(world, wishes)
  let nextMs = nowEpochMs()
  let timer: NodeJS.Timeout | undefined
  const look = (): void => {
    for (const meter of meters) meter.look()
    nextMs = Math.max(nextMs + periodMs, nowEpochMs())
    wait()
  }
  const wait = (): void => {
    timer = setTimeout(look, nextMs - nowEpochMs())
  }
  look()
  let finished: Promise<WatchedTarget[]> | null = null
  return {
    alignTo(startedEpochMs) {
      clearTimeout(timer)
      const passed = Math.ceil((nowEpochMs() - startedEpochMs) / periodMs)
      nextMs = startedEpochMs + passed * periodMs
      wait()
    },
    finish() {
      clearTimeout(timer)
      finished ??= lastLook(meters)
      return finished
    },
  }
}

function lastLook(meters: readonly Meter[]): Promise<WatchedTarget[]> {
  for (const meter of meters) meter.look()
  return Promise.all(meters.map((meter) => meter.finish()))
}

/** One that cannot be opened lets go of those that were. */
async function openAll(world: World, wishes: readonly WatchWish[]): Promise<Meter[]> {
  const opened = await Promise.allSettled(wishes.map((wish) => open(world, wish)))
  const meters = opened.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
  const failed = opened.find((one) => one.status === 'rejected')
  if (failed === undefined) return meters
  await Promise.all(meters.map((meter) => meter.finish()))
  throw failed.reason
}

async function open(world: World, wish: WatchWish): Promise<Meter> {
  switch (wish.kind) {
    case 'process':
      return processMeter(world, wish.name)
    case 'machine':
      return machineMeter(world, wish.name)
    case 'scrape':
      return scrapeMeter(wish)
  }
}
