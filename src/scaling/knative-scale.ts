/** A revision as Knative's autoscaler is told of it. */
export interface KnativeInput {
  /** Concurrency, or requests a second, that a pod should have: target utilisation is in it already. */
  target: number
  /** Requests that must find room at once; 0 for none, below 0 for always by way of the activator. */
  targetBurstCapacity: number
  settings: {
    maxScaleUpRate: number
    maxScaleDownRate: number
    /** Panic when the panic window wants so many times the ready pods. */
    panicThreshold: number
    stableWindowSec: number
    /** Whether traffic can reach it: what cannot be reached may go to zero at once. */
    reachable: boolean
    activationScale: number
    /** What a pod can take in all. */
    totalValue: number
    /** Pods stay for so long after they were last wanted (0). */
    scaleDownDelaySec?: number
  }
  initial: { panicAt: number; maxPanicPods: number } | null
  /** Averages over the stable and the panic window; `t` in seconds. */
  steps: { stable: number; panic: number; ready: number; t: number }[]
}

/** What it would do at a step. */
export interface KnativeStep {
  pods: number
  excessBurstCapacity: number
  panicking: boolean
}

/**
 * Knative's pod autoscaler: one answer a step. Source: knative/serving, pkg/autoscaler/scaling/autoscaler.go.
 */
export function knativeScale({
  target,
  targetBurstCapacity,
  settings,
  initial,
  steps,
}: KnativeInput): KnativeStep[] {
  let panicAt = initial?.panicAt ?? null
  let maxPanicPods = initial?.maxPanicPods ?? 0
  const delay = settings.scaleDownDelaySec ?? 0
  const wanted: { t: number; pods: number }[] = []

  return steps.map(({ stable, panic, ready, t }) => {
    const pods = Math.max(1, ready)
    const most = Math.ceil(settings.maxScaleUpRate * pods)
    const least = settings.reachable ? Math.floor(pods / settings.maxScaleDownRate) : 0
    const [rawStable, rawPanic] = [Math.ceil(stable / target), Math.ceil(panic / target)]
    const within = (raw: number): number => {
      const kept = Math.trunc(Math.min(Math.max(raw, least), most))
      return settings.activationScale > 1 && raw > 0 ? Math.max(kept, settings.activationScale) : kept
    }
    const [byStable, byPanic] = [within(rawStable), within(rawPanic)]

    if (rawPanic / pods >= settings.panicThreshold) panicAt = t
    else if (panicAt !== null && panicAt + settings.stableWindowSec < t) [panicAt, maxPanicPods] = [null, 0]

    if (panicAt !== null) maxPanicPods = Math.max(maxPanicPods, byStable, byPanic)
    const now = panicAt === null ? byStable : maxPanicPods
    wanted.push({ t, pods: now })
    while (wanted[0] !== undefined && wanted[0].t <= t - delay && wanted.length > 1) wanted.shift()
    return {
      pods: delay > 0 ? Math.max(...wanted.map((one) => one.pods)) : now,
      excessBurstCapacity: excess(targetBurstCapacity, ready * settings.totalValue, panic),
      panicking: panicAt !== null,
    }
  })
}

function excess(targetBurstCapacity: number, total: number, panic: number): number {
  if (targetBurstCapacity === 0) return 0
  return targetBurstCapacity > 0 ? Math.floor(total - targetBurstCapacity - panic) : -1
}
