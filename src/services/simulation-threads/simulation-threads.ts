import { Worker } from 'node:worker_threads'
import { OperatorError } from '../../core/index.ts'
import type { SimulationRun, SimulationRunner } from '../../simulation/index.ts'
import type { FromThread, ThreadOrder } from './program/index.ts'
import { text as programText } from './program-text.ts'

/** Runs in threads of their own, until they are closed. */
export type SimulationThreads = SimulationRunner & { close(): Promise<void> }

interface Job {
  order: ThreadOrder
  settle(outcome: SimulationRun | OperatorError): void
}

interface Thread {
  worker: Worker
  job: Job | null
}

/**
 * A runner of so many threads, each of which starts when it is first of use and does one run at a time. `close`, and an abort of the signal,
 * end them at once, in the middle of a run too; runs that are not over then, and those asked for later, reject with OperatorError (exit 130).
 * Rejects with OperatorError as `runSimulation` throws it, and (exit 3) where a thread dies. Throws OperatorError on a number of threads that is none.
 */
export function simulationThreads({
  threads: width,
  signal,
}: {
  threads: number
  signal?: AbortSignal
}): SimulationThreads {
  if (!Number.isInteger(width) || width < 1)
    throw new OperatorError({
      sentence: `Simulations need 1 thread at least, got ${width}.`,
      hint: 'Give as many as the machine has cores.',
    })
  const threads = new Set<Thread>()
  const ending = new Set<Promise<unknown>>()
  const waiting = new Set<Job>()
  let isClosed = false

  function start(): Thread {
    const worker = new Worker(programText, { eval: true, execArgv: [] })
    const thread: Thread = { worker, job: null }
    threads.add(thread)
    worker.on('message', (message: FromThread) =>
      settle(thread, message.kind === 'done' ? message.run : new OperatorError(message.problem)),
    )
    worker.on('error', (error: unknown) =>
      end(thread, died(error instanceof Error ? error.message : String(error))),
    )
    // Whatever it had to say has been said by then.
    worker.on('exit', (code) => end(thread, died(`exit code ${code}`)))
    return thread
  }

  function settle(thread: Thread, outcome: SimulationRun | OperatorError): void {
    const { job } = thread
    thread.job = null
    job?.settle(outcome)
    work()
  }

  function end(thread: Thread, why: OperatorError): void {
    if (!threads.delete(thread)) return
    const ended: Promise<unknown> = thread.worker.terminate().finally(() => ending.delete(ended))
    ending.add(ended)
    settle(thread, why)
  }

  function work(): void {
    for (const job of waiting) {
      const idle = [...threads].find((thread) => thread.job === null)
      if (idle === undefined && threads.size >= width) return
      waiting.delete(job)
      const thread = idle ?? start()
      thread.worker.postMessage(job.order, [])
      thread.job = job
    }
  }

  function drop(job: Job): void {
    if (waiting.delete(job)) job.settle(interrupted())
    for (const thread of threads) if (thread.job === job) end(thread, interrupted())
  }

  async function close(): Promise<void> {
    isClosed = true
    signal?.removeEventListener('abort', close)
    for (const job of waiting) drop(job)
    for (const thread of threads) end(thread, interrupted())
    await Promise.all(ending)
  }

  signal?.addEventListener('abort', close, { once: true })
  if (signal?.aborted === true) isClosed = true
  return {
    width,
    run: (model, seed, dropping) =>
      new Promise<SimulationRun>((resolve, reject) => {
        const job: Job = {
          order: { model, seed },
          settle(outcome) {
            dropping?.removeEventListener('abort', onDrop)
            if (outcome instanceof OperatorError) reject(outcome)
            else resolve(outcome)
          },
        }
        const onDrop = (): void => drop(job)
        if (isClosed || dropping?.aborted === true) return job.settle(interrupted())
        dropping?.addEventListener('abort', onDrop, { once: true })
        waiting.add(job)
        work()
      }),
    close,
  }
}

function interrupted(): OperatorError {
  return new OperatorError({
    sentence: 'A simulation was interrupted in the middle of a run.',
    hint: 'Give it more time, or a shorter --duration.',
    exitCode: 130,
  })
}

function died(how: string): OperatorError {
  return new OperatorError({
    sentence: `A thread that simulates ended before its time: ${how}.`,
    hint: 'Free memory, or simulate a system that is not overloaded for so long.',
    exitCode: 3,
  })
}
