import { OperatorError } from '../../core/index.ts'
import { type HpaPod, podGroups } from './pod-groups.ts'

/** A 64-bit integer as Kubernetes writes it in JSON: a string where a double would round it. */
export type Int64 = number | string

/** What one metric of a HorizontalPodAutoscaler is computed from; amounts in thousandths, as Kubernetes has them. */
export interface HpaReplicaInput {
  kind: 'resource' | 'podsMetric' | 'objectValue' | 'objectPerPod' | 'externalValue' | 'externalPerPod'
  /** Of `resource`: cpu ignores pods that are still starting. */
  metric?: string
  currentReplicas: number
  /** How far the ratio may be from 1 without a change: 0.1 is the cluster's default. */
  tolerance: { down: number; up: number }
  /** Of `resource`: per cent of the requests. */
  targetUtilization?: number
  /** Mean of a pod, or of the whole for `objectValue` and `externalValue`. */
  targetUsageMilli?: Int64
  targetUsagePerPodMilli?: Int64
  metricValueMilli?: Int64
  readyPods?: number
  pods?: HpaPod[]
}

/** How many replicas one metric asks for, and why; or why it cannot say. */
export type HpaReplicas =
  | { replicas: number; utilization?: number; avgRawMilli?: Int64; usage?: Int64; because: string }
  | { error: string }

/**
 * The replicas that one metric asks for, as the replica calculator of Kubernetes has it: whole-number division of sums, missing pods taken as
 * idle on the way up and as busy on the way down, pods that are not ready taken as idle on the way up. Throws OperatorError on a target that
 * is not above 0, and on replicas that are no count. Source: kubernetes/kubernetes pkg/controller/podautoscaler/replica_calculator.go.
 */
export function hpaReplicas(input: HpaReplicaInput): HpaReplicas {
  assertInput(input)
  switch (input.kind) {
    case 'resource':
    case 'podsMetric':
      return ofPods(input)
    case 'objectValue':
    case 'externalValue':
      return ofValue(input)
    case 'objectPerPod':
    case 'externalPerPod':
      return ofValuePerPod(input)
  }
}

function assertInput(input: HpaReplicaInput): void {
  const target = input.targetUtilization ?? input.targetUsagePerPodMilli ?? input.targetUsageMilli ?? 0
  if (!(Number(target) > 0))
    throw new OperatorError({
      sentence: `The target of a metric must be above 0, got ${target}.`,
      hint: 'Give the target of the autoscaler.',
    })
  if (!(Number.isInteger(input.currentReplicas) && input.currentReplicas >= 0))
    throw new OperatorError({
      sentence: `The replicas must be a whole number of at least 0, got ${input.currentReplicas}.`,
      hint: 'Give the present number of replicas.',
    })
}

const mostReplicas = 2_147_483_647
const hundred = 100n

interface Usage {
  ratio: number
  answer: { utilization?: number; avgRawMilli?: Int64; usage?: Int64 }
  words: string
}

function ofPods(input: HpaReplicaInput): HpaReplicas {
  const { currentReplicas, targetUtilization, tolerance, pods = [] } = input
  const { ready, unready, missing } = podGroups(pods, input.kind === 'resource' && input.metric === 'cpu')
  if (ready.length === 0)
    return { error: 'did not receive metrics for targeted pods (pods might be unready)' }
  const byUtilization = input.kind === 'resource' && targetUtilization !== undefined
  const unrequested = byUtilization ? pods.find(({ requestMilli }) => requestMilli === null) : undefined
  if (unrequested !== undefined)
    return { error: `missing request for ${input.metric ?? 'cpu'} in Pod ${unrequested.name}` }
  const usageOf = (counted: readonly Counted[]): Usage | null =>
    byUtilization
      ? utilizationOf(counted, targetUtilization)
      : meanOf(counted, BigInt(input.targetUsageMilli ?? 0))
  const known = ready.map(
    (pod): Counted => ({ request: pod.requestMilli ?? 0, usage: BigInt(pod.usageMilli ?? 0) }),
  )
  const usage = usageOf(known)
  if (usage === null) return { error: 'no metrics returned matched known pods' }
  const { ratio, answer, words } = usage
  const hasUnready = unready.length > 0 && ratio > 1
  if (!hasUnready && missing.length === 0) {
    if (isWithin(ratio, tolerance)) return kept(currentReplicas, answer, `${words}, within the tolerance`)
    const replicas = upwards(ratio * ready.length)
    return { replicas, ...answer, because: `${words}: ceil(${shown(ratio)} x ${ready.length} ready)` }
  }
  const assumed = [
    ...known,
    ...(ratio === 1 ? [] : missing.map((pod) => assumedOf(pod, input, ratio < 1))),
    ...(hasUnready ? unready.map((pod): Counted => ({ request: pod.requestMilli ?? 0, usage: 0n })) : []),
  ]
  const assumedRatio = usageOf(assumed)?.ratio ?? 1
  const because = `${words}; with ${missing.length} missing taken as ${ratio < 1 ? 'busy' : 'idle'}${hasUnready ? ` and ${unready.length} unready as idle` : ''} ${shown(assumedRatio)}`
  const turns = (ratio < 1 && assumedRatio > 1) || (ratio > 1 && assumedRatio < 1)
  if (isWithin(assumedRatio, tolerance) || turns)
    return kept(currentReplicas, answer, `${because}: no change is certain`)
  const replicas = upwards(assumedRatio * assumed.length)
  if ((assumedRatio < 1 && replicas > currentReplicas) || (assumedRatio > 1 && replicas < currentReplicas))
    return kept(currentReplicas, answer, `${because}: the other way round`)
  return { replicas, ...answer, because: `${because}: ceil(${shown(assumedRatio)} x ${assumed.length})` }
}

interface Counted {
  request: number
  usage: bigint
}

function assumedOf(pod: HpaPod, input: HpaReplicaInput, scalesDown: boolean): Counted {
  const request = pod.requestMilli ?? 0
  if (!scalesDown) return { request, usage: 0n }
  if (input.targetUtilization === undefined) return { request, usage: BigInt(input.targetUsageMilli ?? 0) }
  const percent = BigInt(Math.max(100, input.targetUtilization))
  return { request, usage: (BigInt(request) * percent) / hundred }
}

function utilizationOf(counted: readonly Counted[], target: number): Usage | null {
  const used = counted.reduce((sum, { usage }) => sum + usage, 0n)
  const requested = counted.reduce((sum, { request }) => sum + BigInt(request), 0n)
  if (requested === 0n) return null
  const utilization = Number((used * hundred) / requested)
  return {
    ratio: utilization / target,
    answer: { utilization, avgRawMilli: int64(used / BigInt(counted.length)) },
    words: `utilization ${utilization} % of requests, target ${target} %`,
  }
}

function meanOf(counted: readonly Counted[], target: bigint): Usage {
  const usage = counted.reduce((sum, one) => sum + one.usage, 0n) / BigInt(counted.length)
  return {
    ratio: Number(usage) / Number(target),
    answer: { usage: int64(usage) },
    words: `mean ${milli(usage)} a pod, target ${milli(target)}`,
  }
}

function ofValue({ currentReplicas, tolerance, readyPods = 0, ...input }: HpaReplicaInput): HpaReplicas {
  const value = BigInt(input.metricValueMilli ?? 0)
  const target = BigInt(input.targetUsageMilli ?? 0)
  const ratio = Number(value) / Number(target)
  const answer = { usage: int64(value) }
  const words = `value ${milli(value)}, target ${milli(target)}`
  if (currentReplicas === 0)
    return { replicas: upwards(ratio), ...answer, because: `${words}: ceil(${shown(ratio)}) from 0` }
  if (isWithin(ratio, tolerance)) return kept(currentReplicas, answer, `${words}, within the tolerance`)
  const replicas = upwards(ratio * readyPods)
  return { replicas, ...answer, because: `${words}: ceil(${shown(ratio)} x ${readyPods} ready)` }
}

function ofValuePerPod({ currentReplicas, tolerance, ...input }: HpaReplicaInput): HpaReplicas {
  const value = Number(BigInt(input.metricValueMilli ?? 0))
  const target = Number(BigInt(input.targetUsagePerPodMilli ?? 0))
  const ratio = value / (target * currentReplicas)
  const answer = { usage: currentReplicas === 0 ? value : Math.ceil(value / currentReplicas) }
  const words = `value ${shown(value / 1000)}, target ${shown(target / 1000)} a pod`
  if (isWithin(ratio, tolerance)) return kept(currentReplicas, answer, `${words}, within the tolerance`)
  return { replicas: upwards(value / target), ...answer, because: `${words}: ceil(${shown(value / target)})` }
}

function kept(replicas: number, answer: Usage['answer'], because: string): HpaReplicas {
  return { replicas, ...answer, because: `${because}, so ${replicas} stay` }
}

function isWithin(ratio: number, { down, up }: HpaReplicaInput['tolerance']): boolean {
  return 1 - down <= ratio && ratio <= 1 + up
}

function upwards(replicas: number): number {
  return Math.min(mostReplicas, Math.ceil(replicas))
}

function int64(value: bigint): Int64 {
  const number = Number(value)
  return Number.isSafeInteger(number) ? number : String(value)
}

function milli(value: bigint): string {
  return shown(Number(value) / 1000)
}

function shown(value: number): string {
  return String(Number(value.toPrecision(4)))
}
