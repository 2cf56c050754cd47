import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

/** A started server. Everything but `stop` can be handed to another process. */
export interface RunningServer {
  url: string
  pid: number
  /** What it printed. */
  logFile: string
  /** Ends the process and removes its folder; may be called more than once. */
  stop(): Promise<void>
}

/** How to start one program: `answers` is asked again and again until it says yes. */
export interface Start<C> {
  command: string
  args: string[]
  /** Added to the environment. */
  environment?: Record<string, string>
  answers(): Promise<boolean>
  coordinates: C
}

const attempts = 3
const readyWithinMs = 15_000
const stopWithinMs = 3_000

/**
 * Starts a program in a fresh temporary folder and waits until it answers; `prepare` fills that folder.
 * Tries again when it ends early, since another process may have taken its port meanwhile.
 */
export async function startProgram<C extends { url: string }>(
  name: string,
  prepare: (folder: string) => Promise<Start<C>>,
): Promise<C & RunningServer> {
  for (let attempt = 1; ; attempt++) {
    const folder = mkdtempSync(join(tmpdir(), `lewis-perf-${name}-`))
    try {
      return await startIn(folder, await prepare(folder))
    } catch (error) {
      rmSync(folder, { recursive: true, force: true })
      if (attempt === attempts) throw error
    }
  }
}

/** A loopback port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new Error('The system gave no loopback port.')
  return address.port
}

async function startIn<C extends { url: string }>(
  folder: string,
  start: Start<C>,
): Promise<C & RunningServer> {
  const logFile = join(folder, 'log')
  const log = openSync(logFile, 'a')
  const child = spawn(start.command, start.args, {
    cwd: folder,
    stdio: ['ignore', log, log],
    env: { ...process.env, ...start.environment },
  })
  closeSync(log)
  // The last resort when the test run itself is ended: an exit handler can only do what is synchronous.
  const abandon = () => {
    child.kill('SIGKILL')
    rmSync(folder, { recursive: true, force: true })
  }
  process.once('exit', abandon)
  const stop = async () => {
    await end(child)
    process.off('exit', abandon)
    rmSync(folder, { recursive: true, force: true })
  }
  try {
    await untilItAnswers(child, start)
  } catch (cause) {
    const printed = readFileSync(logFile, 'utf8')
    await stop()
    throw new Error(`${start.command} did not answer. It printed: ${printed || 'nothing'}`, { cause })
  }
  return { ...start.coordinates, pid: child.pid ?? 0, logFile, stop }
}

async function untilItAnswers(child: ChildProcess, start: Start<unknown>): Promise<void> {
  const failed = once(child, 'error').then(([error]) => Promise.reject(error))
  failed.catch(() => {})
  const deadline = performance.now() + readyWithinMs
  while (performance.now() < deadline) {
    if (child.exitCode !== null || child.signalCode !== null) throw new Error('It ended at once.')
    if (await Promise.race([start.answers(), failed])) return
    await pause(10)
  }
  throw new Error(`It was not ready within ${readyWithinMs / 1000} s.`)
}

async function end(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'exit')
  child.kill('SIGTERM')
  const killer = setTimeout(() => child.kill('SIGKILL'), stopWithinMs)
  await ended
  clearTimeout(killer)
}
