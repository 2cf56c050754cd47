import { labelled, relabelled, selector } from './promql.ts'
import type { WorkloadMapping } from './workload-mapping.ts'

/** The kinds whose pods count. Those of Jobs end by themselves: there is no number of replicas to recommend. */
const kinds = 'ReplicaSet|StatefulSet|DaemonSet'

/** The labels that every workload has in the results. */
export const workloadLabels = 'namespace, workload, kind'

/**
 * 1 for each pod of `namespace`, with the labels namespace, pod, workload and kind: over its ReplicaSet to the Deployment (or Rollout),
 * else its own owner. A ReplicaSet whose owner is not known is the workload itself. With `over`, such as `6h`, also pods that are gone by
 * then.
 */
export function podOwners(mapping: WorkloadMapping, namespace: string, over: string | null = null): string {
  const { state, selectors } = mapping
  const known = (metric: string, kind: { operator: '=' | '!=' | '=~'; value: string }): string => {
    const chosen = selector(metric, [
      { label: state.namespace, operator: '=', value: namespace },
      { label: 'owner_kind', ...kind },
      ...selectors,
    ])
    const lasting = over === null ? chosen : `last_over_time(${chosen}[${over}])`
    return relabelled(relabelled(lasting, 'namespace', state.namespace), 'pod', state.pod)
  }
  const pods = (value: string) => known('kube_pod_owner', { operator: '=~', value })
  const named = (owned: string) =>
    `max by (namespace, pod, workload, kind) (${relabelled(relabelled(owned, 'workload', 'owner_name'), 'kind', 'owner_kind')})`
  const ofReplicaSet = `max by (namespace, pod, replicaset) (${relabelled(pods('ReplicaSet'), 'replicaset', 'owner_name')})`
  const owners = known('kube_replicaset_owner', { operator: '=~', value: '[A-Z].*' })
  const oneOwner = `topk by (namespace, replicaset) (1, max by (namespace, replicaset, owner_kind, owner_name) (${owners}))`
  const throughReplicaSet = named(
    `${ofReplicaSet} * on (namespace, replicaset) group_left (owner_kind, owner_name) ${oneOwner}`,
  )
  // A pod with two owners must not make the join ambiguous.
  return `topk by (namespace, pod) (1, ${throughReplicaSet} or on (namespace, pod) ${named(pods(kinds))})`
}

/** The number of ready pods of every Deployment, StatefulSet and DaemonSet of `namespace`. */
export function readyReplicas(mapping: WorkloadMapping, namespace: string): string {
  const { state, selectors } = mapping
  return (
    [
      ['kube_deployment_status_replicas_ready', 'deployment', 'Deployment'],
      ['kube_statefulset_status_replicas_ready', 'statefulset', 'StatefulSet'],
      ['kube_daemonset_status_number_ready', 'daemonset', 'DaemonSet'],
    ] as const
  )
    .map(([metric, label, kind]) => {
      const chosen = selector(metric, [
        { label: state.namespace, operator: '=', value: namespace },
        ...selectors,
      ])
      const renamed = relabelled(relabelled(chosen, 'namespace', state.namespace), 'workload', label)
      return `max by (${workloadLabels}) (${labelled(renamed, 'kind', kind)})`
    })
    .join(' or ')
}
