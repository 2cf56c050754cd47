import { formatQuantity } from '../../report/index.ts'
import { type FleetSettings, historyConfidence, replayFleet } from '../replay/index.ts'
import type { JointGoal, JointPlan, WorkloadFacts } from './joint-goal.ts'
import { type LoadLevels, levelsOf } from './load-levels.ts'
import type { MemoryRequest } from './memory-request.ts'
import { podsNeeded } from './pods-needed.ts'
import { fixedNeed, podsWithin, type Search, type Trial } from './search-settings.ts'
import { spanText } from './span-text.ts'
import { stableBand } from './stable-band.ts'
import type { GrownLoad } from './wanted-load.ts'

interface Found {
  facts: WorkloadFacts
  goal: JointGoal
  search: Search
  memory: MemoryRequest
  grown: GrownLoad
  best: Trial
  /** Not even the most that is allowed is enough. */
  isShort: boolean
  tried: number
}

/** The plan with its reasons. */
export function explain(found: Found): JointPlan {
  const { facts, search, memory, best, isShort, tried } = found
  const { settings, replay } = best
  const known = replay.knownSeconds / Math.max(1, search.load.cores.length * search.load.stepSeconds)
  const { binding, next } = constraints(found)
  return {
    proposed: settings,
    because: [...cpuLines(found), memory.because, limitLine(facts.current), countLine(found)],
    binding,
    next,
    sensitivity: withMoreLoad(found, 1.1),
    band: bandOf(settings, search),
    confidence: historyConfidence(facts.load),
    doubts: [
      ...(isShort ? [`The quota does not let it carry its load: ${binding}.`] : []),
      ...(memory.doubt === null ? [] : [memory.doubt]),
      ...(memory.isCut ? ['Memory is cut to the most a pod may have: it will be killed again.'] : []),
      ...(known < 0.9
        ? [`${formatQuantity(Number((1 - known).toPrecision(2)), 'ratio')} of the history is missing.`]
        : []),
      ...ioDoubt(search, facts.current),
    ],
    costPerMonth: replay.costPerMonth,
    tried,
  }
}

function cpuLines({ search, grown, best, goal }: Found): string[] {
  const [most, usual] = [search.levels(1), search.levels(0.5)]
  const { settings } = best
  const size = settings.cpuRequestMilli / 1000
  const pods = podsNeeded(most, size, search.limits) ?? 0
  const carrying = search.limits.staying?.(pods) ?? pods
  const busy = Number((search.limits.busyAtMost(carrying) * 100).toPrecision(3))
  const growth =
    grown.factor > 1
      ? ` (${percent(grown.growthPerDay)} more each day, so ${percent(grown.factor - 1)} above what was seen after ${spanText(goal.horizonSeconds)})`
      : ''
  const spare =
    goal.redundancy.spare === 0
      ? ''
      : goal.redundancy.zones === 1
        ? ` with ${goal.redundancy.spare} of them lost`
        : ` with ${goal.redundancy.spare} of ${goal.redundancy.zones} zones lost`
  const headroom = goal.headroom === 0 ? '' : ` with ${percent(goal.headroom)} of headroom`
  return [
    `busiest: ${cores(most.cores)} cores${headroom}${growth}, usually ${cores(usual.cores)}; / (${cores(size)} a pod x ${busy} % busy at most${spare}) = ${pods} pods`,
    ...(search.limits.slotsPerPod === null || search.load.inFlight === null
      ? []
      : [
          `slots: ${cores(most.inFlight)} requests at once / ${search.limits.slotsPerPod} a pod = ${Math.ceil(most.inFlight / search.limits.slotsPerPod)} pods`,
        ]),
  ]
}

/** A limit of CPU keeps a pod from what nobody else uses; a limit of memory above the request promises what the node may not have. */
function limitLine({ cpuLimitMilli }: FleetSettings): string {
  return `limits: memory as requested; none of CPU${cpuLimitMilli === null ? '' : ` (now ${cpuLimitMilli}m), which would only throttle bursts`}`
}

function countLine({ best, tried, goal }: Found): string {
  const { settings, replay } = best
  const missed = `missed ${formatQuantity(Math.round(replay.missedSeconds), 'seconds')} of ${spanText(replay.knownSeconds)} (allowed: ${goal.noWorseThan === null ? '' : 'what was missed before, or '}${percent(goal.missedShare)} of each day)`
  const { autoscaler } = settings
  if (autoscaler === null)
    return `pods: ${settings.replicas} throughout ${missed}; the cheapest of ${tried} settings that were replayed`
  return `pods: ${autoscaler.minReplicas} to ${autoscaler.maxReplicas} at ${autoscaler.targetUtilization} % of ${autoscaler.metric === 'cpu' ? 'requested CPU' : 'the slots'} ${missed}, ${cores(replay.meanReplicas)} in the mean; the cheapest of ${tried} settings that were replayed`
}

function constraints({ goal, search, memory, best, isShort }: Found): { binding: string; next: string } {
  const { settings, replay } = best
  const room = podsWithin(goal, settings.cpuRequestMilli, search.memoryBytes)
  const atFloor = replay.leastReplicas <= goal.leastReplicas && replay.mostReplicas <= goal.leastReplicas
  const candidates = [
    { binds: isShort, words: `the quota leaves room for ${room} pods` },
    {
      binds: memory.isCut,
      words: `a pod may have at most ${formatQuantity(goal.bounds.mostMemoryBytes, 'bytes')}`,
    },
    { binds: atFloor, words: `at least ${goal.leastReplicas} pods are wanted at all times` },
    {
      binds: true,
      words:
        search.metric === 'cpu'
          ? 'CPU at the busiest moments'
          : 'slots at the busiest moments: requests wait for something other than CPU',
    },
    {
      binds: true,
      words: Number.isFinite(room) ? `the quota: it has room for ${room} such pods` : 'the memory of a pod',
    },
  ].filter(({ binds }) => binds)
  return { binding: candidates[0]?.words ?? '', next: candidates[1]?.words ?? '' }
}

function withMoreLoad({ search, goal, best }: Found, factor: number): JointPlan['sensitivity'] {
  const { cpuRequestMilli, autoscaler } = best.settings
  const load = {
    ...search.load,
    cores: search.load.cores.map((value) => value * factor),
    inFlight: search.load.inFlight?.map((value) => value * factor) ?? null,
  }
  const needed = (): number => fixedNeed({ ...search, levels: levelsOf(load) }, cpuRequestMilli) ?? 1
  const settings =
    autoscaler === null
      ? { ...best.settings, replicas: Math.max(goal.leastReplicas, needed()) }
      : {
          ...best.settings,
          autoscaler: { ...autoscaler, maxReplicas: Math.ceil(autoscaler.maxReplicas * factor) },
        }
  const replay = replayFleet(load, settings, search.limits, goal.prices, search.everySeconds)
  const { mostReplicas, costPerMonth, missedSeconds } = replay
  return { mostReplicas, costPerMonth, missedSeconds }
}

function bandOf({ autoscaler, cpuRequestMilli }: FleetSettings, search: Search): JointPlan['band'] {
  if (autoscaler === null) return null
  const { cores, inFlight }: LoadLevels = search.levels(0.5)
  return autoscaler.metric === 'cpu'
    ? stableBand(Math.round(cores * 1000), cpuRequestMilli, autoscaler)
    : stableBand(Math.round(inFlight * 1000), (search.limits.slotsPerPod ?? 1) * 1000, autoscaler)
}

function ioDoubt({ metric }: Search, current: FleetSettings): string[] {
  if (metric === 'cpu' || current.autoscaler === null || current.autoscaler.metric !== 'cpu') return []
  return [
    'Its autoscaler follows CPU, but its requests wait for something else: it would never add a pod in time. Scale on requests in flight (a pods metric) instead.',
  ]
}

function cores(value: number): string {
  return String(Number(value.toPrecision(3)))
}

function percent(share: number): string {
  return formatQuantity(Number(share.toPrecision(2)), 'ratio')
}
