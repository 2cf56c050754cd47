import { type Profile, parseRange, type Range } from '../../src/core/index.ts'
import type { MeasuredCosts, SizeRequest } from '../../src/sizing/index.ts'

export const gib = 2 ** 30
export const mib = 2 ** 20

/** LEWIS on Kubernetes with the guide's tiers, as its shipped profile says, but literal. */
export const lewis: Profile = {
  name: 'lewis',
  source: 'built in',
  tiers: {
    minimum: { cpuCores: 2, memoryBytes: 4 * gib, storageBytes: 50 * gib, networkBitsPerSecond: 1e8 },
    recommended: { cpuCores: 4, memoryBytes: 8 * gib, storageBytes: 100 * gib, networkBitsPerSecond: 1e9 },
    'high-performance': {
      cpuCores: 8,
      memoryBytes: 16 * gib,
      storageBytes: 500 * gib,
      networkBitsPerSecond: 1e10,
      openEnded: true,
    },
  },
  sizing: {
    tier: 'recommended',
    guide: {
      base: { cpuCores: 2, memoryGb: 4, storageGb: 50, networkMbps: 100 },
      scansPerHour: 0.1,
      concurrentUsers: 0.5,
      dataRetentionDays: 1,
      networkIntensive: 2,
    },
    targetUtilization: { cpu: 0.7, memory: 0.8, storage: 0.8, network: 0.7 },
  },
  quota: {
    pods: 50,
    requests: { cpuCores: 10, memoryBytes: 20 * gib },
    limits: { cpuCores: 40, memoryBytes: 80 * gib },
    container: { cpuCores: 4, memoryBytes: 8 * gib },
  },
  deployment: {
    name: 'lewis-app',
    namespace: 'lewis-system',
    image: 'lewis:latest',
    port: 8080,
    metricsPort: 9090,
    replicas: 3,
    maxSurge: 1,
    maxUnavailable: 0,
    probes: { startup: '/startup', readiness: '/ready', liveness: '/health' },
  },
  performance: {
    maxWorkers: 16,
    maxConcurrentScans: 5,
    threadPoolSize: 20,
    cache: { enabled: true, backend: 'redis', defaultTtlSeconds: 3600, maxMemoryBytes: 512 * mib },
    database: {
      poolSize: 20,
      maxOverflow: 30,
      poolTimeoutSeconds: 30,
      poolRecycleSeconds: 3600,
      echoSql: false,
    },
    network: { connectionTimeoutSeconds: 30, readTimeoutSeconds: 60, keepAlive: true, maxConnections: 100 },
    memory: { maxHeapSizeBytes: 2 * gib, gcThreshold: 0.8, cleanupIntervalSeconds: 300 },
    monitoring: { metricsIntervalSeconds: 10, healthCheckIntervalSeconds: 30, performanceLogging: true },
  },
}

/** LEWIS outside a cluster: neither deployment nor quota. */
export const standalone: Profile = withoutCluster(lewis)

/** A profile that says nothing. */
export const bare: Profile = { name: 'bare', source: 'bare.yaml' }

/** 45 CPU-seconds and 70 Mbit a scan, 100 MiB a user on 2 GiB, 2 GB a day. */
export const measured: MeasuredCosts = {
  cpuSecondsPerScan: 45,
  memoryPerUserBytes: 100 * mib,
  baseMemoryBytes: 2 * gib,
  storagePerDayBytes: 2e9,
  networkPerScanBits: 70e6,
}

/** The guide's own example workload. */
export const example = { scansPerHour: 100, concurrentUsers: 20, dataRetentionDays: 365 }

/** 2026-01-15 in UTC. */
export const january = Date.UTC(2026, 0, 15)

/** `profile` without its deployment and quota. */
function withoutCluster({ deployment: _, quota: __, ...profile }: Profile): Profile {
  return profile
}

/** `20`, `1,2,4` or `10..200:10` as a range. */
export function range(text: string): Range {
  const parsed = parseRange(text)
  if (!parsed.ok) throw new Error(`${text} ${parsed.problem}`)
  return parsed.value
}

/** A request for the guide's example on LEWIS; `about` replaces parts of it, and the axes are written as on the command line. */
export function request(
  about: Partial<Omit<SizeRequest, 'axes'>> & { scans?: string; users?: string; days?: string } = {},
): SizeRequest {
  const { scans = '100', users = '20', days = '365', ...rest } = about
  return {
    axes: { scansPerHour: range(scans), concurrentUsers: range(users), dataRetentionDays: range(days) },
    networkIntensive: false,
    profile: lewis,
    costs: {},
    nowMs: january,
    ...rest,
  }
}
