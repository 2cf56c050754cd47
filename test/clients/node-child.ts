import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import type { World } from '../../src/core/index.ts'
import { fakeWorld } from '../fake-world.ts'
import { rootedFiles } from '../worlds.ts'

/** A child that a test started: it says `ready` before it is handed over, and is ended by its own process id. */
export interface StartedChild {
  pid: number
  /** What it printed so far, on both streams. */
  printed(): string
  isAlive(): boolean
  /** Resolves with the exit code, or null where a signal ended it. */
  ended: Promise<number | null>
  end(): Promise<void>
}

/** Node with `args`; any port for its inspector, so that tests do not meet each other at 9229. */
export function startNode(args: readonly string[]): Promise<StartedChild> {
  return startChild(process.execPath, ['--inspect-port=127.0.0.1:0', ...args])
}

/** `program` with `args`, once it has printed `ready`. */
export async function startChild(program: string, args: readonly string[]): Promise<StartedChild> {
  const { NODE_OPTIONS: _, ...env } = process.env
  const child: ChildProcess = spawn(program, args, { stdio: ['pipe', 'pipe', 'pipe'], env })
  let printed = ''
  child.stderr?.on('data', (text) => {
    printed += text
  })
  const ended = once(child, 'exit').then(([code]) => (typeof code === 'number' ? code : null))
  const isAlive = () => child.exitCode === null && child.signalCode === null
  await new Promise<void>((resolve, reject) => {
    child.stdout?.on('data', (text) => {
      printed += text
      if (printed.includes('ready')) resolve()
    })
    child.once('error', reject)
    child.once('exit', () => reject(new Error(`${program} ended before it was ready: ${printed}`)))
  })
  return {
    pid: child.pid ?? 0,
    printed: () => printed,
    isAlive,
    ended,
    async end() {
      if (isAlive()) child.kill('SIGKILL')
      await ended
    },
  }
}

/** The real files and the real time, and what is written to standard error. */
export function realWorld(changes: { interrupted?: AbortSignal } = {}): { world: World; errors(): string } {
  const fake = fakeWorld({ files: rootedFiles('/'), ...changes })
  const clock = { epochMs: Date.now, monotonicMs: () => performance.now() }
  const sleep = (ms: number) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms)
      const stop = () => {
        clearTimeout(timer)
        resolve()
      }
      if (changes.interrupted?.aborted) stop()
      changes.interrupted?.addEventListener('abort', stop, { once: true })
    })
  return { world: { ...fake.world, clock, sleep }, errors: fake.errors }
}
