import {
  defaultScaleDown,
  defaultScaleUp,
  guideHorizontal,
  type HpaEvent,
  type HpaRules,
  hpaLimits,
  hpaReplicas,
  hpaStabilize,
} from '../../scaling/index.ts'
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

/** The whole controller: ratio, stabilisation, rates, bounds. */
function hpaRule(hpa: Extract<AutoscalerModel, { kind: 'hpa' }>, slots: number): (seen: Seen) => number {
  const requestMilli = slots * 1000
  const up = hpa.scaleUp ?? defaultScaleUp
  const down = hpa.scaleDown ?? defaultScaleDown
  let recommendations: { replicas: number; at: number }[] | null = null
  let changes: { by: number; at: number }[] = []
  const events = (now: number, sign: number): HpaEvent[] =>
    changes.flatMap(({ by, at }) =>
      Math.sign(by) === sign ? [{ replicaChange: Math.abs(by), ageSeconds: now - at }] : [],
    )
  return ({ now, replicas, starting, utilization }) => {
    // As the controller begins: what it finds counts as recommended, so that it takes nothing away before its window is over.
    const known = recommendations ?? [{ replicas, at: now }]
    const pods = Array.from({ length: replicas }, (_, index) => ({
      name: `p${index}`,
      requestMilli,
      usageMilli: index < replicas - starting ? Math.round(utilization * requestMilli) : 0,
      ready: index < replicas - starting,
      phase: 'Running',
      inInitPeriod: false,
      deleting: false,
    }))
    const answer = hpaReplicas({
      kind: 'resource',
      metric: 'cpu',
      currentReplicas: replicas,
      targetUtilization: hpa.targetUtilization,
      tolerance: { down: hpa.tolerance, up: hpa.tolerance },
      pods,
    })
    const desired = 'error' in answer ? replicas : answer.replicas
    const { replicas: stable } = hpaStabilize({
      recommendations: known.map((one) => ({ replicas: one.replicas, ageSeconds: now - one.at })),
      desiredReplicas: desired,
      currentReplicas: replicas,
      scaleUpWindowSeconds: windowOf(up, 0),
      scaleDownWindowSeconds: windowOf(down, 300),
    })
    const { replicas: allowed } = hpaLimits({
      currentReplicas: replicas,
      desiredReplicas: stable,
      minReplicas: hpa.minReplicas,
      maxReplicas: hpa.maxReplicas,
      scaleUp: up,
      scaleDown: down,
      scaleUpEvents: events(now, 1),
      scaleDownEvents: events(now, -1),
    })
    recommendations = [...known.filter(({ at }) => now - at <= longestKept), { replicas: desired, at: now }]
    changes = changes.filter(({ at }) => now - at <= longestKept)
    if (allowed !== replicas) changes.push({ by: allowed - replicas, at: now })
    return Math.max(hpa.minReplicas, Math.min(hpa.maxReplicas, allowed))
  }
}

/** Kubernetes allows no longer windows and periods. */
const longestKept = 3600

function windowOf(rules: HpaRules, unless: number): number {
  return rules.stabilizationWindowSeconds ?? unless
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
