import type { KubernetesClient, KubernetesWorkload } from '../../../clients/index.ts'
import type { WorkloadLook } from '../../../scaling/index.ts'

/** A workload at this moment, with restarts beyond those that are known by pod; a sentence where the cluster does not tell. */
export async function lookAt(
  client: KubernetesClient,
  { namespace, selector, name }: Pick<KubernetesWorkload, 'namespace' | 'selector' | 'name'>,
  knownRestarts: Map<string, number> | null,
): Promise<{ ok: true; look: WorkloadLook; restarts: Map<string, number> } | { ok: false; reason: string }> {
  const pods = await client.pods({ namespace, labelSelector: selector })
  if (!pods.ok) return { ok: false, reason: pods.reason }
  const usage = await client.podUsage({ namespace, labelSelector: selector })
  if (!usage.ok) return { ok: false, reason: usage.reason }
  const own = pods.value.filter(
    ({ isEnding, phase }) => !isEnding && phase !== 'Failed' && phase !== 'Succeeded',
  )
  const names = new Set(own.map((pod) => pod.name))
  const used = usage.value.filter((one) => names.has(one.name))
  if (used.length === 0)
    return { ok: false, reason: `The metrics API knows none of the pods of ${name} yet.` }
  const sum = (values: readonly (number | null)[]): number =>
    values.reduce<number>((total, one) => total + (one ?? 0), 0)
  // Pods without a figure yet are as busy as the others.
  const cores = sum(used.flatMap(({ containers }) => containers.map((one) => one.cpuCores)))
  const restarts = new Map(own.map((pod): [string, number] => [pod.name, pod.restarts]))
  return {
    ok: true,
    restarts,
    look: {
      pods: own.filter(({ isReady }) => isReady).length,
      cores: (cores * own.length) / used.length,
      memoryBytes: Math.max(...used.map(({ containers }) => sum(containers.map((one) => one.memoryBytes)))),
      restarts:
        knownRestarts === null
          ? 0
          : sum(own.map((pod) => Math.max(0, pod.restarts - (knownRestarts.get(pod.name) ?? 0)))),
    },
  }
}
