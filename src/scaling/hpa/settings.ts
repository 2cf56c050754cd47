import type { HpaRules } from './limits.ts'

/** How an autoscaler of utilization is set; null rules are those of Kubernetes. */
export interface HpaSettings {
  minReplicas: number
  maxReplicas: number
  /** Per cent of the requests. */
  targetUtilization: number
  tolerance: { down: number; up: number }
  scaleUp: HpaRules | null
  scaleDown: HpaRules | null
}
