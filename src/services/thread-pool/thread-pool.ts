import { Worker } from 'node:worker_threads'
import { type ExitCode, OperatorError } from '../../core/index.ts'

/** What a thread answers to an order. */
export type FromThread<Answer> =
  | { kind: 'done'; answer: Answer }
  | { kind: 'failed'; problem: { sentence: string; hint: string; exitCode: ExitCode } }

/** Threads that carry out orders, until they are closed. */
export interface ThreadPool<Order, Answer> {
  /** How many orders are carried out at once. */
  width: number
  /** Rejects with OperatorError (exit 130) where `dropping` aborts, or the pool is closed, before it is over. */
  run(order: Order, dropping?: AbortSignal): Promise<Answer>
  close(): Promise<void>
}

interface Job<Order, Answer> {
  order: Order
  settle(outcome: Answer | OperatorError): void
}

interface Thread<Order, Answer> {
  worker: Worker
  job: Job<Order, Answer> | null
}

/**
 * So many threads of a program, each of which starts when it is first of use and carries out one order at a time, in their order. `close`, and an
 * abort of the signal, end them at once, in the middle of an order too. What a program answers as a failure, and (by `died`) the end of a thread,
 * reject.
 */
export function threadPool<Order, Answer>({
  program,
  threads: width,
  signal,
  words,
}: {
  program: string
  threads: number
  signal?: AbortSignal | undefined
  words: { interrupted(): OperatorError; died(how: string): OperatorError }
}): ThreadPool<Order, Answer> {
  const threads = new Set<Thread<Order, Answer>>()
  const ending = new Set<Promise<unknown>>()
  const waiting = new Set<Job<Order, Answer>>()
  let isClosed = false

  function start(): Thread<Order, Answer> {
    const worker = new Worker(program, { eval: true, execArgv: [] })
    const thread: Thread<Order, Answer> = { worker, job: null }
    threads.add(thread)
    worker.on('message', (message: FromThread<Answer>) =>
      settle(thread, message.kind === 'done' ? message.answer : new OperatorError(message.problem)),
    )
    worker.on('error', (error: unknown) =>
      end(thread, words.died(error instanceof Error ? error.message : String(error))),
    )
    // Whatever it had to say has been said by then.
    worker.on('exit', (code) => end(thread, words.died(`exit code ${code}`)))
    return thread
  }

  function settle(thread: Thread<Order, Answer>, outcome: Answer | OperatorError): void {
    const { job } = thread
    thread.job = null
    job?.settle(outcome)
    work()
  }

  function end(thread: Thread<Order, Answer>, why: OperatorError): void {
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

  function drop(job: Job<Order, Answer>): void {
    if (waiting.delete(job)) job.settle(words.interrupted())
    for (const thread of threads) if (thread.job === job) end(thread, words.interrupted())
  }

  async function close(): Promise<void> {
    isClosed = true
    signal?.removeEventListener('abort', close)
    for (const job of waiting) drop(job)
    for (const thread of threads) end(thread, words.interrupted())
    await Promise.all(ending)
  }

  signal?.addEventListener('abort', close, { once: true })
  if (signal?.aborted === true) isClosed = true
  return {
    width,
    run: (order, dropping) =>
      new Promise<Answer>((resolve, reject) => {
        const job: Job<Order, Answer> = {
          order,
          settle(outcome) {
            dropping?.removeEventListener('abort', onDrop)
            if (outcome instanceof OperatorError) reject(outcome)
            else resolve(outcome)
          },
        }
        const onDrop = (): void => drop(job)
        if (isClosed || dropping?.aborted === true) return job.settle(words.interrupted())
        dropping?.addEventListener('abort', onDrop, { once: true })
        waiting.add(job)
        work()
      }),
    close,
  }
}
