import { lastWords, type RemoteAnswer, type RemoteTarget } from '../../../clients/index.ts'
import type { World } from '../../../core/index.ts'
import { type LoopWish, type MachineFrame, openMachineLoop } from '../../../probes/index.ts'
import { groupFiles, limitFiles, lookFiles } from './machine-files.ts'

/** One connection to a machine that tells of itself, from its opening until it is over. */
export interface MachineConnection {
  /** When it was last heard of, on the monotonic clock. */
  heardMs(): number
  /** Why it is over, in words; null while it is not. */
  whyOver(): string | null
  over: Promise<void>
  /** Resolves with the next frame, the end, or the signal. */
  next(signal: AbortSignal): Promise<void>
  close(): void
}

/** No shell sleeps more exactly. */
const shortestSeconds = 0.1
const limitsEvery = 10
const processesEvery = 5

/** Connects to `target` and asks it for a frame in each interval. */
export function connectMachine(
  world: World,
  target: RemoteTarget,
  intervalMs: number,
  onFrame: (frame: MachineFrame) => void,
): MachineConnection {
  let heardMs = world.clock.monotonicMs()
  let why: string | null = null
  let waiting: (() => void)[] = []
  const wake = (): void => {
    const all = waiting
    waiting = []
    for (const one of all) one()
  }
  const loop = openMachineLoop(world, target, wishFor(intervalMs), (frame) => {
    heardMs = world.clock.monotonicMs()
    onFrame(frame)
    wake()
  })
  const over = loop.ended.then((answer) => {
    why = wordsFor(answer)
    wake()
  })
  return {
    heardMs: () => heardMs,
    whyOver: () => why,
    over,
    next: (signal) =>
      new Promise((resolve) => {
        if (why !== null || signal.aborted) {
          resolve()
          return
        }
        const done = (): void => {
          signal.removeEventListener('abort', done)
          resolve()
        }
        signal.addEventListener('abort', done, { once: true })
        waiting.push(done)
      }),
    close: loop.close,
  }
}

function wishFor(intervalMs: number): LoopWish {
  return {
    intervalSeconds: Math.max(shortestSeconds, intervalMs / 1000),
    paths: lookFiles,
    cgroupFiles: groupFiles,
    seldom: { every: limitsEvery, paths: limitFiles },
    processesEvery,
  }
}

function wordsFor(answer: RemoteAnswer): string {
  return answer.ok ? `the connection ended (${lastWords(answer.ran)})` : answer.sentence.replace(/\.$/, '')
}
