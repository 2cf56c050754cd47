import { guideHorizontal, hpaController } from '../../scaling/index.ts'
import type { AutoscalerModel } from '../simulation-model.ts'
import type { Flow } from './flow.ts'
import { happening, type Parts } from './parts.ts'

/** Looks at the fleet now and then, and changes it. */
export interface Autoscaler {
  look(): void
}

/** That of the model, which first looks after its first interval; null where there is none. */
export function autoscalerOf(parts: Parts, flow: Flow): Autoscaler | null {
  const { model, clock, heap, fleet, lines, seen } = parts
  const { autoscaler, fleet: shape } = model
  if (autoscaler === null) return null
  const rule = ruleOf(autoscaler, shape.slots)
  const metric = delayedUtilization(autoscaler)

  function kept(): number[] {
    return fleet.state.flatMap((state, instance) =>
      state === 'draining' || state === 'gone' ? [] : [instance],
    )
  }

  function scaleTo(wanted: number): void {
    const present = kept()
    for (let more = present.length; more < wanted; more++) {
      const instance = fleet.add()
      lines.add()
      seen.instances(1, clock.now)
      heap.put(clock.now + shape.startSeconds, happening.ready, instance)
    }
    // Those that do not work yet go first, then the youngest.
    const order = present.toSorted(
      (a, b) => Number(fleet.state[a] === 'up') - Number(fleet.state[b] === 'up') || b - a,
    )
    for (const instance of order.slice(0, Math.max(0, present.length - wanted))) drain(instance)
  }

  function drain(instance: number): void {
    if (fleet.state[instance] === 'up') seen.slots(-shape.slots, clock.now)
    fleet.setState(instance, 'draining')
    flow.serveNext(instance)
  }

  heap.put(autoscaler.everySeconds, happening.look, 0)
  return {
    look() {
      heap.put(clock.now + autoscaler.everySeconds, happening.look, 0)
      const { busy, slots } = seen.areas(clock.now)
      const utilization = metric(clock.now, busy, slots)
      if (utilization === null) return
      const present = kept()
      const starting = present.filter((instance) => fleet.state[instance] !== 'up').length
      scaleTo(rule({ now: clock.now, replicas: present.length, starting, utilization }))
    },
  }
}

interface Seen {
  now: number
  replicas: number
  /** Of them, those that are not ready. */
  starting: number
  /** Of those that are, 0 to 1. */
  utilization: number
}

function ruleOf(autoscaler: AutoscalerModel, slots: number): (seen: Seen) => number {
  switch (autoscaler.kind) {
    case 'guide':
      return ({ utilization, replicas }) =>
        guideHorizontal(utilization * 100, replicas, {
          targetLoad: autoscaler.targetLoad,
          minReplicas: autoscaler.minReplicas,
          maxReplicas: autoscaler.maxReplicas,
        }).replicas
    case 'hpa':
      return hpaRule(autoscaler, slots)
    case 'target-tracking':
      return targetTracking(autoscaler)
  }
}

function hpaRule(hpa: Extract<AutoscalerModel, { kind: 'hpa' }>, slots: number): (seen: Seen) => number {
  const requestMilli = slots * 1000
  const controller = hpaController({ ...hpa, tolerance: { down: hpa.tolerance, up: hpa.tolerance } })
  return ({ now, replicas, starting, utilization }) => {
    const ready = replicas - starting
    const usageMilli = ready * Math.round(utilization * requestMilli)
    return controller.look({ atSeconds: now, replicas, ready, usageMilli, requestMilli })
  }
}

function targetTracking(
  model: Extract<AutoscalerModel, { kind: 'target-tracking' }>,
): (seen: Seen) => number {
  let lowSince: number | null = null
  return ({ now, replicas, starting, utilization }) => {
    const wanted = Math.ceil(((replicas - starting) * utilization * 100) / model.targetUtilization - 1e-9)
    const bounded = Math.max(model.minReplicas, Math.min(model.maxReplicas, wanted))
    if (bounded >= replicas) {
      lowSince = null
      return bounded
    }
    lowSince ??= now
    if (now - lowSince < model.downAfterSeconds) return replicas
    lowSince = null
    return bounded
  }
}

/** Utilization over `metricSeconds` that ended `delaySeconds` ago, from areas since the start; null as long as that is before it. */
function delayedUtilization({
  delaySeconds,
  metricSeconds,
}: AutoscalerModel): (now: number, busy: number, slots: number) => number | null {
  let looks: { at: number; busy: number; slots: number }[] = [{ at: 0, busy: 0, slots: 0 }]
  return (now, busy, slots) => {
    looks.push({ at: now, busy, slots })
    const until = looks.findLast(({ at }) => at <= now - delaySeconds)
    const since = looks.findLast(({ at }) => at <= now - delaySeconds - metricSeconds) ?? looks[0]
    if (until === undefined || since === undefined || until.slots <= since.slots) return null
    looks = looks.filter((look) => look.at >= since.at)
    return (until.busy - since.busy) / (until.slots - since.slots)
  }
}
