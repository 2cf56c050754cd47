// What each model says of a workload, and how what it says is shown.
export { presentRecommended, recommendEach, recommendScale, recommendWorkload } from './recommend.ts'
export type { RecommendData, RecommendedWorkload, ScaleState } from './recommend-data.ts'
export {
  type Recommended,
  type RecommendedHistory,
  type RecommendRequest,
  type ScaledWorkload,
  type ScaleGoal,
  type ScaleModel,
  type ScaleRecommendation,
  scaleModels,
} from './recommendation.ts'
