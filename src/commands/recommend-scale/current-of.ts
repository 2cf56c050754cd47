import type { FleetAutoscaler, FleetSettings } from '../../scaling/index.ts'
import type { RecommendInput } from './options.ts'

/** As the options describe what runs now. */
export function currentOf(input: RecommendInput): FleetSettings {
  const { request, limit, replicas = 1 } = input
  return {
    cpuRequestMilli: request?.cpuMilli ?? 0,
    cpuLimitMilli: limit?.cpuMilli ?? null,
    memoryRequestBytes: request?.memoryBytes ?? 0,
    memoryLimitBytes: limit?.memoryBytes ?? null,
    replicas,
    autoscaler: hpaOf(input),
  }
}

/** The autoscaler of --hpa, which follows CPU. */
export function hpaOf({ hpa }: RecommendInput): FleetAutoscaler | null {
  return hpa === undefined ? null : { ...hpa, metric: 'cpu' }
}
