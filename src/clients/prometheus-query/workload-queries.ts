import { podOwners, readyReplicas, workloadLabels } from './pod-owners.ts'
import { type LabelMatcher, promDuration, relabelled, selector } from './promql.ts'
import { assertMapping, type PodLabels, type WorkloadMapping } from './workload-mapping.ts'

/** PromQL for all workloads of one namespace; each result has the labels namespace, workload and kind. */
export interface WorkloadQueries {
  /** Cores that all pods use. */
  cores: string
  /** Bytes in the working set of the pod that has most: with a step longer than the window of a rate, the peaks within the step. */
  fullestPodBytes: string
  /** The same of each pod, with the label pod besides: cores, and bytes of its working set. */
  podCores: string
  podBytes: string
  /** The share of CFS periods, 0 to 1, in which a container had to wait for its CPU limit. */
  throttledShare: string
  readyReplicas: string
  /** In all pods; null where the mapping names no metric. */
  requestsInFlight: string | null
  /**
   * Present where a container was killed for want of memory in the step before: the memory limit that it had in bytes, 0 for none.
   * Also labelled with pod and container.
   */
  oomKills: string
  /** Resets of the CPU counters in the window before, for `resetWindowSeconds`. */
  counterResets: string
  /** Of one pod, that which asks for most, now: cores. */
  coresRequest: string
  coresLimit: string
  /** Bytes. */
  memoryRequest: string
  memoryLimit: string
  /** Containers now that have no memory limit, counted where there are any. */
  withoutMemoryLimit: string
}

/** The windows that queries look back over, in seconds. */
export interface QueryWindows {
  /** Of the grid. */
  stepSeconds: number
  /** Of `counterResets`. */
  resetWindowSeconds: number
}

/**
 * The queries for a namespace, on cAdvisor, kube-state-metrics (from version 2) and the application's own metrics. One answers for all
 * workloads: so ten thousand need no more requests than one. What cAdvisor or kube-state-metrics say twice, to two scrapers, counts once. Throws
 * OperatorError where the mapping has a name that PromQL does not take.
 */
export function workloadQueries(
  mapping: WorkloadMapping,
  windows: QueryWindows,
): (namespace: string) => WorkloadQueries {
  assertMapping(mapping)
  return (namespace) => namespaceQueries(mapping, windows, namespace)
}

function namespaceQueries(
  mapping: WorkloadMapping,
  windows: QueryWindows,
  namespace: string,
): WorkloadQueries {
  const { usage, state, application, requestsInFlight } = mapping
  const owners = podOwners(mapping, namespace)
  const chosen = (metric: string, labels: PodLabels, more: readonly LabelMatcher[] = []): string =>
    selector(metric, [
      { label: labels.namespace, operator: '=', value: namespace },
      ...more,
      ...mapping.selectors,
    ])
  const rateOver = promDuration(Math.max(mapping.rateWindowSeconds, windows.stepSeconds))
  const cadvisor = (metric: string): string =>
    chosen(metric, usage, [
      // The sums of whole pods and the container that holds a pod's network.
      { label: usage.container, operator: '!=', value: '' },
      { label: usage.container, operator: '!=', value: 'POD' },
    ])
  // Points far apart would miss the peaks between them; near ones may have no scrape between them.
  const overStep = (chosen: string): string =>
    windows.stepSeconds > mapping.rateWindowSeconds
      ? `max_over_time(${chosen}[${promDuration(windows.stepSeconds)}])`
      : chosen
  const rate = (metric: string): string => byContainer(`rate(${cadvisor(metric)}[${rateOver}])`, usage)
  const ofWorkloads = (total: 'sum' | 'max', perPod: string, joined = owners): string =>
    `${total} by (${workloadLabels}) (${perPod} * on (namespace, pod) group_left (workload, kind) ${joined})`
  const ofEachPod = (perPod: string): string =>
    `max by (${workloadLabels}, pod) (${perPod} * on (namespace, pod) group_left (workload, kind) ${owners})`
  const ofPod = (perContainer: string): string => `sum by (namespace, pod) (${perContainer})`

  const resource = (metric: string, name: string): string =>
    byContainer(chosen(metric, state, [{ label: 'resource', operator: '=', value: name }]), state)
  const perPod = (metric: string, name: string): string => ofWorkloads('max', ofPod(resource(metric, name)))
  const requests = 'kube_pod_container_resource_requests'
  const limits = 'kube_pod_container_resource_limits'

  const restarts = chosen('kube_pod_container_status_restarts_total', state)
  const restartsNow = byContainer(restarts, state)
  const restartsBefore = byContainer(`${restarts} offset ${promDuration(windows.stepSeconds)}`, state)
  const killed = byContainer(
    chosen('kube_pod_container_status_last_terminated_reason', state, [
      { label: 'reason', operator: '=', value: 'OOMKilled' },
    ]),
    state,
  )
  // A container that was not there a step ago had no restart then.
  const kill = `((${restartsNow} - (${restartsBefore} or ${restartsNow} * 0)) > 0 and ${killed} == 1)`
  const killedAt = `((${resource(limits, 'memory')} and ${kill}) or ${kill} * 0)`

  const resetOver = promDuration(windows.resetWindowSeconds)
  const resets = byContainer(`resets(${cadvisor('container_cpu_usage_seconds_total')}[${resetOver}])`, usage)
  const info = byContainer(chosen('kube_pod_container_info', state), state)

  const coresOfPods = ofPod(rate('container_cpu_usage_seconds_total'))
  const bytesOfPods = ofPod(byContainer(overStep(cadvisor('container_memory_working_set_bytes')), usage))

  return {
    cores: ofWorkloads('sum', coresOfPods),
    fullestPodBytes: ofWorkloads('max', bytesOfPods),
    podCores: ofEachPod(coresOfPods),
    podBytes: ofEachPod(bytesOfPods),
    throttledShare: `${ofWorkloads('sum', rate('container_cpu_cfs_throttled_periods_total'))} / (${ofWorkloads('sum', rate('container_cpu_cfs_periods_total'))} > 0)`,
    readyReplicas: readyReplicas(mapping, namespace),
    requestsInFlight:
      requestsInFlight === null
        ? null
        : ofWorkloads('sum', ofPod(canonical(chosen(requestsInFlight, application), application))),
    oomKills: `${killedAt} * on (namespace, pod) group_left (workload, kind) ${owners}`,
    counterResets: ofWorkloads('sum', resets, podOwners(mapping, namespace, resetOver)),
    coresRequest: perPod(requests, 'cpu'),
    coresLimit: perPod(limits, 'cpu'),
    memoryRequest: perPod(requests, 'memory'),
    memoryLimit: perPod(limits, 'memory'),
    withoutMemoryLimit: ofWorkloads('sum', `(${info} unless ${resource(limits, 'memory')})`),
  }
}

/** One value a container, however many series it has: of an older run of it, or of a second Prometheus. */
function byContainer(expression: string, labels: PodLabels): string {
  return `max by (namespace, pod, container) (${canonical(expression, labels)})`
}

function canonical(expression: string, { namespace, pod, container }: PodLabels): string {
  return relabelled(
    relabelled(relabelled(expression, 'namespace', namespace), 'pod', pod),
    'container',
    container,
  )
}
