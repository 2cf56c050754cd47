import type { Performance, Profile, Shape } from '../core/index.ts'
import { formatQuantity } from '../report/index.ts'
import { placeInCluster } from './placement.ts'
import { shapeInWords } from './shape-in-words.ts'
import type { SizeAnswer } from './size-answer.ts'

/** The guide's performance section for one instance of the plan, with the reason of each changed number. */
export interface PerformancePlan {
  performance: Performance
  because: string[]
}

/** The guide's printed settings belong to its recommended machine where a profile names no tier of its own. */
const guideMachine: Shape = { cpuCores: 4, memoryBytes: 8 * 2 ** 30 }
/** PostgreSQL's default max_connections less its three reserved ones. */
const databaseConnections = 97
/** Above three quarters of the memory a heap leaves too little for everything else. */
const heapShare = 0.75

/** Workers, pools and memory of the profile's performance section, moved from its tier's machine to one instance of the plan. */
export function planPerformance(answer: SizeAnswer, profile: Profile): PerformancePlan {
  const given = profile.performance ?? {}
  const from = profile.tiers?.[profile.sizing?.tier ?? ''] ?? guideMachine
  const { instance, instances } = machinesOf(answer, profile)
  const cpu = instance.cpuCores / from.cpuCores
  const memory = instance.memoryBytes / from.memoryBytes
  const by = (ratio: number) => (value: number) => Math.max(Math.round(value * ratio), 1)
  const because = [
    instances === 1
      ? `for one machine with ${shapeInWords(instance)}`
      : `for each of ${instances} instances with ${shapeInWords(instance)}`,
    `workers, threads, scans and connections x ${round(cpu)}: cores over the ${from.cpuCores} of the profile's machine`,
    `cache and heap x ${round(memory)}: memory over its ${formatQuantity({ value: from.memoryBytes, unit: 'bytes' })}`,
  ]
  const performance: Performance = {
    ...given,
    ...scaled(given, ['maxWorkers', 'maxConcurrentScans', 'threadPoolSize'], by(cpu)),
    ...section(given.cache, (cache) => ({
      cache: { ...cache, ...scaled(cache, ['maxMemoryBytes'], wholeMib(memory)) },
    })),
    ...section(given.network, (network) => ({
      network: { ...network, ...scaled(network, ['maxConnections'], by(cpu)) },
    })),
    ...section(given.memory, (heap) => ({
      memory: { ...heap, ...scaled(heap, ['maxHeapSizeBytes'], wholeMib(memory)) },
    })),
  }
  capHeap(performance, instance, because)
  shareDatabase(performance, instances, because)
  return { performance, because }
}

/** Where the profile describes a cluster, its pods: their settings and their manifest must tell the same story. */
function machinesOf(answer: SizeAnswer, profile: Profile): { instance: Shape; instances: number } {
  if (profile.deployment === undefined && profile.quota === undefined) {
    return { instance: answer.instances?.shape ?? answer.need, instances: answer.instances?.total ?? 1 }
  }
  const { replicas, limits } = placeInCluster(answer, profile)
  return { instance: limits, instances: replicas + (profile.deployment?.maxSurge ?? 0) }
}

function capHeap(performance: Performance, instance: Pick<Shape, 'memoryBytes'>, because: string[]): void {
  const most = Math.floor((instance.memoryBytes * heapShare) / 2 ** 20) * 2 ** 20
  const heap = performance.memory?.maxHeapSizeBytes
  if (heap === undefined || heap <= most) return
  performance.memory = { ...performance.memory, maxHeapSizeBytes: most }
  because.push(`heap cut to ${heapShare * 100} % of the instance's memory`)
}

function shareDatabase(performance: Performance, instances: number, because: string[]): void {
  const pool = performance.database?.poolSize
  if (pool === undefined) return
  const overflow = performance.database?.maxOverflow ?? 0
  const share = Math.floor(databaseConnections / instances)
  if (pool + overflow <= share) return
  if (share < 1)
    because.push('more instances than database connections: put a pooler such as PgBouncer between')
  const poolSize = Math.max(Math.floor((share * pool) / (pool + overflow)), 1)
  const maxOverflow = Math.max(share - poolSize, 0)
  performance.database = { ...performance.database, poolSize, maxOverflow }
  because.push(
    `pool cut from ${pool} + ${overflow} to ${poolSize} + ${maxOverflow}: ${instances} instances share ${databaseConnections} connections (PostgreSQL's default of 100 less 3 reserved)`,
  )
}

function scaled<T extends object, K extends keyof T & string>(
  section: T,
  keys: readonly K[],
  scale: (value: number) => number,
): Partial<T> {
  const entries = keys.flatMap((key) => {
    const value = section[key]
    return typeof value === 'number' ? [[key, scale(value)]] : []
  })
  return Object.fromEntries(entries)
}

function section<T, R extends object>(part: T | undefined, make: (part: T) => R): R | Record<string, never> {
  return part === undefined ? {} : make(part)
}

function wholeMib(ratio: number): (bytes: number) => number {
  return (bytes) => Math.max(Math.floor((bytes * ratio) / 2 ** 20), 1) * 2 ** 20
}

function round(value: number): number {
  return Number(value.toPrecision(3))
}
