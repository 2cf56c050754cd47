import type { Tier } from '../core/index.ts'
import { type Need, type Resource, resources, shortages } from './need.ts'

/** How a need sits in a tier. */
export interface TierFit {
  name: string
  tier: Tier
  /** The tier holds the need as listed. */
  fits: boolean
  /** Tier minus need for each resource: negative is what the workload lacks, positive what it would waste. */
  difference: Need
  lacking: Resource[]
}

/** The smallest tier that holds `need`; where none does, the largest, with what the workload lacks in it. Null without tiers. */
export function nearestTier(need: Need, tiers: Record<string, Tier>): TierFit | null {
  let last: TierFit | null = null
  for (const [name, tier] of Object.entries(tiers)) {
    last = fitTier(need, name, tier)
    if (last.fits) return last
  }
  return last
}

function fitTier(need: Need, name: string, tier: Tier): TierFit {
  const lacking = shortages(need, tier)
  const difference = { ...need }
  for (const { key } of resources) difference[key] = tier[key] - need[key]
  return { name, tier, fits: lacking.length === 0, difference, lacking }
}
