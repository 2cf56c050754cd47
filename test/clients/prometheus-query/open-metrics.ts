import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import {
  cluster,
  deployments,
  exportedCluster,
  outage,
  pods,
  type RecordedContainer,
  type RecordedPod,
  scrapeSeconds,
  scrapes,
  startSeconds,
} from './recorded-cluster.ts'

/** A series as it was scraped: NaN where it was not. */
interface Line {
  name: string
  labels: Record<string, string>
  at(scrape: number): number
}

/** Writes what cAdvisor, kube-state-metrics and the application said of the cluster, as OpenMetrics. */
export async function writeOpenMetrics(file: string): Promise<void> {
  const out = createWriteStream(file)
  for (const { name, labels, at } of allLines()) {
    const key = `${name}{${Object.entries(labels)
      .map(([label, value]) => `${label}="${value.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`)
      .join(',')}}`
    let text = ''
    for (let scrape = 0; scrape < scrapes; scrape++) {
      const value = at(scrape)
      if (!Number.isNaN(value)) text += `${key} ${value} ${startSeconds + scrape * scrapeSeconds}\n`
    }
    out.write(text)
  }
  out.end('# EOF\n')
  await once(out, 'close')
}

function allLines(): Line[] {
  // What a second Prometheus scraped too.
  const twice = [...pods.slice(-1).flatMap(podLines), ...statefulSetLines()].map((line) => ({
    ...line,
    labels: { ...line.labels, prometheus_replica: 'b' },
  }))
  const ours = [
    ...pods.flatMap(podLines),
    ...deployments.flatMap(deploymentLines),
    ...statefulSetLines(),
    ...twice,
  ]
  // Another cluster has the same names and uses far more.
  const other = pods
    .slice(0, 1)
    .flatMap(podLines)
    .map((line) => ({
      ...line,
      labels: { ...line.labels, cluster: 'z' },
      at: (scrape: number) => line.at(scrape) * 1000,
    }))
  const alone = [
    ...pods.slice(0, 1).flatMap(podLines),
    ...deployments.slice(0, 1).flatMap(deploymentLines),
  ].map(exported)
  return [...ours.map((line) => ({ ...line, labels: { ...line.labels, cluster } })), ...other, ...alone]
}

/** As without honor_labels: the labels of kube-state-metrics itself take the place of those that it tells. */
function exported(line: Line): Line {
  if (!line.name.startsWith('kube_')) return { ...line, labels: { ...line.labels, cluster: exportedCluster } }
  const own = { namespace: 'monitoring', pod: 'ksm-0', container: 'ksm', cluster: exportedCluster }
  const told = Object.entries(line.labels).map(([name, value]) => [
    name in own ? `exported_${name}` : name,
    value,
  ])
  return { ...line, labels: { ...Object.fromEntries(told), ...own } }
}

function podLines(pod: RecordedPod): Line[] {
  const { namespace, name, owner, from, inFlight } = pod
  const labels = { namespace, pod: name }
  const there = (of: (scrape: number) => number) => (scrape: number) =>
    scrape < from ? Number.NaN : of(scrape)
  return [
    {
      name: 'kube_pod_owner',
      labels: { ...labels, owner_kind: owner.kind, owner_name: owner.name, owner_is_controller: 'true' },
      at: there(() => 1),
    },
    ...(inFlight === null
      ? []
      : [{ name: 'lewis_requests_in_flight', labels, at: there((scrape) => inFlight[scrape] ?? 0) }]),
    // The sum of the pod and the container of its network: neither may be counted with the others.
    {
      name: 'container_cpu_usage_seconds_total',
      labels: { ...labels, container: '' },
      at: there((scrape) => scrape * 1e4),
    },
    {
      name: 'container_memory_working_set_bytes',
      labels: { ...labels, container: 'POD' },
      at: there(() => 1e12),
    },
    ...pod.containers.flatMap((one) =>
      containerLines(pod, one).map((line) => ({ ...line, at: there(line.at) })),
    ),
  ]
}

function containerLines(pod: RecordedPod, container: RecordedContainer): Line[] {
  const { namespace, name, from } = pod
  const { cpu, memoryBytes, periods, requests, limits, kills, resets } = container
  const labels = { namespace, pod: name, container: container.name }
  const isOut = (scrape: number) => namespace === 'data' && scrape >= outage.from && scrape < outage.to
  const scraped = (of: (scrape: number) => number) => (scrape: number) =>
    isOut(scrape) ? Number.NaN : of(scrape)
  const counter = (increments: Float64Array, anew: ReadonlySet<number> = new Set()) => {
    let sum = 0
    const values = increments.map((more, scrape) => {
      if (scrape < from) return 0
      sum = anew.has(scrape) ? more : sum + more
      return sum
    })
    return scraped((scrape) => values[scrape] ?? 0)
  }
  const restarts = counter(Float64Array.from(cpu, (_, scrape) => (kills.has(scrape) ? 1 : 0)))
  const wasKilled = [...kills].sort((a, b) => a - b)[0] ?? Number.POSITIVE_INFINITY
  const resource = (
    kind: string,
    of: string,
    unit: string,
    value: (scrape: number) => number | null,
  ): Line => ({
    name: `kube_pod_container_resource_${kind}`,
    labels: { ...labels, resource: of, unit },
    at: (scrape) => value(scrape) ?? Number.NaN,
  })
  const cfs: Line[] =
    periods === null
      ? []
      : [
          { name: 'container_cpu_cfs_periods_total', labels, at: counter(periods.all) },
          { name: 'container_cpu_cfs_throttled_periods_total', labels, at: counter(periods.throttled) },
        ]
  return [
    {
      name: 'container_cpu_usage_seconds_total',
      labels: { ...labels, cpu: 'total' },
      at: counter(cpu, resets),
    },
    { name: 'container_memory_working_set_bytes', labels, at: scraped((scrape) => memoryBytes[scrape] ?? 0) },
    ...cfs,
    { name: 'kube_pod_container_info', labels, at: () => 1 },
    { name: 'kube_pod_container_status_restarts_total', labels, at: restarts },
    {
      name: 'kube_pod_container_status_last_terminated_reason',
      labels: { ...labels, reason: 'OOMKilled' },
      at: (scrape) => (scrape >= wasKilled ? 1 : Number.NaN),
    },
    resource('requests', 'cpu', 'core', () => requests.cores),
    resource('requests', 'memory', 'byte', () => requests.memoryBytes),
    resource('limits', 'cpu', 'core', () => limits.cores),
    resource('limits', 'memory', 'byte', limits.memoryBytes),
  ]
}

function deploymentLines({ namespace, replicaSet, name }: (typeof deployments)[number]): Line[] {
  const own = pods.filter((pod) => pod.namespace === namespace && pod.owner.name === replicaSet)
  const first = Math.min(...own.map(({ from }) => from))
  const owner = { owner_kind: 'Deployment', owner_name: name, owner_is_controller: 'true' }
  return [
    { name: 'kube_replicaset_owner', labels: { namespace, replicaset: replicaSet, ...owner }, at: () => 1 },
    {
      name: 'kube_deployment_status_replicas_ready',
      labels: { namespace, deployment: name },
      at: (scrape) => (scrape < first ? Number.NaN : own.filter(({ from }) => from <= scrape).length),
    },
  ]
}

function statefulSetLines(): Line[] {
  const labels = { namespace: 'data', statefulset: 'db' }
  return [{ name: 'kube_statefulset_status_replicas_ready', labels, at: () => 2 }]
}
