import { OperatorError } from '../core/index.ts'
import { runSimulation, type SimulationRun } from './engine/index.ts'
import { estimateOf, isNarrow, type SimulationEstimate } from './estimates.ts'
import type { SimulationRunner } from './runner.ts'
import { seedOfRun } from './seed-of-run.ts'
import type { SimulationModel } from './simulation-model.ts'
import { type SimulationSummary, summaryOf } from './summary.ts'

/** How many replications, and how sure. */
export interface ReplicationOptions {
  /** A whole number from 0 to 2^32 - 1; each run has its own from it, by `seedOfRun`. */
  seed: number
  /** Half of the interval of the mean response time, as a share of it. */
  precision: number
  /** Of all intervals, 0 to 1 (0.95). */
  level?: number
  leastRuns?: number
  mostRuns?: number
}

/** How many, how sure, until when, and whom to tell. */
export interface ReplicateWithOptions extends ReplicationOptions {
  signal?: AbortSignal
  onRun?: (runs: number, estimate: SimulationEstimate | null) => void
}

/**
 * Runs a model with one seed after the other until the interval of its mean response time is narrow enough. A percentile is that of all
 * requests together, and its interval comes from those of the runs: Asmussen and Glynn, Stochastic Simulation, 2007, III.5 (sectioning).
 */
export function replicate(model: SimulationModel, options: ReplicationOptions): SimulationSummary {
  const taken = runsTaken(options)
  while (!taken.isOver) taken.take(runSimulation(model, seedOfRun(options.seed, taken.runs.length)))
  return taken.summary()
}

/**
 * As `replicate`, to the last bit, with as many runs at once as are of use to the runner; those begun too many are dropped. When the signal
 * aborts, what is over by then is the result; throws OperatorError (exit 130) where that is nothing. `onRun` hears of each run in its turn,
 * with the mean response time in seconds until then: without end in width after one run, null where no request was answered.
 */
export async function replicateWith(
  runner: SimulationRunner,
  model: SimulationModel,
  { signal, onRun, ...options }: ReplicateWithOptions,
): Promise<SimulationSummary> {
  const taken = runsTaken(options)
  const over = new Map<number, SimulationRun | { error: unknown }>()
  const underWay = new Set<AbortController>()
  let begun = 0
  let wake = (): void => undefined
  const onAbort = (): void => wake()
  const isAborted = (): boolean => signal?.aborted === true
  signal?.addEventListener('abort', onAbort, { once: true })

  function begin(): void {
    // Not far ahead of a run that takes long: what is over waits in memory for its turn.
    const end = Math.min(taken.mostRuns, taken.runs.length + 2 * runner.width)
    while (underWay.size < runner.width && begun < end) {
      const index = begun++
      // One for each: a signal warns of its eleventh listener.
      const dropping = new AbortController()
      underWay.add(dropping)
      const ended = (outcome: SimulationRun | { error: unknown }): void => {
        underWay.delete(dropping)
        over.set(index, outcome)
        wake()
      }
      runner
        .run(model, seedOfRun(options.seed, index), dropping.signal)
        .then(ended, (error: unknown) => ended({ error }))
    }
  }

  function takeAll(): void {
    for (let next = over.get(taken.runs.length); next !== undefined; next = over.get(taken.runs.length)) {
      if (taken.isOver || isAborted()) return
      if ('error' in next) throw next.error
      over.delete(taken.runs.length)
      taken.take(next)
      onRun?.(taken.runs.length, taken.estimate)
    }
  }

  try {
    while (!taken.isOver && !isAborted()) {
      begin()
      await new Promise<void>((resolve) => {
        wake = resolve
      })
      takeAll()
    }
  } finally {
    signal?.removeEventListener('abort', onAbort)
    for (const dropping of underWay) dropping.abort()
  }
  if (taken.runs.length === 0 && isAborted()) throw interruptedTooEarly()
  return taken.summary()
}

/** Nothing is known yet. */
export function interruptedTooEarly(): OperatorError {
  return new OperatorError({
    sentence: 'The simulation was interrupted before its first run was over.',
    hint: 'Give it more time, or a shorter --duration.',
    exitCode: 130,
  })
}

/** The runs so far, and whether they are enough. */
interface RunsTaken {
  readonly runs: readonly SimulationRun[]
  readonly mostRuns: number
  readonly isOver: boolean
  /** Of the mean response time. */
  readonly estimate: SimulationEstimate | null
  take(run: SimulationRun): void
  summary(): SimulationSummary
}

function runsTaken({
  precision,
  level = 0.95,
  leastRuns = 5,
  mostRuns = 100,
}: ReplicationOptions): RunsTaken {
  const runs: SimulationRun[] = []
  let estimate: SimulationEstimate | null = null
  let isPrecise = false
  return {
    runs,
    mostRuns,
    get isOver() {
      return isPrecise || runs.length >= mostRuns
    },
    get estimate() {
      return estimate
    },
    take(run) {
      runs.push(run)
      estimate = estimateOf(runs, (one) => one.meanResponseSeconds, level)
      isPrecise = runs.length >= leastRuns && isNarrow(estimate, precision)
    },
    summary: () => summaryOf(runs, level, isPrecise),
  }
}
