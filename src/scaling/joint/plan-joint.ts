import { OperatorError } from '../../core/index.ts'
import { type FleetLimits, knownSeconds, podPrice } from '../replay/index.ts'
import { explain } from './explain.ts'
import type { JointGoal, JointPlan, WorkloadFacts } from './joint-goal.ts'
import { type LoadLevels, levelsOf } from './load-levels.ts'
import { memoryRequest } from './memory-request.ts'
import { otherSizes, presentSize } from './pod-sizes.ts'
import { afterLoss, podsNeeded } from './pods-needed.ts'
import { cheapestOfSize, mayMiss, podsWithin, type Search, type Trial } from './search-settings.ts'
import { grownLoad, wantedLoad } from './wanted-load.ts'

/** A change of size has to save so much: it restarts every pod. */
const worthAChange = 0.95
/** What would cost more if the number of pods followed the load without delay is not searched; that is computed of a sample. */
const aboutRight = 1.03
/** Sizes of which the least possible cost is computed first; as many of them are searched. */
const searchedSizes = 3

/**
 * Pod size, memory, number of pods and autoscaler together, at least cost: each candidate is replayed against the load that was seen (with its
 * trend, and what its pods were kept from using), and may miss no more than the goal allows. The autoscaler follows requests in flight where
 * slots, and not CPU, are what runs out. With settings that the quota does not let carry the load the plan says so, and is the most that it allows.
 */
export function planJoint(facts: WorkloadFacts, goal: JointGoal): JointPlan {
  const wanted = wantedLoad(facts)
  const grown = grownLoad(wanted, goal.horizonSeconds, goal.headroom)
  const limits = afterLoss(goal.limits, goal.redundancy)
  const memory = memoryRequest(facts, goal.bounds)
  const now = presentSize(wanted, facts.current, goal)
  const levels = levelsOf(grown.load)
  const search: Search = {
    load: grown.load,
    seen: wanted,
    limits,
    goal,
    levels,
    memoryBytes: memory.bytes,
    metric: followed(levels(1), limits, now),
    everySeconds: goal.everySeconds,
    missedByDay: mayMiss(goal, wanted),
  }
  const promising = otherSizes(wanted, facts.current, goal)
    .map((size) => ({ size, cost: leastCost(search, size) }))
    .toSorted((a, b) => a.cost - b.cost)
    .slice(0, searchedSizes)
  const own = cheapestOfSize(search, now, Number.POSITIVE_INFINITY)
  let { best, tried } = own
  for (const { size, cost } of promising) {
    const least = best?.replay.costPerMonth ?? Number.POSITIVE_INFINITY
    const most = best === own.best ? least * worthAChange : least
    if (cost > most * aboutRight) break
    const found = cheapestOfSize(search, size, most)
    tried += found.tried
    best = found.best ?? best
  }
  return explain({
    facts,
    goal,
    search,
    memory,
    grown,
    best: best ?? asMuchAsAllowed(search, now),
    isShort: best === null,
    tried,
  })
}

/** What runs out first at the busiest moment. */
function followed(most: LoadLevels, limits: FleetLimits, cpuMilli: number): Search['metric'] {
  if (limits.slotsPerPod === null) return 'cpu'
  const byCpu = podsNeeded({ ...most, inFlight: 0 }, cpuMilli / 1000, limits) ?? Number.POSITIVE_INFINITY
  return (podsNeeded(most, cpuMilli / 1000, limits) ?? Number.POSITIVE_INFINITY) > byCpu ? 'in-flight' : 'cpu'
}

/** If the number of pods followed the load without delay, and was as small as it may be where nothing is known of the load. */
function leastCost({ load, levels, limits, goal, memoryBytes }: Search, cpuMilli: number): number {
  const shares = Array.from({ length: 20 }, (_, index) => (index + 0.5) / 20)
  const pods = shares.map(
    (share) => podsNeeded(levels(share), cpuMilli / 1000, limits) ?? Number.POSITIVE_INFINITY,
  )
  const most = podsWithin(goal, cpuMilli, memoryBytes)
  const least = Math.min(Math.max(1, goal.leastReplicas), most)
  const bounded = (need: number): number => Math.min(most, Math.max(least, need))
  const mean = pods.reduce((sum, need) => sum + bounded(need), 0) / shares.length
  const known = knownSeconds(load) / Math.max(1, load.cores.length * load.stepSeconds)
  return (
    (known * mean + (1 - known) * least) *
    podPrice({ cpuRequestMilli: cpuMilli, memoryRequestBytes: memoryBytes }, goal.prices)
  )
}

/** Where nothing that is allowed carries the load. Throws OperatorError (exit 2) where it would take more than a million pods. */
function asMuchAsAllowed(search: Search, size: number): Trial {
  const { goal, levels, limits, memoryBytes } = search
  const need = podsNeeded(levels(1), size / 1000, limits)
  const pods = Math.min(podsWithin(goal, size, memoryBytes), need ?? Number.POSITIVE_INFINITY)
  const bounded = { ...goal, leastReplicas: pods, missedShare: 1 }
  const { best } = cheapestOfSize(
    { ...search, goal: bounded, missedByDay: mayMiss(bounded, search.seen) },
    size,
    Number.POSITIVE_INFINITY,
  )
  if (best !== null) return best
  throw new OperatorError({
    sentence: `${Number(levels(1).cores.toPrecision(3))} cores in pods of ${size}m need more than a million pods.`,
    hint: 'Check the unit of the samples (cores), or allow larger pods.',
  })
}
