import { askedAt } from './desired-replicas.ts'
import type { HpaSettings } from './settings.ts'

/** Both ends are in it, in whole thousandths. */
export interface UsageBand {
  fromMilli: number
  toMilli: number
}

/** The usage at which so many pods, all ready, stay as they are: kept, or already as few, or as many, as there may be. */
export function usageBands(settings: HpaSettings): {
  of(replicas: number, requestMilli: number): UsageBand
} {
  const { minReplicas, maxReplicas, targetUtilization, tolerance } = settings
  const known = new Map<number, { band: UsageBand; requestMilli: number }>()
  /** The least per cent from `start` on at which they ask for at least, or for more than, so many. */
  const percentFor = (start: number, asks: (percent: number) => boolean): number => {
    let percent = Math.max(0, Math.floor(start) - 2)
    while (!asks(percent)) percent += 1
    return percent
  }
  const bandOf = (replicas: number, requestMilli: number): UsageBand => {
    if (requestMilli === 0) return { fromMilli: 0, toMilli: Number.POSITIVE_INFINITY }
    const asked = (percent: number): number => askedAt(settings, percent, replicas, replicas)
    const lowest = targetUtilization * Math.min(1 - tolerance.down, (replicas - 1) / replicas)
    const highest = targetUtilization * (1 + tolerance.up)
    const request = replicas * requestMilli
    return {
      fromMilli:
        replicas === minReplicas
          ? 0
          : usageFor(
              percentFor(lowest, (percent) => asked(percent) >= replicas),
              request,
            ),
      toMilli:
        replicas === maxReplicas
          ? Number.POSITIVE_INFINITY
          : usageFor(
              percentFor(highest, (percent) => asked(percent) > replicas),
              request,
            ) - 1,
    }
  }
  return {
    of(replicas, requestMilli) {
      const found = known.get(replicas)
      if (found?.requestMilli === requestMilli) return found.band
      const band = bandOf(replicas, requestMilli)
      known.set(replicas, { band, requestMilli })
      return band
    },
  }
}

/** The least usage that is so many whole per cent of a request. */
function usageFor(percent: number, request: number): number {
  const isEnough = (usage: number): boolean => Math.floor((usage * 100) / request) >= percent
  let usage = Math.floor((percent * request) / 100)
  while (usage > 0 && isEnough(usage - 1)) usage -= 1
  while (!isEnough(usage)) usage += 1
  return usage
}
