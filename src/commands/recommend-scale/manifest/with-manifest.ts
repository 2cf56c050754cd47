import { OperatorError, suggestion } from '../../../core/index.ts'
import type { ScaledWorkload } from '../../../scaling/index.ts'
import { contradict } from '../../contradict.ts'
import { currentOf, hpaOf } from '../current-of.ts'
import type { RecommendInput } from '../options.ts'
import type { Manifest, ManifestWorkload } from './manifest.ts'

interface Pair {
  workload: ScaledWorkload
  own: ManifestWorkload
}

/** Workloads as the file sets them: those that it has, or the only one of both. Throws OperatorError (exit 2) where none of them is in it. */
export function withManifest(
  workloads: readonly ScaledWorkload[],
  manifest: Manifest,
  input: RecommendInput,
): { workloads: ScaledWorkload[]; doubts: string[] } {
  const pairs = pairsOf(workloads, manifest, input)
  const left = workloads.filter((workload) => pairs.every((pair) => pair.workload !== workload))
  return {
    workloads: pairs.map(({ workload, own }) => asSet(workload, own, manifest, input)),
    doubts:
      left.length === 0 ? [] : [`${manifest.file} does not have ${left.map(({ name }) => name).join(', ')}.`],
  }
}

function pairsOf(
  workloads: readonly ScaledWorkload[],
  { file, workloads: owns }: Manifest,
  { name }: RecommendInput,
): Pair[] {
  const names = owns.map((own) => own.name)
  const refuse = (sentence: string, wanted: string): OperatorError =>
    new OperatorError({
      sentence,
      hint: suggestion(wanted, names, `Choose one with --name: ${names.slice(0, 8).join(', ')}.`),
    })
  if (name !== undefined && !names.includes(name)) throw refuse(`${file} has no workload ${name}.`, name)
  const pairs = workloads.flatMap((workload) => {
    const own = owns.find((one) => isSame(one, workload))
    return own === undefined ? [] : [{ workload, own }]
  })
  assertOnce(pairs, file)
  if (pairs.length > 0) return pairs
  const [workload, own] = [workloads[0], owns[0]]
  if (workload !== undefined && own !== undefined && workloads.length === 1 && owns.length === 1)
    return [{ workload, own }]
  throw refuse(
    `${file} has ${names.slice(0, 8).join(', ')}, and none of them is called ${workloads.map((one) => one.name).join(' or ')}.`,
    workload?.name ?? '',
  )
}

function isSame(own: ManifestWorkload, { namespace, kind, name }: ScaledWorkload): boolean {
  const isThere = own.namespace === null || namespace === null || own.namespace === namespace
  return own.name === name && isThere && (kind === 'Workload' || own.kind === kind)
}

/** One history for what the file sets once. */
function assertOnce(pairs: readonly Pair[], file: string): void {
  const [twice] = pairs.filter(({ own }, at) => pairs.findIndex((pair) => pair.own === own) < at)
  if (twice === undefined) return
  const places = pairs
    .filter(({ own }) => own === twice.own)
    .map(({ workload: { cluster, namespace } }) => [cluster, namespace].filter(Boolean).join('/'))
  throw new OperatorError({
    sentence: `${file} sets ${twice.own.name} once, and there are several: in ${places.join(' and ')}.`,
    hint: 'Choose one of them with --namespace, or --context.',
  })
}

/** What the file knows goes before what the options say, and says so. */
function asSet(
  { facts, missing, ...workload }: ScaledWorkload,
  own: ManifestWorkload,
  { file, form }: Manifest,
  input: RecommendInput,
): ScaledWorkload {
  if (input.replicas !== undefined && form !== 'systemd')
    throw contradict('--replicas', '--manifest, which knows it')
  if (input.hpa !== undefined && (form !== 'kubernetes' || own.autoscalerName !== undefined))
    throw contradict('--hpa', '--manifest, which knows it')
  const { cpuRequestMilli, memoryRequestBytes } = own.current
  for (const flag of ['request', 'limit'] as const)
    if (input[flag] !== undefined && (cpuRequestMilli !== 0 || memoryRequestBytes !== 0))
      throw contradict(`--${flag}`, '--manifest, which knows it')
  const current = {
    ...(input.request === undefined ? own.current : currentOf(input)),
    replicas: input.replicas ?? own.current.replicas,
    autoscaler: own.current.autoscaler ?? hpaOf(input),
  }
  const isKnown = current.cpuRequestMilli !== 0 && current.memoryRequestBytes !== 0
  return {
    ...workload,
    namespace: own.namespace ?? workload.namespace,
    kind: own.kind,
    name: own.name,
    facts: { ...facts, current },
    missing: [
      ...missing,
      ...own.missing,
      ...(isKnown ? [] : [`${file} does not set what it gets: what it costs now is not compared.`]),
    ],
    ...(form === 'kubernetes' ? {} : { room: { ...workload.room, isFixed: true } }),
    ...(own.containers === undefined ? {} : { containers: own.containers }),
    ...(own.autoscalerName === undefined ? {} : { autoscalerName: own.autoscalerName }),
  }
}
