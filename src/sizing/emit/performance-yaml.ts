import type { Performance } from '../../core/index.ts'
import { planPerformance } from '../performance-plan.ts'
import type { Emitter } from './emission.ts'

/** The guide's config/performance.yaml for one instance of the plan. */
export const performanceYamlEmitter: Emitter = {
  kind: 'performance-yaml',
  emit(answer, profile) {
    const { performance, because } = planPerformance(answer, profile)
    return {
      fileName: 'performance.yaml',
      mediaType: 'application/yaml',
      comments: because,
      content: { documents: [{ performance: performanceSection(performance) }] },
      findings: [],
    }
  },
}

/** `performance` with the guide's own keys and units: snake_case, seconds, and "MB" meaning MiB. */
export function performanceSection(performance: Performance): Record<string, unknown> {
  const { cache, database, network, memory, monitoring } = performance
  return present({
    max_workers: performance.maxWorkers,
    max_concurrent_scans: performance.maxConcurrentScans,
    thread_pool_size: performance.threadPoolSize,
    cache:
      cache &&
      present({
        enabled: cache.enabled,
        backend: cache.backend,
        default_ttl: cache.defaultTtlSeconds,
        max_memory: guideSize(cache.maxMemoryBytes),
      }),
    database:
      database &&
      present({
        pool_size: database.poolSize,
        max_overflow: database.maxOverflow,
        pool_timeout: database.poolTimeoutSeconds,
        pool_recycle: database.poolRecycleSeconds,
        echo_sql: database.echoSql,
      }),
    network:
      network &&
      present({
        connection_timeout: network.connectionTimeoutSeconds,
        read_timeout: network.readTimeoutSeconds,
        keep_alive: network.keepAlive,
        max_connections: network.maxConnections,
      }),
    memory:
      memory &&
      present({
        max_heap_size: guideSize(memory.maxHeapSizeBytes),
        gc_threshold: memory.gcThreshold,
        cleanup_interval: memory.cleanupIntervalSeconds,
      }),
    monitoring:
      monitoring &&
      present({
        metrics_interval: monitoring.metricsIntervalSeconds,
        health_check_interval: monitoring.healthCheckIntervalSeconds,
        performance_logging: monitoring.performanceLogging,
      }),
  })
}

/** `512MB` in the guide's sense (MiB). */
export function guideSize(bytes: number | undefined): string | undefined {
  if (bytes === undefined) return undefined
  const mib = Math.max(Math.floor(bytes / 2 ** 20), 1)
  return mib % 1024 === 0 ? `${mib / 1024}GB` : `${mib}MB`
}

function present(section: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(section).filter(([, value]) => value !== undefined))
}
