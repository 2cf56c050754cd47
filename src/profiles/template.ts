/** A profile to edit, every section explained; it is valid as it stands, and with any of its settings switched on. */
export function profileTemplate(): string {
  return template
}

const template = `# yaml-language-server: $schema=./lewis-perf.profile.schema.json
#
# A profile holds every number that lewis-perf plans with. This one says only what differs from the one it extends.
# Lines that begin with # and no blank are settings that are switched off: take the # away to use them.
# Check it with   lewis-perf profile validate FILE
# See it whole    lewis-perf profile show FILE --resolved

name: my-service

# A shipped profile (see lewis-perf profile list) or a file (./base.yaml). Maps merge, lists replace.
extends: recommended

# Machine sizes by name. Sizes need a unit: GiB and MiB are binary, GB and MB decimal.
#tiers:
#  recommended:
#    cpuCores: 4
#    memory: 8GiB
#    storage: 100GiB
#    network: 1Gbps
#  enormous:
#    cpuCores: 64
#    memory: 256GiB
#    storage: 4TiB
#    network: 25Gbps
#    openEnded: true

sizing:
  # The tier that the deployment runs on.
  tier: recommended
  # guide: the factors of the LEWIS guide; demand: the unit costs below. Left out: demand once they are measured.
#  model: demand
#  guide:
#    base:
#      cpuCores: 2
#      memoryGb: 4
#      storageGb: 50
#      networkMbps: 100
#    scansPerHour: 0.1
#    concurrentUsers: 0.5
#    dataRetentionDays: 1.0
#    networkIntensive: 2.0
  # The share of each resource that a plan may use; the rest is headroom.
  targetUtilization:
    cpu: 70%
    memory: 80%
    storage: 80%
    network: 70%

# What one unit of work costs, measured on your own system. Put your own numbers in.
#unitCosts:
#  source: load test of 20 users, 2026-01-15
#  cpuSecondsPerScan: 90
#  memoryPerUser: 64MiB
#  baseMemory: 1GiB
#  gbPerDay: 2.5
#  mbitPerScan: 40

# With prices, a plan says what it costs. Put your own numbers in.
#prices:
#  currency: EUR
#  period: month
#  source: price list of 2026-01-15
#  cpuCore: 12
#  memoryGib: 3
#  storageGib: 0.1
#  networkMbps: 0
#  instances:
#    4c8g: 70
#    8c16g: 140

# What the cluster lets the namespace and one container have (ResourceQuota and LimitRange).
#quota:
#  pods: 50
#  requests:
#    cpu: 10
#    memory: 20GiB
#  limits:
#    cpu: 40
#    memory: 80GiB
#  container:
#    cpu: 4
#    memory: 8GiB

# What --emit writes.
#deployment:
#  name: my-service
#  namespace: default
#  image: registry.example.org/my-service:1.0
#  port: 8080
#  metricsPort: 9090
#  replicas: 3
#  maxSurge: 1
#  maxUnavailable: 0
#  probes:
#    startup: /startup
#    readiness: /ready
#    liveness: /health

# From which values on diagnose warns and fails, by check: lewis-perf explain ID shows its unit and its own limits.
#thresholds:
#  cpu.utilization:
#    warn: 85%
#    fail: 95%
#    clear: 75%

# Findings that are known: left out until the day, then they warn again.
#skip:
#  - id: disk.space
#    instance: /mnt/archive
#    reason: full on purpose, grows no more
#    until: 2027-03-31

# The guide's config/performance.yaml: its keys, its MB and GB (which are MiB and GiB), bare times in seconds.
#performance:
#  max_workers: 16
#  max_concurrent_scans: 10
#  thread_pool_size: 20
#  cache:
#    enabled: true
#    backend: redis
#    default_ttl: 3600
#    max_memory: 512MB
#  database:
#    pool_size: 20
#    max_overflow: 30
#    pool_timeout: 30
#    pool_recycle: 1h
#    echo_sql: false
#  network:
#    connection_timeout: 30
#    read_timeout: 60
#    keep_alive: true
#    max_connections: 100
#  memory:
#    max_heap_size: 2GB
#    gc_threshold: 80%
#    cleanup_interval: 5m
#  monitoring:
#    metrics_interval: 10s
#    health_check_interval: 30s
#    performance_logging: true
`
