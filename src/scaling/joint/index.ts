// Pod size, memory, replicas and autoscaler together, at least cost, with reasons.
export type { FleetQuota, JointGoal, JointPlan, PodBounds, PodLoad, WorkloadFacts } from './joint-goal.ts'
export { planJoint } from './plan-joint.ts'
export { stableBand } from './stable-band.ts'
