import type { SimulationEstimate, SimulationModel, SimulationSummary } from '../../../src/simulation/index.ts'

/** A figure of which theory knows the truth, and how a summary is asked for it. */
export interface Figure {
  name: string
  /** Seconds, or a share. */
  truth(): number
  of(summary: SimulationSummary): SimulationEstimate | null
}

/** A model that theory can solve. */
export interface TheoryCase {
  name: string
  /** From where the truth is. */
  source: string
  model: SimulationModel
  /** Of each seed. */
  runs: number
  figures: readonly Figure[]
}

export const meanResponse = (truth: () => number): Figure => ({
  name: 'mean response',
  truth,
  of: (summary) => summary.meanResponse,
})

export const meanWait = (truth: () => number): Figure => ({
  name: 'mean wait',
  truth,
  of: (summary) => summary.meanWait,
})

/** A figure for each of these percentiles of the response time. */
export function responses(percentiles: readonly number[], truthAt: (p: number) => number): Figure[] {
  return percentiles.map((p) => ({
    name: `response p${Number((p * 100).toPrecision(6))}`,
    truth: () => truthAt(p),
    of: (summary) => summary.responseAt(p),
  }))
}

export const lossShare = (truth: () => number): Figure => ({
  name: 'loss share',
  truth,
  of: (summary) => summary.failedShare.refused,
})
