import { seededRandom } from '../../../src/core/index.ts'

/** Two days of scrapes, two minutes apart. */
export const startSeconds = Date.parse('2026-01-05T00:00:00Z') / 1000
export const scrapeSeconds = 120
export const scrapes = 1441

/** When a scrape was, in words. */
export function moment(scrape: number): string {
  return new Date((startSeconds + scrape * scrapeSeconds) * 1000).toISOString().replace('.000', '')
}

/** A label value that has to be quoted, on everything that counts. */
export const cluster = 'a"\\b'

/** Here the first pod is alone, and kube-state-metrics has its labels under other names. */
export const exportedCluster = 'exported'

export interface RecordedPod {
  namespace: string
  name: string
  owner: { kind: 'ReplicaSet' | 'StatefulSet' | 'Job' | '<none>'; name: string }
  /** The scrapes that it is there: from the first to before the second. */
  from: number
  containers: RecordedContainer[]
  inFlight: Float64Array | null
}

export interface RecordedContainer {
  name: string
  /** Used since the scrape before, in CPU seconds. */
  cpu: Float64Array
  memoryBytes: Float64Array
  /** CFS periods since the scrape before; null without a CPU limit. */
  periods: { all: Float64Array; throttled: Float64Array } | null
  /** The counter of CPU seconds begins anew at these scrapes. */
  resets: ReadonlySet<number>
  /** Restarted at these scrapes for want of memory. */
  kills: ReadonlySet<number>
  requests: { cores: number; memoryBytes: number }
  limits: { cores: number | null; memoryBytes: (scrape: number) => number | null }
}

export const gibibyte = 2 ** 30
/** No metric of containers reached Prometheus in these scrapes of namespace `data`. */
export const outage = { from: 400, to: 460 }
export const kills = { first: 700, second: 1100 }
export const youngFrom = 1080

const random = seededRandom(7)
// Multiples of 1/64 and whole numbers: their sums are exact.
const each = (of: (scrape: number) => number) =>
  Float64Array.from({ length: scrapes }, (_, scrape) => of(scrape))
const day = (scrape: number) => 1 + Math.sin((2 * Math.PI * scrape) / 720)

function container(name: string, changes: Partial<RecordedContainer> = {}): RecordedContainer {
  const all = each(() => 1200)
  return {
    name,
    cpu: each((scrape) => Math.round(64 * (20 * day(scrape) + 10 * random.next())) / 64),
    memoryBytes: each((scrape) => Math.round(gibibyte * (0.3 + 0.1 * day(scrape)) + random.below(1e6))),
    periods: { all, throttled: each(() => random.below(300)) },
    resets: new Set(),
    kills: new Set(),
    requests: { cores: 0.5, memoryBytes: gibibyte },
    limits: { cores: 2, memoryBytes: () => 4 * gibibyte },
    ...changes,
  }
}

function pod(
  namespace: string,
  name: string,
  owner: RecordedPod['owner'],
  changes: Partial<RecordedPod> = {},
): RecordedPod {
  return { namespace, name, owner, from: 0, containers: [container('app')], inFlight: null, ...changes }
}

const web = { kind: 'ReplicaSet', name: 'web-6d4' } as const
const db = { kind: 'StatefulSet', name: 'db' } as const
const inFlight = () => each(() => random.below(40))
const proxy = () => container('proxy', { requests: { cores: 0.1, memoryBytes: gibibyte / 8 } })
const postgres = (changes: Partial<RecordedContainer> = {}) =>
  container('postgres', { periods: null, limits: { cores: null, memoryBytes: () => gibibyte }, ...changes })

/** What runs in the cluster: two namespaces that both have a Deployment `web`, and pods that are nobody's replicas. */
export const pods: readonly RecordedPod[] = [
  pod('lewis-system', 'web-6d4-a', web, { containers: [container('app'), proxy()], inFlight: inFlight() }),
  pod('lewis-system', 'web-6d4-b', web, { containers: [container('app'), proxy()], inFlight: inFlight() }),
  pod('lewis-system', 'web-6d4-c', web, {
    from: 720,
    containers: [container('app'), proxy()],
    inFlight: inFlight(),
  }),
  pod('lewis-system', 'young-1-a', { kind: 'ReplicaSet', name: 'young-1' }, { from: youngFrom }),
  pod('lewis-system', 'orphan-1-a', { kind: 'ReplicaSet', name: 'orphan-1' }),
  pod('lewis-system', 'report-29-x', { kind: 'Job', name: 'report-29' }),
  pod('lewis-system', 'shell', { kind: '<none>', name: '<none>' }),
  pod('data', 'db-0', db, { containers: [postgres({ resets: new Set([900, 1000]) })] }),
  pod('data', 'db-1', db, {
    containers: [
      postgres({
        kills: new Set([kills.first, kills.second]),
        limits: { cores: null, memoryBytes: (scrape) => (scrape < 1000 ? gibibyte : 2 * gibibyte) },
      }),
    ],
  }),
  pod('data', 'web-9-a', { kind: 'ReplicaSet', name: 'web-9' }),
]

/** Which ReplicaSet belongs to which Deployment. */
export const deployments = [
  { namespace: 'lewis-system', replicaSet: 'web-6d4', name: 'web' },
  { namespace: 'lewis-system', replicaSet: 'young-1', name: 'young' },
  { namespace: 'data', replicaSet: 'web-9', name: 'web' },
] as const
