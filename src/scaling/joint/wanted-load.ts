import { median, senSlope } from '../../metrics/index.ts'
import { type FleetLoad, loadBetween } from '../replay/index.ts'
import type { WorkloadFacts } from './joint-goal.ts'

const day = 86_400
const fewestDays = 5
/** More than this in a plan is more than a history of two weeks can tell. */
const mostGrowth = 1.5

/** What the pods wanted: what they used, and as much more as they were kept from using. */
export function wantedLoad({ load, throttled }: WorkloadFacts): FleetLoad {
  if (throttled === null) return load
  const cores = load.cores.map((used, step) => used * (1 + Math.min(1, Math.max(0, throttled[step] ?? 0))))
  return { ...load, cores }
}

/** The load to plan for, and by how much its trend has multiplied it. */
export interface GrownLoad {
  load: FleetLoad
  factor: number
  /** Of the busiest moments of the days, a day; 0 where it does not surely grow. */
  growthPerDay: number
}

/**
 * The load at the end of the horizon and the headroom on it, by the trend of the days' busiest moments (Sen's slope); a trend whose direction is not sure at 95 %, or
 * of fewer than 5 days, is none. It never shrinks: what was needed may be needed again.
 */
export function grownLoad(load: FleetLoad, horizonSeconds: number, headroom: number): GrownLoad {
  const { growthPerDay, factor } = trendOf(load, horizonSeconds)
  const all = factor * (1 + headroom)
  if (all === 1) return { load, factor, growthPerDay }
  return {
    load: {
      ...load,
      cores: load.cores.map((cores) => cores * all),
      inFlight: load.inFlight?.map((requests) => requests * all) ?? null,
    },
    factor,
    growthPerDay,
  }
}

function trendOf(load: FleetLoad, horizonSeconds: number): { factor: number; growthPerDay: number } {
  const peaks = dailyPeaks(load)
  const none = { factor: 1, growthPerDay: 0 }
  if (peaks.length < fewestDays) return none
  const { slope, low } = senSlope(peaks.map((value, at) => ({ at, value })))
  const level = median(peaks)
  if (!(low > 0 && level > 0)) return none
  // From the middle of the history, where the slope's line passes through the median, to the end of the horizon.
  const latest = level + slope * ((peaks.length - 1) / 2)
  const factor = Math.min(mostGrowth, (latest + slope * (horizonSeconds / day)) / Math.max(...peaks))
  return { factor: Math.max(1, factor), growthPerDay: slope / level }
}

/** The busiest moment of each whole day, in cores. */
function dailyPeaks(load: FleetLoad): number[] {
  const steps = Math.round(day / load.stepSeconds)
  return Array.from({ length: Math.floor(load.cores.length / steps) }, (_, index) =>
    mostOf(loadBetween(load, index * steps, (index + 1) * steps).cores),
  )
}

/** The largest that is known; 0 where nothing is. */
export function mostOf(values: Float64Array): number {
  let most = 0
  for (const value of values) if (value > most) most = value
  return most
}
