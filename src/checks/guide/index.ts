// The answers of the LEWIS Performance Guide: recommendations, alerts, and the shape of its diagnosis.
export { guideAlert, guideAlertThresholds } from './alert.ts'
export { type GuideDiagnosis, guideDiagnosis } from './diagnosis.ts'
export { guideRecommendations } from './recommendations.ts'
