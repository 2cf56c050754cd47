import { parentPort } from 'node:worker_threads'
import { OperatorError } from '../../../core/index.ts'
import { runSimulation } from '../../../simulation/index.ts'
import type { FromThread, ThreadOrder } from './messages.ts'

// The program of a thread that simulates: each message is an order, and each order is answered once.

const answer = (message: FromThread): void => parentPort?.postMessage(message, [])

parentPort?.on('message', ({ model, seed }: ThreadOrder) => {
  try {
    answer({ kind: 'done', run: runSimulation(model, seed) })
  } catch (error) {
    if (!(error instanceof OperatorError)) throw error
    const { sentence, hint, exitCode } = error
    answer({ kind: 'failed', problem: { sentence, hint, exitCode } })
  }
})
