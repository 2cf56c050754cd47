import type { HpaEvent } from './events.ts'
import { changeWithin } from './events.ts'

/** How fast it may go one way. */
export interface HpaRules {
  stabilizationWindowSeconds?: number | null
  selectPolicy?: 'Max' | 'Min' | 'Disabled'
  policies: { type: 'Pods' | 'Percent'; value: number; periodSeconds: number }[]
}

/** Utilizations so near to the target change nothing, unless a cluster is set otherwise. */
export const usualTolerance = { down: 0.1, up: 0.1 }

/** Without `behavior` Kubernetes adds 4 pods or doubles, whichever is more, every 15 seconds. Source: pkg/apis/autoscaling/v2/defaults.go. */
export const defaultScaleUp: HpaRules = {
  stabilizationWindowSeconds: 0,
  selectPolicy: 'Max',
  policies: [
    { type: 'Pods', value: 4, periodSeconds: 15 },
    { type: 'Percent', value: 100, periodSeconds: 15 },
  ],
}

/** And takes away any number at once, after five minutes in which nothing asked for more. */
export const defaultScaleDown: HpaRules = {
  stabilizationWindowSeconds: null,
  selectPolicy: 'Max',
  policies: [{ type: 'Percent', value: 100, periodSeconds: 15 }],
}

/** What is wanted, between which bounds, how fast, and what was changed lately. */
export interface HpaLimitInput {
  currentReplicas: number
  desiredReplicas: number
  minReplicas: number
  maxReplicas: number
  /** Null: the default rules. Where both keys are absent, the limit of autoscaling/v1: twice as many, or 4. */
  scaleUp?: HpaRules | null
  scaleDown?: HpaRules | null
  scaleUpEvents?: HpaEvent[]
  scaleDownEvents?: HpaEvent[]
}

/**
 * The replicas that bounds and rates allow, and the condition that Kubernetes then shows: DesiredWithinRange, TooManyReplicas,
 * TooFewReplicas, ScaleUpLimit or ScaleDownLimit. Source: pkg/controller/podautoscaler/horizontal.go.
 */
export function hpaLimits(input: HpaLimitInput): { replicas: number; condition: string } {
  if (input.scaleUp === undefined && input.scaleDown === undefined) return legacyLimits(input)
  const rules = { up: input.scaleUp ?? defaultScaleUp, down: input.scaleDown ?? defaultScaleDown }
  return limitsByRules(input, rules, changedWithin(input))
}

/** The same by rules that are known, where `changed` says by how many replicas the count grew within so many seconds. */
export function limitsByRules(
  { currentReplicas, desiredReplicas, minReplicas, maxReplicas }: HpaLimitInput,
  { up, down }: { up: HpaRules; down: HpaRules },
  changed: (periodSeconds: number) => number,
): { replicas: number; condition: string } {
  if (desiredReplicas > currentReplicas) {
    const limit = Math.max(currentReplicas, limitOf(currentReplicas, up, changed, upward))
    const most = Math.min(maxReplicas, limit)
    if (desiredReplicas > most)
      return { replicas: most, condition: maxReplicas > limit ? 'ScaleUpLimit' : 'TooManyReplicas' }
  }
  if (desiredReplicas < currentReplicas) {
    const limit = Math.min(currentReplicas, limitOf(currentReplicas, down, changed, downward))
    const least = Math.max(minReplicas, limit)
    if (desiredReplicas < least)
      return { replicas: least, condition: minReplicas < limit ? 'ScaleDownLimit' : 'TooFewReplicas' }
  }
  return { replicas: desiredReplicas, condition: 'DesiredWithinRange' }
}

/** How few replicas the rules allow at this moment, before the bounds. */
export function hpaScaleDownLimit(input: {
  currentReplicas: number
  rules: HpaRules
  scaleUpEvents?: HpaEvent[]
  scaleDownEvents?: HpaEvent[]
}): { limit: number } {
  return { limit: limitOf(input.currentReplicas, input.rules, changedWithin(input), downward) }
}

function changedWithin({
  scaleUpEvents = [],
  scaleDownEvents = [],
}: Pick<HpaLimitInput, 'scaleUpEvents' | 'scaleDownEvents'>): (periodSeconds: number) => number {
  return (periodSeconds) =>
    changeWithin(scaleUpEvents, periodSeconds) - changeWithin(scaleDownEvents, periodSeconds)
}

function legacyLimits({ currentReplicas, desiredReplicas, minReplicas, maxReplicas }: HpaLimitInput) {
  const limit = Math.max(2 * currentReplicas, 4)
  const most = Math.min(maxReplicas, limit)
  if (desiredReplicas < minReplicas) return { replicas: minReplicas, condition: 'TooFewReplicas' }
  if (desiredReplicas > most)
    return { replicas: most, condition: maxReplicas > limit ? 'ScaleUpLimit' : 'TooManyReplicas' }
  return { replicas: desiredReplicas, condition: 'DesiredWithinRange' }
}

interface Way {
  allowed(start: number, policy: HpaRules['policies'][number]): number
  most(one: number, other: number): number
  least(one: number, other: number): number
  /** What no policy at all allows at most, and at least. */
  none: { most: number; least: number }
}

const upward: Way = {
  allowed: (start, { type, value }) =>
    type === 'Pods' ? start + value : Math.ceil(start * (1 + value / 100)),
  most: Math.max,
  least: Math.min,
  none: { most: Number.NEGATIVE_INFINITY, least: Number.POSITIVE_INFINITY },
}

const downward: Way = {
  allowed: (start, { type, value }) =>
    type === 'Pods' ? start - value : Math.trunc(start * (1 - value / 100)),
  most: Math.min,
  least: Math.max,
  none: { most: Number.POSITIVE_INFINITY, least: Number.NEGATIVE_INFINITY },
}

function limitOf(
  current: number,
  { selectPolicy, policies }: HpaRules,
  changed: (periodSeconds: number) => number,
  way: Way,
): number {
  if (selectPolicy === 'Disabled') return current
  const isLeast = selectPolicy === 'Min'
  const choose = isLeast ? way.least : way.most
  let limit = isLeast ? way.none.least : way.none.most
  for (const policy of policies)
    limit = choose(limit, way.allowed(current - changed(policy.periodSeconds), policy))
  return limit
}
