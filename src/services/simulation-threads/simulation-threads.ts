import { OperatorError } from '../../core/index.ts'
import type { SimulationRun, SimulationRunner } from '../../simulation/index.ts'
import { threadPool } from '../thread-pool/index.ts'
import type { ThreadOrder } from './program/index.ts'
import { text as programText } from './program-text.ts'

/** Runs in threads of their own, until they are closed. */
export type SimulationThreads = SimulationRunner & { close(): Promise<void> }

/**
 * A runner of so many threads, each of which starts when it is first of use and does one run at a time. `close`, and an abort of the signal,
 * end them at once, in the middle of a run too; runs that are not over then, and those asked for later, reject with OperatorError (exit 130).
 * Rejects with OperatorError as `runSimulation` throws it, and (exit 3) where a thread dies. Throws OperatorError on a number of threads that is none.
 */
export function simulationThreads({
  threads,
  signal,
}: {
  threads: number
  signal?: AbortSignal
}): SimulationThreads {
  if (!Number.isInteger(threads) || threads < 1)
    throw new OperatorError({
      sentence: `Simulations need 1 thread at least, got ${threads}.`,
      hint: 'Give as many as the machine has cores.',
    })
  const pool = threadPool<ThreadOrder, SimulationRun>({
    program: programText,
    threads,
    signal,
    words: { interrupted, died },
  })
  return {
    width: pool.width,
    run: (model, seed, dropping) => pool.run({ model, seed }, dropping),
    close: () => pool.close(),
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
