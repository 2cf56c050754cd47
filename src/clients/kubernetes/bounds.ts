import { count, countOrShare, field, type Manifest, numberOrNull, objects, text, texts } from './fields.ts'
import { quantityValue } from './quantity-value.ts'
import {
  amountsOf,
  type Condition,
  conditionsOf,
  type Identity,
  identityOf,
  type ResourceAmounts,
  selectorText,
} from './workload.ts'

/** A HorizontalPodAutoscaler of autoscaling/v2. */
export interface KubernetesAutoscaler extends Identity {
  target: { apiVersion: string; kind: string; name: string }
  minReplicas: number
  maxReplicas: number
  currentReplicas: number
  desiredReplicas: number
  metrics: readonly AutoscalerMetric[]
  /** null: the rules of Kubernetes. */
  behavior: { scaleUp: ScalingRules | null; scaleDown: ScalingRules | null }
  conditions: readonly Condition[]
  /** All of it, as it came. */
  manifest: Manifest
}

/** What an autoscaler aims at. */
export interface AutoscalerMetric {
  /** Resource, ContainerResource, Pods, Object or External. */
  type: string
  /** cpu, memory, or that of another metric. */
  name: string
  /** 0 to 1 of what is requested; null where a value is aimed at. */
  utilization: number | null
  /** Cores, bytes or whatever the metric counts; null where a utilization is aimed at. */
  averageValue: number | null
}

/** How fast an autoscaler may go one way. */
export interface ScalingRules {
  stabilizationWindowSeconds: number | null
  selectPolicy: 'Max' | 'Min' | 'Disabled'
  policies: { type: 'Pods' | 'Percent'; value: number; periodSeconds: number }[]
}

/** A PodDisruptionBudget. */
export interface KubernetesBudget extends Identity {
  selector: string
  maxUnavailable: number | string | null
  minAvailable: number | string | null
  disruptionsAllowed: number
  currentHealthy: number
  desiredHealthy: number
  expectedPods: number
}

/** A LimitRange. */
export interface KubernetesLimitRange extends Identity {
  limits: readonly {
    /** Container, Pod or PersistentVolumeClaim. */
    type: string
    max: ResourceAmounts
    min: ResourceAmounts
    defaultLimits: ResourceAmounts
    defaultRequests: ResourceAmounts
  }[]
}

/** A ResourceQuota: amounts in base units by the names that Kubernetes gives them, as `requests.cpu`. */
export interface KubernetesQuota extends Identity {
  hard: Readonly<Record<string, number>>
  used: Readonly<Record<string, number>>
}

/** A node. */
export interface KubernetesNode extends Identity {
  isReady: boolean
  /** Whether new pods may be put there. */
  isSchedulable: boolean
  capacity: ResourceAmounts & { pods: number | null }
  allocatable: ResourceAmounts & { pods: number | null }
}

/** What an autoscaler says. */
export function autoscalerOf(object: Manifest): KubernetesAutoscaler {
  const target = field(object, 'spec', 'scaleTargetRef')
  return {
    ...identityOf(object),
    target: {
      apiVersion: text(target, 'apiVersion'),
      kind: text(target, 'kind'),
      name: text(target, 'name'),
    },
    minReplicas: numberOrNull(object, 'spec', 'minReplicas') ?? 1,
    maxReplicas: count(object, 'spec', 'maxReplicas'),
    currentReplicas: count(object, 'status', 'currentReplicas'),
    desiredReplicas: count(object, 'status', 'desiredReplicas'),
    metrics: objects(object, 'spec', 'metrics').map(metricOf),
    behavior: {
      scaleUp: rulesOf(field(object, 'spec', 'behavior', 'scaleUp')),
      scaleDown: rulesOf(field(object, 'spec', 'behavior', 'scaleDown')),
    },
    conditions: conditionsOf(object),
    manifest: object,
  }
}

function rulesOf(rules: unknown): ScalingRules | null {
  const policies = objects(rules, 'policies').map((policy) => ({
    type: text(policy, 'type') === 'Pods' ? ('Pods' as const) : ('Percent' as const),
    value: count(policy, 'value'),
    periodSeconds: count(policy, 'periodSeconds'),
  }))
  if (policies.length === 0) return null
  const select = text(rules, 'selectPolicy')
  return {
    stabilizationWindowSeconds: numberOrNull(rules, 'stabilizationWindowSeconds'),
    selectPolicy: select === 'Min' || select === 'Disabled' ? select : 'Max',
    policies,
  }
}

/** What a PodDisruptionBudget says. */
export function budgetOf(object: Manifest): KubernetesBudget {
  return {
    ...identityOf(object),
    selector: selectorText(field(object, 'spec', 'selector')),
    maxUnavailable: countOrShare(object, 'spec', 'maxUnavailable'),
    minAvailable: countOrShare(object, 'spec', 'minAvailable'),
    disruptionsAllowed: count(object, 'status', 'disruptionsAllowed'),
    currentHealthy: count(object, 'status', 'currentHealthy'),
    desiredHealthy: count(object, 'status', 'desiredHealthy'),
    expectedPods: count(object, 'status', 'expectedPods'),
  }
}

/** What a LimitRange says. */
export function limitRangeOf(object: Manifest): KubernetesLimitRange {
  return {
    ...identityOf(object),
    limits: objects(object, 'spec', 'limits').map((limit) => ({
      type: text(limit, 'type'),
      max: amountsOf(field(limit, 'max')),
      min: amountsOf(field(limit, 'min')),
      defaultLimits: amountsOf(field(limit, 'default')),
      defaultRequests: amountsOf(field(limit, 'defaultRequest')),
    })),
  }
}

/** What a ResourceQuota says. */
export function quotaOf(object: Manifest): KubernetesQuota {
  const amounts = (quantities: Record<string, string>): Record<string, number> =>
    Object.fromEntries(
      Object.entries(quantities).flatMap(([name, quantity]) => {
        const value = quantityValue(quantity)
        return value === null ? [] : [[name, value]]
      }),
    )
  return {
    ...identityOf(object),
    hard: amounts(texts(object, 'spec', 'hard')),
    used: amounts(texts(object, 'status', 'used')),
  }
}

/** What a node says. */
export function nodeOf(object: Manifest): KubernetesNode {
  const amounts = (which: string) => {
    const quantities = field(object, 'status', which)
    return { ...amountsOf(quantities), pods: quantityValue(field(quantities, 'pods')) }
  }
  return {
    ...identityOf(object),
    isReady: conditionsOf(object).some(({ type, status }) => type === 'Ready' && status === 'True'),
    isSchedulable: field(object, 'spec', 'unschedulable') !== true,
    capacity: amounts('capacity'),
    allocatable: amounts('allocatable'),
  }
}

function metricOf(metric: Record<string, unknown>): AutoscalerMetric {
  const type = text(metric, 'type')
  const source = field(metric, type.charAt(0).toLowerCase() + type.slice(1))
  const percent = numberOrNull(source, 'target', 'averageUtilization')
  return {
    type,
    name: text(source, 'name') || text(source, 'metric', 'name'),
    utilization: percent === null ? null : percent / 100,
    averageValue: quantityValue(field(source, 'target', 'averageValue') ?? field(source, 'target', 'value')),
  }
}
