import type { SimulationSummary } from '../../src/simulation/index.ts'

const shares = [0.01, 0.5, 0.9, 0.99, 0.999]

/** All of a summary that can be compared. */
export function figuresOf({ responseAt, scans, ...summary }: SimulationSummary): object {
  const { waitAt, totalAt, ...jobs } = scans ?? { waitAt: () => null, totalAt: () => null }
  return {
    ...summary,
    responses: shares.map(responseAt),
    scans: { ...jobs, waits: shares.map(waitAt), totals: shares.map(totalAt) },
  }
}
