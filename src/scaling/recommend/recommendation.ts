import type { ContainerSettings } from '../change/index.ts'
import type { JointGoal, JointPlan, WorkloadFacts } from '../joint/index.ts'
import type { FleetReplay, FleetSettings } from '../replay/index.ts'

/** Models of `recommend-scale`. */
export const scaleModels = ['joint', 'guide', 'hpa', 'vpa', 'krr', 'knative'] as const
export type ScaleModel = (typeof scaleModels)[number]

/** Whether a model goes by what each pod used. */
export function judgesPods(model: ScaleModel | undefined): boolean {
  return model === 'vpa' || model === 'krr'
}

/** A workload to be scaled. A request of 0 is one that nobody set. */
export interface ScaledWorkload {
  /** Where several clusters are planned: by which name its own is known. */
  cluster?: string
  namespace: string | null
  kind: string
  name: string
  facts: WorkloadFacts
  /** What is missing of what was asked for, a sentence each. */
  missing: string[]
  /** What its own place allows, in place of the goal's. */
  room?: Partial<Pick<JointGoal, 'bounds' | 'quota' | 'leastReplicas' | 'isFixed'>>
  /** Of its pod, where somebody knows them. */
  containers?: readonly ContainerSettings[]
  /** What the autoscaler is called that it has. */
  autoscalerName?: string
}

/** A workload without its history, which is large, and of no use once there is a plan. */
export interface WorkloadAsSet extends Omit<ScaledWorkload, 'facts'> {
  /** As it is set now. */
  current: FleetSettings
}

/** What is kept of a workload. */
export function withoutHistory({ facts, ...workload }: ScaledWorkload): WorkloadAsSet {
  return { ...workload, current: facts.current }
}

/** What the rules have to be told besides the workload. */
export interface ScaleGoal extends JointGoal {
  /** Of Knative: requests at once that a pod should have. */
  targetConcurrency: number
  /** The guide's target load in per cent and its bounds. */
  guide: { targetLoad: number; minReplicas: number; maxReplicas: number }
}

/** What a model says of a workload. */
export interface ScaleRecommendation {
  /** What would be set; null where the model has nothing to say. */
  proposed: FleetSettings | null
  because: string[]
  /** 0 to 1. */
  confidence: number
  doubts: string[]
  /** Of the joint plan only. */
  plan: JointPlan | null
}

/** How to recommend, and how to judge what there is. */
export interface RecommendTerms {
  model: ScaleModel
  goal: ScaleGoal
  /** Prices are somebody's, and not only relative. */
  currency: string | null
  /** Wanted instead of the fewest that a workload's place allows, or two. */
  leastReplicas: number | null
  /** Whether what would have happened is told as well. */
  backtest: boolean
  /** Fails where there is too much or too little, beyond the tolerance (0.2 is 20 %). */
  failOn: 'over' | 'under' | null
  tolerance: number
}

/** What to recommend, and for what. */
export interface RecommendRequest extends RecommendTerms {
  workloads: readonly ScaledWorkload[]
}

/** What was found out of a workload's history. */
export interface RecommendedHistory {
  recommendation: ScaleRecommendation
  /** What the load that was seen would have done with both; null for settings that are not known. */
  replays: { current: FleetReplay | null; proposed: FleetReplay | null }
}

/** A workload with all that was found out about it. */
export interface Recommended extends RecommendedHistory {
  workload: WorkloadAsSet
}

/** The name by which people know it. */
export function nameOf(one: Recommended | undefined): string {
  if (one === undefined) return 'nothing'
  const { cluster, namespace, name } = one.workload
  return [cluster, namespace, name].filter((part) => part !== undefined && part !== null).join('/')
}
