import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { OperatorError } from '../../core/index.ts'
import type { DemoOrder, DemoReady } from './messages.ts'

/** An embedded target that runs. */
export interface DemoTarget {
  url: string
  port: number
  pid: number
  /** How it ended by itself, in words; null while it runs. */
  readonly endedEarly: string | null
  /** Ends it, and waits until it is gone; may be called more than once. */
  stop(): Promise<void>
}

/**
 * Starts the embedded target in a process of its own, on a free port of 127.0.0.1. It ends with this process, however that ends. Throws
 * OperatorError (exit 3) where it cannot be started.
 */
export async function startDemoTarget(order: DemoOrder): Promise<DemoTarget> {
  const { text } = await import('./demo-text.ts')
  // The program comes by its standard input, for nothing says that it lies in a file. Its channel is its life line.
  const child = spawn(process.execPath, ['--no-warnings', '-', JSON.stringify(order)], {
    stdio: ['pipe', 'ignore', 'pipe', 'ipc'],
    env: withoutOptions(process.env),
  })
  const errors = lastOf(child)
  child.stdin?.on('error', () => {})
  child.stdin?.end(text)
  const port = await listening(child, errors)
  let isStopping = false
  let endedEarly: string | null = null
  child.once('exit', (code, signal) => {
    if (!isStopping) endedEarly = code === null ? `killed by ${signal}` : `exit code ${code}`
  })
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    pid: child.pid ?? 0,
    get endedEarly() {
      return endedEarly
    },
    async stop() {
      isStopping = true
      await end(child)
    },
  }
}

/** What the operator lets Node do is not meant for this. */
function withoutOptions({ NODE_OPTIONS: _, ...rest }: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return rest
}

function listening(child: ChildProcess, errors: () => string): Promise<number> {
  return new Promise((resolve, reject) => {
    child.once('message', (ready: DemoReady) => resolve(ready.port))
    child.once('error', (error) => reject(notStarted(error.message)))
    child.once('exit', (code, signal) => reject(notStarted(errors() || `it ended with ${code ?? signal}`)))
  })
}

function notStarted(why: string): OperatorError {
  return new OperatorError({
    sentence: `The embedded target could not be started: ${why}.`,
    hint: 'Free memory and processes, or load a server of your own: lewis-perf loadtest URL.',
    exitCode: 3,
  })
}

function lastOf({ stderr }: ChildProcess): () => string {
  let last = ''
  stderr?.setEncoding('utf8').on('data', (piece: string) => {
    last = (last + piece).slice(-1000)
  })
  return () => last.split('\n').find((line) => /Error/.test(line)) ?? ''
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'exit')
  // It has nothing to lose, and may stand still.
  child.kill('SIGKILL')
  await ended
}
