import { basename } from 'node:path'
import { OperatorError, type Outcome } from '../../core/index.ts'
import type { RecommendData, RecommendRequest, ScaledWorkload } from '../../scaling/index.ts'
import type { Context } from '../command.ts'
import { assertConsistent } from './contradictions.ts'
import { currentOf } from './current-of.ts'
import { goalOf } from './goal-of.ts'
import type { RecommendInput } from './options.ts'
import { planned } from './planned.ts'
import { type SampledWorkload, sampledWorkloads } from './sampled-workloads.ts'

/** Reads what was sampled, and says by a model how it should be scaled. */
export async function runRecommend(input: RecommendInput, context: Context): Promise<Outcome<RecommendData>> {
  assertConsistent(input)
  const { workloads, doubts } = await gathered(input, context)
  const [first] = workloads
  const { goal, currency } = goalOf(input, await context.profile(), first?.facts.load.stepSeconds ?? 60)
  const request: RecommendRequest = {
    model: input.model ?? 'joint',
    workloads,
    goal,
    currency,
    leastReplicas: input.minReplicas ?? null,
    backtest: input.backtest === true,
    failOn: input.failOn ?? null,
    tolerance: input.tolerance ?? 0.2,
  }
  const outcome = await planned(request, input, context)
  return { ...outcome, warnings: [...outcome.warnings, ...doubts] }
}

async function gathered(
  input: RecommendInput,
  context: Context,
): Promise<{ workloads: ScaledWorkload[]; doubts: string[] }> {
  const { samples, prometheus, kubernetes } = input
  const cluster =
    kubernetes === true
      ? await (await import('./kubernetes-workloads.ts')).kubernetesWorkloads(input, context)
      : null
  if (prometheus !== undefined) {
    const { prometheusWorkloads } = await import('./prometheus-workloads.ts')
    const namespace = cluster?.namespaces ?? input.namespace
    const history = await prometheusWorkloads(
      prometheus,
      namespace === undefined ? input : { ...input, namespace },
      context,
    )
    return cluster === null ? history : withHistory(cluster, history)
  }
  if (cluster !== null) return cluster
  if (samples === undefined)
    throw new OperatorError({
      sentence:
        'recommend-scale needs to know what is used, got none of --samples, --prometheus and --kubernetes.',
      hint: 'Give --samples FILE: a recording of monitor, or CSV with at,name,value and series workload.cpu (cores) and workload.memory (bytes).',
    })
  const sampled = sampledWorkloads(samples, input, context)
  return { workloads: sampled.map((one) => workloadOf(one, input)), doubts: [] }
}

/** What runs, as it is set, with the history of those that Prometheus knows. */
function withHistory(
  cluster: { workloads: ScaledWorkload[]; doubts: string[] },
  history: { workloads: ScaledWorkload[]; doubts: string[] },
): { workloads: ScaledWorkload[]; doubts: string[] } {
  const workloads = cluster.workloads.map((one): ScaledWorkload => {
    const known = history.workloads.find(
      ({ namespace, kind, name }) => namespace === one.namespace && kind === one.kind && name === one.name,
    )
    if (known === undefined) return { ...one, missing: [...one.missing, 'Prometheus does not know it.'] }
    return { ...one, facts: { ...known.facts, current: one.facts.current }, missing: known.missing }
  })
  return { workloads, doubts: [...cluster.doubts, ...history.doubts] }
}

function workloadOf(sampled: SampledWorkload, input: RecommendInput): ScaledWorkload {
  const { load, throttled, oomKills, missing } = sampled
  return {
    namespace: input.namespace?.[0] ?? null,
    kind: 'Workload',
    name: sampled.name ?? input.name ?? fileName(input.samples ?? ''),
    facts: { load, throttled, oomKills, current: currentOf(input) },
    missing:
      input.request === undefined
        ? [...missing, 'What it requests now is not known (--request): what it costs now is not compared.']
        : missing,
  }
}

function fileName(file: string): string {
  return file === '-' ? 'workload' : basename(file).replace(/(.)\.[^.]*$/, '$1')
}
