// The Kubernetes API: what a cluster runs and allows, and changes of replicas and resources.

import { clientOver, type KubernetesClient } from './client.ts'
import { connect } from './connection.ts'
import { type KubeconfigSource, loadKubeconfig } from './kubeconfig.ts'

export type { Answered } from './answered.ts'
export {
  autoscalerOf,
  type KubernetesAutoscaler,
  type KubernetesBudget,
  type KubernetesLimitRange,
  type KubernetesNode,
  type KubernetesQuota,
} from './bounds.ts'
export type { KubernetesClient } from './client.ts'
export { fieldManager, fieldManagers, isOnlyApplied } from './field-managers.ts'
export type { Manifest } from './fields.ts'
export { kubernetesContexts } from './kubeconfig.ts'
export { quantityValue } from './quantity-value.ts'
export {
  type KubernetesWorkload,
  type PodUsage,
  type ResourceAmounts,
  workloadOf,
} from './workload.ts'

/** Which cluster, and how patiently it is asked. */
export interface KubernetesOptions {
  kubeconfig: KubeconfigSource
  /** null: the current one. */
  context: string | null
  /** Of one request. */
  timeoutMs?: number
  /** How often in all a request that changes nothing is tried. */
  tries?: number
  signal?: AbortSignal
  /** How it waits between tries. */
  pause?: (ms: number) => Promise<void>
}

/** A client for the cluster of a context. Throws OperatorError where the kubeconfig does not lead to one; asks nothing yet. */
export async function openKubernetes(options: KubernetesOptions): Promise<KubernetesClient> {
  const { kubeconfig, context, timeoutMs = 10_000, tries = 4, signal = null, pause = later } = options
  const config = await loadKubeconfig(kubeconfig)
  return clientOver(connect(config, context), { timeoutMs, tries, signal, pause })
}

function later(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
