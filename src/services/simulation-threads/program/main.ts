import { parentPort } from 'node:worker_threads'
import { OperatorError } from '../../../core/index.ts'
import { runSimulation, type SimulationRun } from '../../../simulation/index.ts'
import type { FromThread } from '../../thread-pool/index.ts'
import type { ThreadOrder } from './messages.ts'

// The program of a thread that simulates: each message is an order, and each order is answered once.

const answer = (message: FromThread<SimulationRun>): void => parentPort?.postMessage(message, [])

parentPort?.on('message', ({ model, seed }: ThreadOrder) => {
  try {
    answer({ kind: 'done', answer: runSimulation(model, seed) })
  } catch (error) {
    if (!(error instanceof OperatorError)) throw error
    const { sentence, hint, exitCode } = error
    answer({ kind: 'failed', problem: { sentence, hint, exitCode } })
  }
})
