// What each model says of a workload, and how what it says is shown.
export {
  presentRecommended,
  recommendEach,
  recommendOne,
  recommendScale,
  recommendWorkload,
} from './recommend.ts'
export type { RecommendData, RecommendedWorkload, ScaleState } from './recommend-data.ts'
export {
  judgesPods,
  type Recommended,
  type RecommendedHistory,
  type RecommendRequest,
  type RecommendTerms,
  type ScaledWorkload,
  type ScaleGoal,
  type ScaleModel,
  type ScaleRecommendation,
  scaleModels,
  type WorkloadAsSet,
  withoutHistory,
} from './recommendation.ts'
