import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { StartOrder, WorkerMessage, WorkerRequest } from './messages.ts'
import { sweepParts } from './sweep-parts.ts'

/** A worker as its keeper sees it. */
export interface WorkerHandle {
  send(order: StartOrder): void
  /** Ends it at once, whatever it does. */
  stop(): Promise<unknown>
}

export interface WorkerEvents {
  message(message: WorkerMessage): void
  /** It is no more, and what became of it. */
  ended(how: string): void
}

/** A thread that runs `program`; what it prints is dropped. */
export function startThread(program: string, request: WorkerRequest, events: WorkerEvents): WorkerHandle {
  const worker = new Worker(program, {
    workerData: { part: sweepParts.worker, request },
    stdin: false,
    stdout: true,
    stderr: true,
  })
  worker.stdout.resume()
  worker.stderr.resume()
  worker.on('message', events.message)
  worker.on('error', (error: unknown) => events.ended(failureOf(error)))
  worker.on('exit', (code) => events.ended(exitOf(code, null)))
  return { send: (order) => worker.postMessage(order, []), stop: () => worker.terminate() }
}

/** A process that runs `program`; what it prints is dropped, but for the last line of an error. */
export function startProcess(program: string, request: WorkerRequest, events: WorkerEvents): WorkerHandle {
  const child = fork(program, [sweepParts.worker, JSON.stringify(request)], {
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  })
  const last = lastText(child)
  child.on('message', (message) => events.message(message as WorkerMessage))
  child.on('error', (error) => events.ended(failureOf(error)))
  child.on('close', (code, signal) =>
    events.ended(last().includes('heap out of memory') ? outOfMemory : exitOf(code, signal)),
  )
  return {
    send: (order) => child.send(order, ignoreBrokenPipe),
    stop: () => killed(child),
  }
}

const outOfMemory = 'ran out of memory'
/** A worker that dies while it is written to tells by its end. */
const ignoreBrokenPipe = (): void => {}

function failureOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : null
  if (code === 'ERR_WORKER_OUT_OF_MEMORY') return outOfMemory
  return `failed: ${error instanceof Error ? error.message : String(error)}`
}

function exitOf(code: number | null, signal: string | null): string {
  return code === null ? `was killed by ${signal}` : `ended itself with exit code ${code}`
}

async function killed(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return
  const exit = once(child, 'exit')
  child.kill('SIGKILL')
  await exit
}

/** The end of what a process says on standard error, in bounded memory. */
function lastText({ stderr }: ChildProcess): () => string {
  let text = ''
  stderr?.setEncoding('utf8').on('data', (piece: string) => {
    text = (text + piece).slice(-10_000)
  })
  return () => text
}
