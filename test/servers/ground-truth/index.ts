import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { setTimeout as pause } from 'node:timers/promises'
import { endChild } from '../end-child.ts'

/** How the server answers. */
export type Truth =
  /** `mayBeLate`: by up to a millisecond and a half, which costs no CPU; the log knows. */
  | { kind: 'constant'; ms: number; mayBeLate?: boolean }
  /** It works so long for each request, and does nothing else meanwhile. */
  | { kind: 'busy'; ms: number }
  /** The delays of requests in the order of their arrival, over and over; null is never answered. */
  | { kind: 'sequence'; ms: readonly (number | null)[] }
  /** At once, with so much of a body. */
  | { kind: 'bodies'; bytes: number }
  /** So many at once, first come first served. */
  | { kind: 'queue'; slots: number; meanMs: number; isExponential: boolean; seed: number }
  /**
   * By path: /ok /never /500 /reset /reset-mid-body /close /half-head /cut /garbage /bad-chunk /long /slow; /in-turn is each of them but
   * for /reset, /close and /never, one after the other.
   */
  | { kind: 'faults' }

/** What the server saw since the last look. */
export interface TruthLog {
  /** Of every request, on its own clock. */
  arrivedMs: number[]
  /** Null where it was never answered. */
  answeredMs: (number | null)[]
  paths: Record<string, number>
  connections: number
  /** When its clock stood at zero, in milliseconds since 1970. */
  originEpochMs: number
}

/** A server in its own process that answers as it was told to, and knows what it did. */
export interface GroundTruth {
  url: string
  process: ChildProcess
  log(): Promise<TruthLog>
  /** Resolves once so many requests have come since the last look at the log. */
  seen(count: number): Promise<void>
  /** Lets it stand still, from now on for so long. */
  freeze(ms: number): Promise<void>
  stop(): Promise<void>
}

/** Starts one on a free port, or on `port`. */
export async function startGroundTruth(truth: Truth, port = 0): Promise<GroundTruth> {
  const program = new URL('program.mjs', import.meta.url).pathname
  const child = spawn(process.execPath, [program, JSON.stringify(truth), String(port)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const abandon = (): void => {
    child.kill('SIGKILL')
  }
  process.once('exit', abandon)
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string]
  const url = `http://127.0.0.1:${line}`
  return {
    url,
    process: child,
    log: async () => (await (await fetch(`${url}/log`)).json()) as TruthLog,
    async seen(count) {
      for (let tries = 0; tries < 2000; tries++) {
        if (Number(await (await fetch(`${url}/seen`)).text()) >= count) return
        await pause(10)
      }
      throw new Error(`the server did not see ${count} requests`)
    },
    freeze: async (ms) => {
      await (await fetch(`${url}/freeze?ms=${ms}`)).text()
    },
    async stop() {
      process.off('exit', abandon)
      await endChild(child)
    },
  }
}
