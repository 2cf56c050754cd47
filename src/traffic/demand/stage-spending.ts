import type { LoadRun } from '../run.ts'
import { answeredUntil } from './answered-until.ts'
import type { LoadStage } from './load-stages.ts'
import { type PerRequest, serviceDemand } from './service-demand.ts'
import type { StalledSeconds, WatchedTarget, WatchLook } from './watched-target.ts'

/** What a target spent in one stage. Null is what could not be known; `unknown` says why. */
export interface StageSpending {
  load: string
  fromSeconds: number
  toSeconds: number
  /** Of the stage, between its first and its last look. */
  watchedSeconds: number
  looks: number
  /** In that time. */
  answered: number
  throughputPerSecond: number
  busyCores: number | null
  /** Busy cores over the cores that it may use. */
  utilisation: number | null
  /** CPU-seconds a request: utilisation x cores / throughput. */
  demandSeconds: PerRequest | null
  memoryBytes: { mean: number; maximum: number } | null
  readBytesPerRequest: number | null
  writtenBytesPerRequest: number | null
  /** The share of the time in which some of its work stood still for want of each. */
  pressure: StalledSeconds
  unknown: string[]
}

/** Looks come as timers let them: one that is a little late for the edge of a stage still belongs to it. */
const edgeSeconds = 0.2

/** What `target` spent in one stage of a run. Only time that lies between two looks within the stage counts. */
export function stageSpending(run: LoadRun, target: WatchedTarget, stage: LoadStage): StageSpending {
  const answered = answeredUntil(run.timeline)
  const secondsOf = ({ epochMs }: WatchLook): number => (epochMs - run.startedEpochMs) / 1000
  const looks = target.looks.filter((look) => {
    const at = secondsOf(look)
    return at >= stage.fromSeconds - edgeSeconds && at <= stage.toSeconds + edgeSeconds
  })
  const [first] = looks
  const last = looks.at(-1)
  const span = first === undefined || last === undefined ? 0 : secondsOf(last) - secondsOf(first)
  const between = (from: WatchLook, to: WatchLook): number =>
    answered(secondsOf(to)) - answered(secondsOf(from))
  const count = first === undefined || last === undefined ? 0 : between(first, last)
  const growth = (of: (look: WatchLook) => number | null): number | null => grown(looks, of)
  const share = (of: (look: WatchLook) => number | null): number | null => over(growth(of), span)
  const cpu = growth(({ cpuSeconds }) => cpuSeconds)
  const busyCores = over(cpu, span)
  const memory = looks.flatMap(({ memoryBytes }) => memoryBytes ?? [])
  return {
    load: stage.load,
    fromSeconds: stage.fromSeconds,
    toSeconds: stage.toSeconds,
    watchedSeconds: span,
    looks: looks.length,
    answered: count,
    throughputPerSecond: over(count, span) ?? 0,
    busyCores,
    utilisation: target.cores === null ? null : over(busyCores, target.cores),
    demandSeconds: cpu === null ? null : demandIn(looks, between, target.cpuStepSeconds),
    memoryBytes:
      memory.length === 0
        ? null
        : {
            mean: memory.reduce((sum, bytes) => sum + bytes, 0) / memory.length,
            maximum: Math.max(...memory),
          },
    readBytesPerRequest: over(
      growth(({ readBytes }) => readBytes),
      count,
    ),
    writtenBytesPerRequest: over(
      growth(({ writtenBytes }) => writtenBytes),
      count,
    ),
    pressure: {
      cpu: share(({ stalledSeconds }) => stalledSeconds.cpu),
      memory: share(({ stalledSeconds }) => stalledSeconds.memory),
      io: share(({ stalledSeconds }) => stalledSeconds.io),
    },
    unknown: unknowns(looks.length, { cpu, count }),
  }
}

function unknowns(looks: number, { cpu, count }: { cpu: number | null; count: number }): string[] {
  if (looks < 2) return [`there were ${looks === 0 ? 'no looks' : 'too few looks'} within it: make it longer`]
  return [
    ...(cpu === null ? ['its CPU time was not told, or began anew'] : []),
    ...(count > 0 ? [] : ['nothing was answered in it']),
  ]
}

function demandIn(
  looks: readonly WatchLook[],
  between: (from: WatchLook, to: WatchLook) => number,
  step: number,
): PerRequest | null {
  const told = looks.filter(({ cpuSeconds }) => cpuSeconds !== null)
  const stretches = told.slice(1).flatMap((to, index) => {
    const from = told[index]
    if (from === undefined) return []
    return [{ spent: (to.cpuSeconds ?? 0) - (from.cpuSeconds ?? 0), answered: between(from, to) }]
  })
  return serviceDemand(stretches, step)
}

/** How much a counter grew from the first to the last look; null where one of them has none, or it fell in between. */
function grown(looks: readonly WatchLook[], of: (look: WatchLook) => number | null): number | null {
  const values = looks.map(of)
  const [first = null] = values
  const last = values.at(-1) ?? null
  if (values.length < 2 || first === null || last === null) return null
  const told = values.filter((value) => value !== null)
  return told.some((value, index) => index > 0 && value < (told[index - 1] ?? 0)) ? null : last - first
}

function over(amount: number | null, parts: number): number | null {
  return amount === null || !(parts > 0) ? null : amount / parts
}
