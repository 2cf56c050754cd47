import type { FleetSettings } from '../replay/index.ts'

/** The part of a compose service that a proposal is about; without an autoscaler there, as many replicas as the busiest moment needs. */
export function composeService(proposed: FleetSettings): Record<string, unknown> {
  const limits = resources(proposed.cpuLimitMilli, proposed.memoryLimitBytes)
  return {
    deploy: {
      replicas: proposed.autoscaler?.maxReplicas ?? proposed.replicas,
      resources: {
        ...(Object.keys(limits).length === 0 ? {} : { limits }),
        reservations: resources(proposed.cpuRequestMilli, proposed.memoryRequestBytes),
      },
    },
  }
}

/** Thousandths of a core as compose writes them: `0.75`. */
export function composeCpus(milli: number): string {
  return String(milli / 1000)
}

/** Bytes as compose writes them, whole MiB rounded up: `872M`, `2G`. */
export function composeMemory(bytes: number): string {
  const mib = Math.ceil(bytes / 2 ** 20)
  return mib % 1024 === 0 ? `${mib / 1024}G` : `${mib}M`
}

function resources(milli: number | null, bytes: number | null): Record<string, string> {
  return {
    ...(milli === null || milli === 0 ? {} : { cpus: composeCpus(milli) }),
    ...(bytes === null || bytes === 0 ? {} : { memory: composeMemory(bytes) }),
  }
}
