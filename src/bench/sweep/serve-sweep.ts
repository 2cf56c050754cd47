import { isMainThread, parentPort, workerData } from 'node:worker_threads'
import { keepWorkers } from './keep-workers.ts'
import type { RoundAnswer, RoundRequest, StartOrder, WorkerMessage, WorkerRequest } from './messages.ts'
import { sweepParts } from './sweep-parts.ts'
import { type OpenCaseAt, type WorkerPort, work } from './work.ts'

/** How often the keeper of the workers looks whether anybody still waits for its answer. */
const lookEveryMs = 500

/**
 * The part in a sweep that this process or thread was started for, to its end: keeper of the workers of a round, or one of them.
 * False where it was started for something else. `program` is the file that both run.
 */
export async function serveSweep(program: string, openCase: OpenCaseAt): Promise<boolean> {
  const [, , part, text = ''] = process.argv
  if (!isMainThread && workerData?.part === sweepParts.worker) {
    await work(workerData.request as WorkerRequest, threadPort(), openCase)
  } else if (part === sweepParts.worker) {
    await work(JSON.parse(text) as WorkerRequest, processPort(), openCase)
  } else if (part === sweepParts.keeper) {
    await answerRound(program, JSON.parse(text) as RoundRequest)
  } else {
    return false
  }
  return true
}

/** Prints the answer as the last line, and ends the process, whatever a thread of it may have left open. */
async function answerRound(program: string, request: RoundRequest): Promise<void> {
  const parent = process.ppid
  const timer = setInterval(() => {
    if (process.ppid !== parent) process.exit(1)
  }, lookEveryMs)
  const answer: RoundAnswer = await keepWorkers(program, request)
  clearInterval(timer)
  process.stdout.write(`\n${request.token}${JSON.stringify(answer)}\n`, () => process.exit(0))
}

function threadPort(): WorkerPort {
  const port = parentPort
  if (port === null) throw new Error('a worker thread has a port')
  const order = new Promise<StartOrder>((resolve) => port.once('message', resolve))
  return { send: (message) => port.postMessage(message), order }
}

function processPort(): WorkerPort {
  const send = (message: WorkerMessage): void => {
    process.send?.(message)
  }
  const order = new Promise<StartOrder>((resolve) => {
    process.once('message', (message) => resolve(message as StartOrder))
  })
  // Without its keeper nobody wants its answer.
  process.once('disconnect', () => process.exit(1))
  process.on('uncaughtException', ({ message }) => send({ kind: 'failed', message }))
  return { send, order }
}
