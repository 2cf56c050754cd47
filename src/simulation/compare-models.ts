import { hdrQuantile } from '../metrics/index.ts'
import type { SimulationRun } from './engine/index.ts'
import { estimateOf, isNarrow, type SimulationEstimate } from './estimates.ts'
import { interruptedTooEarly, type ReplicateWithOptions } from './replications.ts'
import type { SimulationRunner } from './runner.ts'
import { seedOfRun } from './seed-of-run.ts'
import type { SimulationModel } from './simulation-model.ts'
import { type SimulationSummary, summaryOf } from './summary.ts'

/** A model under the name by which it is told apart. */
export interface NamedModel {
  name: string
  model: SimulationModel
}

/** How much more of a figure a model has than the first one, run by run with the same random numbers. */
export interface PairedDifference {
  figure: ComparedFigure
  difference: SimulationEstimate
  /** `same` where the interval includes 0. */
  verdict: 'lower' | 'higher' | 'same'
}

/** Mean and p99 of the response time in seconds; the share of all that came that gave up; instances that are paid for. */
export type ComparedFigure = 'meanResponse' | 'p99Response' | 'gaveUpShare' | 'instances'

const comparedFigures: Readonly<Record<ComparedFigure, (run: SimulationRun) => number | null>> = {
  meanResponse: (run: SimulationRun): number | null => run.meanResponseSeconds,
  p99Response: (run: SimulationRun): number | null => {
    const p99 = hdrQuantile(run.response, 0.99)
    return p99 === null ? null : p99 / 1e6
  },
  gaveUpShare: ({ counts }: SimulationRun): number =>
    counts.arrived === 0 ? 0 : counts.gaveUp / counts.arrived,
  instances: (run: SimulationRun): number => run.instanceSeconds / run.measuredSeconds,
}

/** Models side by side; each further one against the first. */
export interface ModelComparison {
  models: { name: string; summary: SimulationSummary; differences: PairedDifference[] }[]
}

/**
 * Runs all models with the same seeds (common random numbers), so that a difference is theirs and not the traffic's, until the mean
 * response time of each is as precise as was asked for. Differences are paired by run: Law, Simulation Modeling and Analysis, 10.2.
 */
export async function compareModels(
  runner: SimulationRunner,
  models: readonly NamedModel[],
  { seed, precision, level = 0.95, leastRuns = 5, mostRuns = 100, signal, onRun }: ReplicateWithOptions,
): Promise<ModelComparison> {
  const runs: SimulationRun[][] = models.map(() => [])
  let isPrecise = false
  let count = 0
  while (count < mostRuns && !isPrecise) {
    const round = await unlessAborted(
      Promise.all(models.map(({ model }) => runner.run(model, seedOfRun(seed, count)))),
      signal,
    )
    if (round === null) break
    for (const [index, run] of round.entries()) runs[index]?.push(run)
    count++
    const estimates = runs.map((ofOne) => estimateOf(ofOne, comparedFigures.meanResponse, level))
    onRun?.(count, estimates[0] ?? null)
    isPrecise = count >= leastRuns && estimates.every((estimate) => isNarrow(estimate, precision))
  }
  if (count === 0) throw interruptedTooEarly()
  return {
    models: models.map(({ name }, index) => ({
      name,
      summary: summaryOf(runs[index] ?? [], level, isPrecise),
      differences: index === 0 ? [] : differencesOf(runs[index] ?? [], runs[0] ?? [], level),
    })),
  }
}

/** Null as soon as the signal aborts: a run that is cut off need not end. */
async function unlessAborted<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T | null> {
  if (signal === undefined) return work
  if (signal.aborted) return null
  let stop = (): void => undefined
  const aborted = new Promise<null>((resolve) => {
    stop = () => resolve(null)
  })
  signal.addEventListener('abort', stop, { once: true })
  try {
    return await Promise.race([work, aborted])
  } catch (error) {
    if (signal.aborted) return null
    throw error
  } finally {
    signal.removeEventListener('abort', stop)
  }
}

function differencesOf(
  runs: readonly SimulationRun[],
  first: readonly SimulationRun[],
  level: number,
): PairedDifference[] {
  return (Object.keys(comparedFigures) as ComparedFigure[]).flatMap((figure): PairedDifference[] => {
    const of = comparedFigures[figure]
    const pairs = runs.map((run, index) => {
      const before = first[index]
      const [mine, other] = [of(run), before === undefined ? null : of(before)]
      return mine === null || other === null ? null : mine - other
    })
    const difference = estimateOf(pairs, (value) => value, level)
    if (difference === null) return []
    const verdict = difference.low > 0 ? 'higher' : difference.high < 0 ? 'lower' : 'same'
    return [{ figure, difference, verdict }]
  })
}
