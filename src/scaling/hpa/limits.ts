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
  const { currentReplicas, desiredReplicas, minReplicas, maxReplicas } = input
  if (input.scaleUp === undefined && input.scaleDown === undefined) return legacyLimits(input)
  const events = { added: input.scaleUpEvents ?? [], removed: input.scaleDownEvents ?? [] }
  if (desiredReplicas > currentReplicas) {
    const limit = Math.max(currentReplicas, upLimit(currentReplicas, input.scaleUp ?? defaultScaleUp, events))
    const most = Math.min(maxReplicas, limit)
    if (desiredReplicas > most)
      return { replicas: most, condition: maxReplicas > limit ? 'ScaleUpLimit' : 'TooManyReplicas' }
  }
  if (desiredReplicas < currentReplicas) {
    const limit = Math.min(
      currentReplicas,
      downLimit(currentReplicas, input.scaleDown ?? defaultScaleDown, events),
    )
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
  const events = { added: input.scaleUpEvents ?? [], removed: input.scaleDownEvents ?? [] }
  return { limit: downLimit(input.currentReplicas, input.rules, events) }
}

function legacyLimits({ currentReplicas, desiredReplicas, minReplicas, maxReplicas }: HpaLimitInput) {
  const limit = Math.max(2 * currentReplicas, 4)
  const most = Math.min(maxReplicas, limit)
  if (desiredReplicas < minReplicas) return { replicas: minReplicas, condition: 'TooFewReplicas' }
  if (desiredReplicas > most)
    return { replicas: most, condition: maxReplicas > limit ? 'ScaleUpLimit' : 'TooManyReplicas' }
  return { replicas: desiredReplicas, condition: 'DesiredWithinRange' }
}

interface Events {
  added: readonly HpaEvent[]
  removed: readonly HpaEvent[]
}

function upLimit(current: number, rules: HpaRules, events: Events): number {
  return limitOf(current, rules, events, {
    allowed: (start, { type, value }) =>
      type === 'Pods' ? start + value : Math.ceil(start * (1 + value / 100)),
    most: Math.max,
    least: Math.min,
  })
}

function downLimit(current: number, rules: HpaRules, events: Events): number {
  return limitOf(current, rules, events, {
    allowed: (start, { type, value }) =>
      type === 'Pods' ? start - value : Math.trunc(start * (1 - value / 100)),
    most: Math.min,
    least: Math.max,
  })
}

function limitOf(
  current: number,
  { selectPolicy, policies }: HpaRules,
  { added, removed }: Events,
  way: {
    allowed(start: number, policy: HpaRules['policies'][number]): number
    most(...limits: number[]): number
    least(...limits: number[]): number
  },
): number {
  if (selectPolicy === 'Disabled') return current
  const limits = policies.map((policy) => {
    const start =
      current - changeWithin(added, policy.periodSeconds) + changeWithin(removed, policy.periodSeconds)
    return way.allowed(start, policy)
  })
  return selectPolicy === 'Min' ? way.least(...limits) : way.most(...limits)
}
