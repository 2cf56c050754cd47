import { usualTolerance } from '../hpa/index.ts'
import {
  type FleetLimits,
  type FleetLoad,
  type FleetReplay,
  type FleetSettings,
  knownSeconds,
  podPrice,
  podsAtLeast,
  replayWithin,
} from '../replay/index.ts'
import { type Follower, followerAtLeast } from './follower-at-least.ts'
import type { JointGoal } from './joint-goal.ts'
import type { LoadLevels } from './load-levels.ts'
import { podsNeeded } from './pods-needed.ts'

/** Settings, and what they would have done. */
export interface Trial {
  settings: FleetSettings
  replay: FleetReplay
}

/** The best that was found, and how many were tried. */
interface Found {
  best: Trial | null
  tried: number
}

/** What is searched: the settings of least cost that miss no more than they may. */
export interface Search {
  /** To plan for. */
  load: FleetLoad
  /** As it was seen: an autoscaler keeps less in hand where there is less load, and a jump may then hit it harder. */
  seen: FleetLoad
  limits: FleetLimits
  goal: JointGoal
  /** What was wanted, of the load to plan for. */
  levels: (share: number) => LoadLevels
  memoryBytes: number
  /** What the number of pods follows. */
  metric: 'cpu' | 'in-flight'
  /** Looks of the autoscaler: as long as a step is enough to choose by. */
  everySeconds: number
  /** Seconds that a day may miss. */
  missedByDay: (day: number) => number
}

const targets = [90, 80, 70, 60, 50, 40, 30]
const mostFloors = 12
/** Of two that cost the same to 1 % the first, which is simpler, is taken. */
const worthwhile = 0.99
const day = 86_400

/**
 * The cheapest with pods of this size, below a cost: a fixed number, or an autoscaler; null where none is, or the quota or a million pods are
 * not enough. That it holds by the load as it was seen is asked of the cheapest alone, and of all that are tried only where that one does not.
 */
export function cheapestOfSize(search: Search, cpuMilli: number, mostCost: number): Found {
  const { best, tried } = searched(search, cpuMilli, mostCost, () => true)
  if (best === null || holdsAsSeen(search, best)) return { best, tried }
  const again = searched(search, cpuMilli, mostCost, (trial) => holdsAsSeen(search, trial))
  return { best: again.best, tried: tried + again.tried }
}

/** The best of those that also hold by `isKept`, which is asked last. */
function searched(
  search: Search,
  cpuMilli: number,
  mostCost: number,
  isKept: (trial: Trial) => boolean,
): Found {
  const { load, limits, goal, missedByDay } = search
  const peak = podsNeeded(search.levels(1), cpuMilli / 1000, limits)
  if (peak === null) return { best: null, tried: 0 }
  const mostPods = podsWithin(goal, cpuMilli, search.memoryBytes)
  const least = Math.min(Math.max(1, goal.leastReplicas), mostPods)
  const bounded = (pods: number): number => Math.min(mostPods, Math.max(least, pods))
  const floors = floorsBetween(least, bounded(peak))
  let tried = 0
  let best: Trial | null = null
  const pod = { cpuRequestMilli: cpuMilli, cpuLimitMilli: null, memoryRequestBytes: search.memoryBytes }
  const price = podPrice(pod, goal.prices)
  const atLeast = podsAtLeast(load, pod, limits, missedByDay)
  const affordable = (): number => (best === null ? mostCost : best.replay.costPerMonth * worthwhile)
  const isCostly = (podSeconds: number): boolean =>
    (podSeconds * price) / Math.max(1, load.cores.length * load.stepSeconds) > affordable()
  const mostOf = (floor: number): number => Math.max(floor, bounded(Math.ceil(peak * 1.25) + 1))
  const attempt = (
    replicas: number,
    targetUtilization: number | null,
    follows: (from: number) => number = () => 0,
  ): Trial | 'missed' | 'costly' => {
    if (isCostly(atLeast(replicas, 0))) return 'costly'
    tried += 1
    const settings: FleetSettings = {
      ...pod,
      memoryLimitBytes: search.memoryBytes,
      replicas,
      autoscaler:
        targetUtilization === null
          ? null
          : {
              metric: search.metric,
              minReplicas: replicas,
              maxReplicas: mostOf(replicas),
              targetUtilization,
              tolerance: usualTolerance,
              scaleUp: null,
              scaleDown: null,
            },
    }
    const replay = replayWithin(load, settings, limits, goal.prices, search.everySeconds, {
      missedByDay,
      costPerMonth: affordable(),
      podsAtLeast: (from) => Math.max(atLeast(replicas, from), follows(from)),
    })
    if (typeof replay === 'string') return replay
    const trial = { settings, replay }
    return isKept(trial) ? trial : 'missed'
  }
  for (const pods of [peak, fixedNeed(search, cpuMilli) ?? peak]) {
    const fixed = attempt(bounded(pods), null)
    if (typeof fixed !== 'string') best = fixed
  }
  for (const targetUtilization of goal.isFixed === true ? [] : targets) {
    const follows = followerAtLeast(load, {
      ...followed(search, cpuMilli),
      targetUtilization,
      minReplicas: least,
      maxReplicas: mostOf(least),
      everySeconds: search.everySeconds,
      ...limits,
    })
    if (isCostly(follows(0))) continue
    const found = fewestFloor(floors, (floor) => attempt(floor, targetUtilization, follows))
    if (found !== null) best = found
  }
  return { best, tried }
}

/** What a day may miss: of a history shorter than a day no more than of that. */
export function mayMiss({ missedShare, noWorseThan }: JointGoal, seen: FleetLoad): (today: number) => number {
  const share = missedShare * Math.min(day, knownSeconds(seen))
  return (today) => Math.max(share, noWorseThan?.[today] ?? 0)
}

/** Whether an autoscaler misses no more of the load that was seen, where it keeps less in hand. */
function holdsAsSeen(search: Search, { settings }: Trial): boolean {
  const { load, seen, limits, goal, everySeconds, missedByDay } = search
  if (settings.autoscaler === null || seen === load) return true
  const replay = replayWithin(seen, settings, limits, goal.prices, everySeconds, {
    missedByDay,
    costPerMonth: Number.POSITIVE_INFINITY,
    podsAtLeast: () => 0,
  })
  return typeof replay !== 'string'
}

function followed({ load, limits, metric }: Search, cpuMilli: number): Pick<Follower, 'used' | 'request'> {
  if (metric === 'in-flight' && load.inFlight !== null)
    return { used: load.inFlight, request: limits.slotsPerPod ?? 1 }
  return { used: load.cores, request: cpuMilli / 1000 }
}

/** Every count between two, or a dozen that are each larger by the same share. */
function floorsBetween(least: number, most: number): number[] {
  const count = Math.min(mostFloors, most - least + 1)
  if (count <= 1) return [least]
  const growth = Math.log(most / least) / (count - 1)
  const floors = Array.from({ length: count }, (_, index) =>
    most - least < mostFloors ? least + index : Math.round(least * Math.exp(growth * index)),
  )
  return [...new Set(floors)]
}

/** With the first floor that is kept: more pods never miss more, and never cost less. */
function fewestFloor(
  floors: readonly number[],
  attempt: (floor: number) => Trial | 'missed' | 'costly',
): Trial | null {
  let [low, high] = [0, floors.length]
  let found: Trial | null = null
  while (low < high) {
    const middle = Math.floor((low + high) / 2)
    const trial = attempt(floors[middle] ?? 1)
    if (trial === 'missed') low = middle + 1
    else high = middle
    if (typeof trial !== 'string') found = trial
  }
  return found
}

/** What carries all but the share of the time that may be missed. */
export function fixedNeed({ levels, limits, goal }: Search, cpuMilli: number): number | null {
  return podsNeeded(levels(1 - goal.missedShare), cpuMilli / 1000, limits)
}

/** How many pods of a size the quota has room for. */
export function podsWithin({ quota }: JointGoal, cpuMilli: number, memoryBytes: number): number {
  const rooms = [
    quota.pods,
    quota.cpuMilli === null ? null : Math.floor(quota.cpuMilli / cpuMilli),
    quota.memoryBytes === null ? null : Math.floor(quota.memoryBytes / memoryBytes),
  ]
  return Math.max(1, Math.min(...rooms.map((room) => room ?? Number.POSITIVE_INFINITY)))
}
