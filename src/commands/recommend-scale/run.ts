import { basename } from 'node:path'
import { OperatorError, type Outcome } from '../../core/index.ts'
import {
  type FleetSettings,
  type RecommendData,
  recommendScale,
  type ScaledWorkload,
} from '../../scaling/index.ts'
import type { Context } from '../command.ts'
import { assertConsistent } from './contradictions.ts'
import { goalOf } from './goal-of.ts'
import type { RecommendInput } from './options.ts'
import { type SampledWorkload, sampledWorkloads } from './sampled-workloads.ts'

/** Reads what was sampled, and says by a model how it should be scaled. */
export async function runRecommend(input: RecommendInput, context: Context): Promise<Outcome<RecommendData>> {
  assertConsistent(input)
  if (input.samples === undefined)
    throw new OperatorError({
      sentence: 'recommend-scale needs to know what is used, got no --samples.',
      hint: 'Give --samples FILE: a recording of monitor, or CSV with at,name,value and series workload.cpu (cores) and workload.memory (bytes).',
    })
  const sampled = sampledWorkloads(input.samples, input, context)
  const profile = await context.profile()
  const [first] = sampled
  const { goal, currency } = goalOf(input, profile, first?.load.stepSeconds ?? 60)
  return recommendScale({
    model: input.model ?? 'joint',
    workloads: sampled.map((one) => workloadOf(one, input, sampled.length)),
    goal,
    currency,
    backtest: input.backtest === true,
    failOn: input.failOn ?? null,
    tolerance: input.tolerance ?? 0.2,
  })
}

function workloadOf(sampled: SampledWorkload, input: RecommendInput, count: number): ScaledWorkload {
  const { load, throttled, oomKills, missing } = sampled
  return {
    namespace: input.namespace ?? null,
    kind: 'Workload',
    name:
      (count === 1 ? input.name : undefined) ??
      sampled.name ??
      input.name ??
      (basename(input.samples ?? '').replace(/\.[^.]*$/, '') || 'workload'),
    facts: { load, throttled, oomKills, current: currentOf(input) },
    missing:
      input.request === undefined
        ? [...missing, 'What it requests now is not known (--request): what it costs now is not compared.']
        : missing,
  }
}

function currentOf({ request, limit, replicas = 1, hpa, inFlight, slots }: RecommendInput): FleetSettings {
  const followsSlots = inFlight !== undefined && slots !== undefined && request === undefined
  return {
    cpuRequestMilli: request?.cpuMilli ?? 0,
    cpuLimitMilli: limit?.cpuMilli ?? null,
    memoryRequestBytes: request?.memoryBytes ?? 0,
    memoryLimitBytes: limit?.memoryBytes ?? null,
    replicas,
    autoscaler: hpa === undefined ? null : { ...hpa, metric: followsSlots ? 'in-flight' : 'cpu' },
  }
}
