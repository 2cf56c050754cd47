import { basename } from 'node:path'
import { OperatorError, type Outcome } from '../../core/index.ts'
import {
  presentRecommended,
  type Recommended,
  type RecommendTerms,
  type ScaledWorkload,
} from '../../scaling/index.ts'
import type { Context } from '../command.ts'
import type { ChangedData } from './change/index.ts'
import { assertConsistent } from './contradictions.ts'
import { currentOf } from './current-of.ts'
import { busyModel } from './curve.ts'
import { withEmission } from './emitted.ts'
import type { SampledWorkload } from './gathered-samples.ts'
import { goalOf } from './goal-of.ts'
import type { Manifest } from './manifest/index.ts'
import type { RecommendInput } from './options.ts'
import { planned } from './planned.ts'
import { recordedWorkloads, sampledWorkloads } from './sampled-workloads.ts'
import { withHistory } from './with-history.ts'
import { streamOf, type WorkloadStream } from './workload-stream.ts'

/** Reads what was sampled, and says by a model how it should be scaled. */
export async function runRecommend(input: RecommendInput, context: Context): Promise<Outcome<ChangedData>> {
  assertConsistent(input)
  if (input.undo !== undefined)
    return (await import('./change/index.ts')).undoChange(input.undo, input, context)
  const busy = busyModel(input, context)
  const manifest = await manifestOf(input, context)
  const stream = await gathered(input, context)
  const { workloads, doubts } =
    manifest === null
      ? stream
      : (await import('./manifest/index.ts')).withManifest(
          await allOf(stream.workloads, manifest),
          manifest,
          input,
        )
  const { goal, currency } = goalOf(input, await context.profile(), busy.rule)
  const terms: RecommendTerms = {
    model: input.model ?? 'joint',
    goal,
    currency,
    leastReplicas: input.minReplicas ?? null,
    backtest: input.backtest === true,
    failOn: input.failOn ?? null,
    tolerance: input.tolerance ?? 0.2,
  }
  const { all, cut } = await planned(workloads, terms, input, busy.rule, context)
  const recommended = all.map((one) => withReason(one, busy.because))
  const presented = presentRecommended(recommended, terms)
  const outcome = await withEmission(presented, recommended, { input, manifest })
  const { findings } = stream
  const before = manifest === null ? [] : stream.doubts
  const doubted = {
    ...outcome,
    findings: [...outcome.findings, ...findings],
    warnings: [...new Set([...cut, ...outcome.warnings, ...busy.doubts, ...before, ...doubts])],
    // Who did not tell was not judged.
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

async function gathered(input: RecommendInput, context: Context): Promise<WorkloadStream> {
  const { samples, top, live, prometheus, kubernetes } = input
  const cluster =
    kubernetes === true
      ? await (await import('./kubernetes-clusters.ts')).kubernetesClusters(input, context)
      : null
  if (prometheus !== undefined) {
    const { prometheusWorkloads } = await import('./prometheus-workloads.ts')
    const namespace = cluster?.namespaces ?? input.namespace
    const history = prometheusWorkloads(
      prometheus,
      namespace === undefined ? input : { ...input, namespace },
      context,
    )
    return cluster === null ? history : withHistory(cluster, history)
  }
  if (cluster !== null) return streamOf(cluster)
  if (top !== undefined)
    return streamOf((await import('./top-workloads.ts')).topWorkloads(top, input, context))
  if (live !== undefined) {
    const seen = await (await import('./live-samples.ts')).liveSamples(live, input, context)
    return streamOf({
      workloads: scaledEach(recordedWorkloads(seen.recording, 'This host', seen.input), seen.input),
    })
  }
  if (samples === undefined)
    throw new OperatorError({
      sentence:
        'recommend-scale needs to know what is used, got none of --samples, --top, --live, --prometheus and --kubernetes.',
      hint: 'Give --samples FILE: a recording of monitor, or CSV with at,name,value and series workload.cpu (cores) and workload.memory (bytes).',
    })
  return streamOf({ workloads: scaledEach(sampledWorkloads(samples, input, context), input) })
}

/** All of them, with the histories of those that the operator's own file names, and of one that may be called otherwise there. */
async function allOf(workloads: WorkloadStream['workloads'], manifest: Manifest): Promise<ScaledWorkload[]> {
  const names = new Set(manifest.workloads.map(({ name }) => name))
  const all: ScaledWorkload[] = []
  for await (const one of workloads) all.push(names.has(one.name) || all.length === 0 ? one : bare(one))
  return all
}

function bare({ facts, ...workload }: ScaledWorkload): ScaledWorkload {
  const none = new Float64Array()
  const load = { ...facts.load, cores: none, memoryBytes: none, inFlight: null }
  return { ...workload, facts: { ...facts, load, pods: [], throttled: null } }
}

function* scaledEach(all: Iterable<SampledWorkload>, input: RecommendInput): Generator<ScaledWorkload> {
  for (const one of all) yield workloadOf(one, input)
}

function workloadOf(sampled: SampledWorkload, input: RecommendInput): ScaledWorkload {
  const { load, pods, throttled, oomKills, missing } = sampled
  return {
    namespace: input.namespace?.[0] ?? null,
    kind: 'Workload',
    name: sampled.name ?? input.name ?? nameOf(input),
    facts: { load, pods: pods ?? [], throttled, oomKills, current: currentOf(input) },
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
