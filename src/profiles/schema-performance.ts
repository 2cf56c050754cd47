import { flag, plainName } from './kind.ts'
import { whole } from './kind-of-number.ts'
import { guideByteSize, guideSeconds, ratioKind } from './kind-of-quantity.ts'
import { as, leaf, section } from './schema-section.ts'

const count = whole(0, 1_000_000)

/** The guide's config/performance.yaml under its own keys, every one of them. */
export const performance = section(
  "The guide's config/performance.yaml: its keys, its MB (MiB), bare times in seconds.",
  {
    max_workers: as('maxWorkers', leaf(count, 'Worker processes.')),
    max_concurrent_scans: as('maxConcurrentScans', leaf(count, 'Scans at the same time.')),
    thread_pool_size: as('threadPoolSize', leaf(count, 'Threads for blocking work.')),
    cache: section('Caching.', {
      enabled: leaf(flag, 'Whether results are cached.'),
      backend: leaf(plainName, 'Where: redis or memory.'),
      default_ttl: as('defaultTtlSeconds', leaf(guideSeconds, 'How long an entry lives: 3600 or 1h.')),
      max_memory: as('maxMemoryBytes', leaf(guideByteSize, 'The most memory: 512MB.')),
    }),
    database: section('Database connections.', {
      pool_size: as('poolSize', leaf(count, 'Connections kept open.')),
      max_overflow: as('maxOverflow', leaf(count, 'Connections above the pool.')),
      pool_timeout: as('poolTimeoutSeconds', leaf(guideSeconds, 'How long to wait for a connection.')),
      pool_recycle: as('poolRecycleSeconds', leaf(guideSeconds, 'How old a connection may get.')),
      echo_sql: as('echoSql', leaf(flag, 'Whether statements are logged.')),
    }),
    network: section('Connections to the outside.', {
      connection_timeout: as(
        'connectionTimeoutSeconds',
        leaf(guideSeconds, 'How long to wait for a connection.'),
      ),
      read_timeout: as('readTimeoutSeconds', leaf(guideSeconds, 'How long to wait for an answer.')),
      keep_alive: as('keepAlive', leaf(flag, 'Whether connections are used again.')),
      max_connections: as('maxConnections', leaf(count, 'Connections at the same time.')),
    }),
    memory: section('Memory of the process.', {
      max_heap_size: as('maxHeapSizeBytes', leaf(guideByteSize, 'The most heap: 2GB.')),
      gc_threshold: as(
        'gcThreshold',
        leaf(ratioKind({ aboveZero: false }), 'Share of the heap that starts a collection.'),
      ),
      cleanup_interval: as('cleanupIntervalSeconds', leaf(guideSeconds, 'Time between clean-ups.')),
    }),
    monitoring: section('What is watched.', {
      metrics_interval: as('metricsIntervalSeconds', leaf(guideSeconds, 'Time between two measurements.')),
      health_check_interval: as(
        'healthCheckIntervalSeconds',
        leaf(guideSeconds, 'Time between two health checks.'),
      ),
      performance_logging: as('performanceLogging', leaf(flag, 'Whether slow work is logged.')),
    }),
  },
)
