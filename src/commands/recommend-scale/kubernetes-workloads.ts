import type {
  Answered,
  KubernetesAutoscaler,
  KubernetesClient,
  KubernetesWorkload,
  PodUsage,
} from '../../clients/index.ts'
import { OperatorError } from '../../core/index.ts'
import {
  type FleetAutoscaler,
  type FleetLoad,
  type FleetSettings,
  type ScaledWorkload,
  usualTolerance,
} from '../../scaling/index.ts'
import type { Context } from '../command.ts'
import { kubernetesRoom, type Surroundings } from './kubernetes-room.ts'
import type { RecommendInput } from './options.ts'

/** Deployments and StatefulSets as a cluster runs them, and what their pods use at this moment. */
export interface ClusterWorkloads {
  workloads: ScaledWorkload[]
  namespaces: string[]
  doubts: string[]
}

/** What runs in some namespaces of one cluster. Throws OperatorError (exit 3) where the API server does not tell. */
export async function kubernetesWorkloads(
  client: KubernetesClient,
  input: RecommendInput,
  { progress }: Context,
): Promise<ClusterWorkloads> {
  const namespaces = [...new Set(input.namespace ?? [client.context.namespace ?? 'default'])]
  progress(`Asking ${client.context.name} for ${namespaces.join(', ')}`)
  const doubts: string[] = []
  const workloads: ScaledWorkload[] = []
  for (const namespace of namespaces) {
    const query = { namespace }
    const [deployments, statefulSets] = [
      told(await client.deployments(query), `the Deployments of ${namespace}`),
      told(await client.statefulSets(query), `the StatefulSets of ${namespace}`),
    ]
    const around = await surroundings(client, namespace, doubts)
    const usage = optional(await client.podUsage(query), 'what pods use at this moment', doubts)
    for (const one of [...deployments, ...statefulSets]) {
      if (one.replicas === 0 || (input.name !== undefined && one.name !== input.name)) continue
      workloads.push(scaled(one, around, usage === null ? [] : await usageOf(client, one, usage, doubts)))
    }
  }
  if (workloads.length === 0)
    throw new OperatorError({
      sentence: `${client.context.name} runs ${input.name === undefined ? 'nothing' : `no ${input.name}`} in ${namespaces.join(', ')} that could be scaled.`,
      hint: 'Give another --namespace, --name or --context; what has no replicas at all is left out.',
      exitCode: 3,
    })
  return { workloads, namespaces, doubts: [...new Set(doubts)] }
}

/** Of its own pods. */
async function usageOf(
  client: KubernetesClient,
  { namespace, name, selector }: KubernetesWorkload,
  usage: readonly PodUsage[],
  doubts: string[],
): Promise<PodUsage[]> {
  const pods = optional(
    await client.pods({ namespace, labelSelector: selector }),
    `the pods of ${name}`,
    doubts,
  )
  const names = new Set(pods?.map((pod) => pod.name))
  return usage.filter((one) => names.has(one.name))
}

async function surroundings(
  client: KubernetesClient,
  namespace: string,
  doubts: string[],
): Promise<Surroundings> {
  const query = { namespace }
  return {
    autoscalers: optional(await client.autoscalers(query), 'autoscalers', doubts) ?? [],
    budgets: optional(await client.budgets(query), 'disruption budgets', doubts) ?? [],
    limitRanges: optional(await client.limitRanges(query), 'limit ranges', doubts) ?? [],
    quotas: optional(await client.quotas(query), 'quotas', doubts) ?? [],
    nodes: optional(await client.nodes(), 'nodes', doubts) ?? [],
  }
}

function told<T>(answer: Answered<T>, what: string): T {
  if (answer.ok) return answer.value
  throw new OperatorError({
    sentence: `Kubernetes did not tell ${what}: ${answer.reason}.`,
    hint: 'Check --context and --kubeconfig, and what you may do: kubectl auth can-i list deployments.',
    exitCode: 3,
  })
}

/** What a plan is better with, and can be made without. */
function optional<T>(answer: Answered<T>, what: string, doubts: string[]): T | null {
  if (answer.ok) return answer.value
  doubts.push(`Kubernetes did not tell ${what}: ${answer.reason}.`)
  return null
}

function scaled(
  workload: KubernetesWorkload,
  around: Surroundings,
  usage: readonly PodUsage[],
): ScaledWorkload {
  const { namespace, kind, name } = workload
  const current = settingsOf(workload, around.autoscalers)
  const scaler = scalerOf(workload, around.autoscalers)
  return {
    namespace,
    kind,
    name,
    facts: {
      load: loadNow(usage),
      throttled: null,
      oomKills: [],
      current,
    },
    missing: [
      ...(scaler !== undefined && current.autoscaler === null
        ? [`Its autoscaler ${scaler.name} follows no utilization of CPU, and is not replayed.`]
        : []),
      ...(usage.length === 0 ? ['Nothing says what its pods use.'] : []),
      'It is known for one moment only: with --prometheus there is a history.',
    ],
    room: kubernetesRoom(workload, around),
    containers: workload.containers,
    ...(scaler === undefined ? {} : { autoscalerName: scaler.name }),
  }
}

/** One step, as long as the metrics server looks back. */
function loadNow(usage: readonly PodUsage[]): FleetLoad {
  const pods = usage.map(({ containers }) => ({
    cores: containers.reduce((sum, one) => sum + (one.cpuCores ?? 0), 0),
    bytes: containers.reduce((sum, one) => sum + (one.memoryBytes ?? 0), 0),
  }))
  const [first] = usage
  return {
    startSeconds: first === undefined ? 0 : Date.parse(first.at) / 1000,
    stepSeconds: Math.max(1, first?.windowSeconds ?? 60),
    cores: Float64Array.of(pods.length === 0 ? Number.NaN : pods.reduce((sum, { cores }) => sum + cores, 0)),
    memoryBytes: Float64Array.of(
      pods.length === 0 ? Number.NaN : Math.max(...pods.map(({ bytes }) => bytes)),
    ),
    inFlight: null,
  }
}

/** How it is set: a pod is all of its containers. */
export function settingsOf(
  workload: KubernetesWorkload,
  autoscalers: readonly KubernetesAutoscaler[],
): FleetSettings {
  const { containers, replicas } = workload
  const sum = (of: (one: (typeof containers)[number]) => number | null): number | null => {
    const all = containers.map(of)
    return all.some((one) => one === null) ? null : all.reduce<number>((total, one) => total + (one ?? 0), 0)
  }
  const scaler = scalerOf(workload, autoscalers)
  return {
    cpuRequestMilli: Math.round((sum(({ requests }) => requests.cpuCores) ?? 0) * 1000),
    cpuLimitMilli: milli(sum(({ limits }) => limits.cpuCores)),
    memoryRequestBytes: sum(({ requests }) => requests.memoryBytes) ?? 0,
    memoryLimitBytes: sum(({ limits }) => limits.memoryBytes),
    replicas,
    autoscaler: scaler === undefined ? null : autoscalerOf(scaler),
  }
}

/** The autoscaler of a workload. */
export function scalerOf(
  { kind, name }: Pick<KubernetesWorkload, 'kind' | 'name'>,
  autoscalers: readonly KubernetesAutoscaler[],
): KubernetesAutoscaler | undefined {
  return autoscalers.find(({ target }) => target.kind === kind && target.name === name)
}

function milli(cores: number | null): number | null {
  return cores === null ? null : Math.round(cores * 1000)
}

/** Null where it follows no utilization of CPU. */
function autoscalerOf({ metrics, behavior, ...scaler }: KubernetesAutoscaler): FleetAutoscaler | null {
  const cpu = metrics.find(
    ({ type, name, utilization }) => type === 'Resource' && name === 'cpu' && utilization !== null,
  )
  if (cpu === undefined) return null
  return {
    metric: 'cpu',
    minReplicas: scaler.minReplicas,
    maxReplicas: scaler.maxReplicas,
    targetUtilization: Math.round((cpu.utilization ?? 0) * 100),
    tolerance: usualTolerance,
    ...behavior,
  }
}
