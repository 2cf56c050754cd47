// What each model says of a workload, and how what it says is shown.
export { recommendScale } from './recommend.ts'
export {
  proposedSettings,
  type RecommendData,
  type RecommendedWorkload,
  type ScaleState,
} from './recommend-data.ts'
export {
  type RecommendRequest,
  type ScaledWorkload,
  type ScaleGoal,
  type ScaleModel,
  type ScaleRecommendation,
  scaleModels,
} from './recommendation.ts'
