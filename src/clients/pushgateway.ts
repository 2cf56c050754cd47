/** A number with its labels, as Prometheus knows them. */
export interface GatewayMetric {
  name: string
  help: string
  labels: Readonly<Record<string, string>>
  value: number
}

const withinMs = 5000

/**
 * Puts numbers in place of all that a Pushgateway had of `job`. The URL may hold credentials, and a path before /metrics. Rejects with what
 * the gateway, or the way to it, said: after five seconds at the latest, without the URL.
 */
export async function pushToGateway(
  url: string,
  job: string,
  metrics: readonly GatewayMetric[],
): Promise<void> {
  const { default: client } = await import('prom-client')
  const { Gauge, Pushgateway, Registry } = client
  const registry = new Registry()
  const gauges = new Map<string, InstanceType<typeof Gauge>>()
  for (const { name, help, labels, value } of metrics) {
    const gauge =
      gauges.get(name) ?? new Gauge({ name, help, labelNames: Object.keys(labels), registers: [registry] })
    gauges.set(name, gauge)
    gauge.set({ ...labels }, value)
  }
  const signal = AbortSignal.timeout(withinMs)
  const gateway = new Pushgateway(url, { signal }, registry)
  await gateway.push({ jobName: job }).catch((error: unknown) => {
    throw new Error(signal.aborted ? `no answer within ${withinMs / 1000} s` : saidBy(error), {
      cause: error,
    })
  })
}

/** One line of it: a page of a proxy says nothing more. */
function saidBy(error: unknown): string {
  const said = error instanceof Error ? error.message : String(error)
  return said.split('\n')[0]?.slice(0, 200).trim().replace(/,$/, '') ?? ''
}
