import { basename } from 'node:path'
import { type Finding, OperatorError, type Outcome } from '../../core/index.ts'
import {
  presentRecommended,
  type Recommended,
  type RecommendRequest,
  type ScaledWorkload,
} from '../../scaling/index.ts'
import type { Context } from '../command.ts'
import type { ChangedData } from './change/index.ts'
import { assertConsistent } from './contradictions.ts'
import { currentOf } from './current-of.ts'
import { busyModel } from './curve.ts'
import { withEmission } from './emitted.ts'
import { goalOf } from './goal-of.ts'
import type { Manifest } from './manifest/index.ts'
import type { RecommendInput } from './options.ts'
import { planned } from './planned.ts'
import { recordedWorkloads, type SampledWorkload, sampledWorkloads } from './sampled-workloads.ts'

/** Reads what was sampled, and says by a model how it should be scaled. */
export async function runRecommend(input: RecommendInput, context: Context): Promise<Outcome<ChangedData>> {
  assertConsistent(input)
  if (input.undo !== undefined)
    return (await import('./change/index.ts')).undoChange(input.undo, input, context)
  const busy = busyModel(input, context)
  const manifest = await manifestOf(input, context)
  const gained = await gathered(input, context)
  const { findings = [] } = gained
  const { workloads, doubts } =
    manifest === null
      ? gained
      : (await import('./manifest/index.ts')).withManifest(gained.workloads, manifest, input)
  const [first] = workloads
  const stepSeconds = first?.facts.load.stepSeconds ?? 60
  const { goal, currency } = goalOf(input, await context.profile(), stepSeconds, busy.rule)
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
  const { all, cut } = await planned(request, input, busy.rule, context)
  const recommended = all.map((one) => withReason(one, busy.because))
  const presented = presentRecommended(recommended, request)
  const outcome = await withEmission(presented, recommended, { input, manifest })
  const before = manifest === null ? [] : gained.doubts
  const doubted = {
    ...outcome,
    findings: [...outcome.findings, ...findings],
    warnings: [...new Set([...cut, ...outcome.warnings, ...busy.doubts, ...before, ...doubts])],
    // A cluster that did not tell was not judged.
    ...(input.failOn !== undefined && findings.length > 0 ? { exitCode: 3 as const } : {}),
  }
  if (input.apply !== true && input.dryRun !== true) return doubted
  const { applyRecommended, applyToFile } = await import('./change/index.ts')
  if (manifest !== null)
    return applyToFile({ outcome: doubted, recommended, currency, manifest }, input, context)
  const { busyAtMost } = goal.limits
  return applyRecommended({ outcome: doubted, recommended, currency, busyAtMost }, input, context)
}

/** A plan says by what it was judged how busy pods may be. */
function withReason(one: Recommended, because: string | null): Recommended {
  const { recommendation } = one
  if (because === null || recommendation.proposed === null) return one
  return { ...one, recommendation: { ...recommendation, because: [...recommendation.because, because] } }
}

/** Read first: what is wrong with it shows before anybody is asked. */
async function manifestOf(
  { manifest, emit = [] }: RecommendInput,
  context: Context,
): Promise<Manifest | null> {
  if (manifest === undefined) return null
  const { openManifest } = await import('./manifest/index.ts')
  const opened = await openManifest(manifest, context)
  if (emit.length > 0) (await import('./emit/index.ts')).assertEmittable(emit, opened)
  return opened
}

interface GatheredWorkloads {
  workloads: ScaledWorkload[]
  doubts: string[]
  /** Of whom could not be asked. */
  findings?: Finding[]
}

async function gathered(input: RecommendInput, context: Context): Promise<GatheredWorkloads> {
  const { samples, top, live, prometheus, kubernetes } = input
  const cluster =
    kubernetes === true
      ? await (await import('./kubernetes-clusters.ts')).kubernetesClusters(input, context)
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
  if (top !== undefined) return (await import('./top-workloads.ts')).topWorkloads(top, input, context)
  if (live !== undefined) {
    const seen = await (await import('./live-samples.ts')).liveSamples(live, input, context)
    const found = recordedWorkloads(seen.recording, 'This host', seen.input)
    return { workloads: found.map((one) => workloadOf(one, seen.input)), doubts: [] }
  }
  if (samples === undefined)
    throw new OperatorError({
      sentence:
        'recommend-scale needs to know what is used, got none of --samples, --top, --live, --prometheus and --kubernetes.',
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
    name: sampled.name ?? input.name ?? nameOf(input),
    facts: { load, throttled, oomKills, current: currentOf(input) },
    missing:
      input.request === undefined && input.manifest === undefined
        ? [...missing, 'What it requests now is not known (--request): what it costs now is not compared.']
        : missing,
  }
}

function nameOf({ process, pid, samples }: RecommendInput): string {
  if (process !== undefined) return process
  return pid === undefined ? fileName(samples ?? 'host') : `process ${pid}`
}

function fileName(file: string): string {
  return file === '-' ? 'workload' : basename(file).replace(/(.)\.[^.]*$/, '$1')
}
