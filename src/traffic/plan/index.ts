// What a load test is to do, as plain data.
export type {
  ClosedModel,
  HealthCheck,
  LoadPlan,
  OpenModel,
  PlannedRequest,
  PlannedTarget,
  Redirects,
  TlsSettings,
} from './load-plan.ts'
export { modelSeconds } from './model-seconds.ts'
