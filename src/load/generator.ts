import { Worker } from 'node:worker_threads'
import { OperatorError } from '../core/index.ts'
import type { LoadPlan, Slice } from '../traffic/index.ts'
import { runSlice, type Second, type SliceResult } from './drive/index.ts'
import type { FromThread, ThreadOrder } from './program/index.ts'
import { text as programText } from './program-text.ts'

/** One slice of a plan, and when it begins. */
export interface Share {
  plan: LoadPlan
  slice: Slice
  startEpochMs: number
  leavesMissed: boolean
  onSecond(second: Second): void
  signal: AbortSignal
}

/** Runs a slice in this thread. */
export function generateHere({ plan, ...options }: Share): Promise<SliceResult> {
  return runSlice(plan, options)
}

/** Runs a slice in a thread of its own. Rejects with OperatorError as `runSlice` does, and (exit 3) where the thread dies. */
export function generateInThread({
  plan,
  slice,
  startEpochMs,
  leavesMissed,
  onSecond,
  signal,
}: Share): Promise<SliceResult> {
  const order: ThreadOrder = { plan, slice, startEpochMs, leavesMissed }
  const worker = new Worker(programText, { eval: true, execArgv: [], workerData: order })
  const stop = (): void => worker.postMessage('stop', [])
  signal.addEventListener('abort', stop, { once: true })
  if (signal.aborted) stop()
  return new Promise<SliceResult>((resolve, reject) => {
    worker.on('message', (message: FromThread) => {
      if (message.kind === 'second') onSecond(message.second)
      else if (message.kind === 'done') resolve(message.result)
      else reject(new OperatorError(message.problem))
    })
    worker.once('error', (error: unknown) =>
      reject(died(error instanceof Error ? error.message : String(error))),
    )
    // Whatever it had to say has been said by then.
    worker.once('exit', (code) => reject(died(`exit code ${code}`)))
  }).finally(() => signal.removeEventListener('abort', stop))
}

function died(how: string): OperatorError {
  return new OperatorError({
    sentence: `A generator thread ended before its time: ${how}.`,
    hint: 'Free memory, or ask for fewer --workers or --connections.',
    exitCode: 3,
  })
}
