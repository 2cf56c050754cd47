// The answers of the LEWIS Performance Guide: recommendations, alerts, and the shape of its diagnosis.
export { guideAlert, guideAlertThresholds } from './alert.ts'
export type { ApplicationPerformance } from './application-performance.ts'
export type { DatabasePerformance } from './diagnosis.ts'
export { type GuideDiagnosis, guideDiagnosis } from './diagnosis.ts'
export type { NetworkPerformance } from './network-performance.ts'
export type { GuideUsage } from './recommendations.ts'
export { guideRecommendations } from './recommendations.ts'
export type { SystemResources } from './system-resources.ts'
