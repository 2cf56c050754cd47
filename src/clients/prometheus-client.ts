/** A number with its labels, as Prometheus knows them. */
export interface PrometheusMetric {
  name: string
  help: string
  labels: Readonly<Record<string, string>>
  value: number
}

/** What `prometheusText` is, as an HTTP content type. */
export const prometheusTextType = 'text/plain; version=0.0.4; charset=utf-8'

type Client = typeof import('prom-client')

const withinMs = 5000

/**
 * Puts numbers in place of all that a Pushgateway had of `job`. The URL may hold credentials, and a path before /metrics. Rejects with what
 * the gateway, or the way to it, said: after five seconds at the latest, without the URL.
 */
export async function pushToGateway(
  url: string,
  job: string,
  metrics: readonly PrometheusMetric[],
): Promise<void> {
  const { default: client } = await import('prom-client')
  const registry = registryOf(client, metrics)
  const signal = AbortSignal.timeout(withinMs)
  const gateway = new client.Pushgateway(url, { signal }, registry)
  await gateway.push({ jobName: job }).catch((error: unknown) => {
    throw new Error(signal.aborted ? `no answer within ${withinMs / 1000} s` : saidBy(error), {
      cause: error,
    })
  })
}

/** The metrics, all of them gauges, as the text that Prometheus scrapes; names and labels have to be legal there. */
export async function prometheusText(metrics: readonly PrometheusMetric[]): Promise<string> {
  const { default: client } = await import('prom-client')
  return registryOf(client, metrics).metrics()
}

function registryOf(client: Client, metrics: readonly PrometheusMetric[]) {
  const registry = new client.Registry()
  const labelNames = new Map<string, Set<string>>()
  for (const { name, labels } of metrics) {
    const known = labelNames.get(name) ?? new Set()
    for (const label of Object.keys(labels)) known.add(label)
    labelNames.set(name, known)
  }
  const gauges = new Map<string, InstanceType<Client['Gauge']>>()
  for (const { name, help, labels, value } of metrics) {
    const gauge =
      gauges.get(name) ??
      new client.Gauge({ name, help, labelNames: [...(labelNames.get(name) ?? [])], registers: [registry] })
    gauges.set(name, gauge)
    gauge.set({ ...labels }, value)
  }
  return registry
}

/** One line of it: a page of a proxy says nothing more. */
function saidBy(error: unknown): string {
  const said = error instanceof Error ? error.message : String(error)
  return said.split('\n')[0]?.slice(0, 200).trim().replace(/,$/, '') ?? ''
}
