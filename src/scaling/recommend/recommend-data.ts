import type { HpaSettings } from '../hpa/index.ts'
import type { JointPlan } from '../joint/index.ts'
import type { FleetReplay, FleetSettings } from '../replay/index.ts'
import type { Recommended, RecommendTerms } from './recommendation.ts'

/** What is set for a workload. */
export interface ScaleState {
  replicas: number
  cpuMilli: number | null
  memoryBytes: number | null
  /** Null: none. */
  cpuLimitMilli: number | null
  memoryLimitBytes: number | null
}

/** What is recommended for a workload, and why. */
export interface RecommendedWorkload {
  /** Where several clusters are planned. */
  cluster?: string
  namespace: string | null
  kind: string
  name: string
  current: ScaleState
  proposed: ScaleState & { targetUtilization: number | null }
  because: string[]
  confidence: number
  costPerMonth: { current: number; proposed: number } | null
  autoscaler: (HpaSettings & { metric: 'cpu' | 'in-flight' }) | null
  /** Of the joint plan: what binds, what would bind next, what a tenth more load would need, and the counts that its autoscaler keeps. */
  plan: Pick<JointPlan, 'binding' | 'next' | 'sensitivity' | 'band' | 'tried'> | null
  backtest: { current: FleetReplay | null; proposed: FleetReplay | null } | null
  doubts: string[]
}

/** What `recommend-scale` hands back. */
export interface RecommendData {
  model: string
  workloads: RecommendedWorkload[]
}

/** A workload as data. */
export function workloadData(
  { workload, recommendation, replays }: Recommended,
  { currency, backtest }: RecommendTerms,
): RecommendedWorkload {
  const { current } = workload
  const { proposed, plan } = recommendation
  const next = proposed ?? current
  return {
    ...(workload.cluster === undefined ? {} : { cluster: workload.cluster }),
    namespace: workload.namespace,
    kind: workload.kind,
    name: workload.name,
    current: stateOf(current),
    proposed: { ...stateOf(next), targetUtilization: next.autoscaler?.targetUtilization ?? null },
    because: recommendation.because,
    confidence: recommendation.confidence,
    costPerMonth:
      currency === null || replays.current === null
        ? null
        : {
            current: replays.current.costPerMonth,
            proposed: (replays.proposed ?? replays.current).costPerMonth,
          },
    autoscaler: next.autoscaler,
    plan:
      plan === null
        ? null
        : {
            binding: plan.binding,
            next: plan.next,
            sensitivity: plan.sensitivity,
            band: plan.band,
            tried: plan.tried,
          },
    backtest: backtest ? replays : null,
    doubts: [...recommendation.doubts, ...workload.missing],
  }
}

function stateOf(settings: FleetSettings): ScaleState {
  const known = (value: number): number | null => (value === 0 ? null : value)
  return {
    replicas: settings.replicas,
    cpuMilli: known(settings.cpuRequestMilli),
    memoryBytes: known(settings.memoryRequestBytes),
    cpuLimitMilli: settings.cpuLimitMilli,
    memoryLimitBytes: settings.memoryLimitBytes,
  }
}
