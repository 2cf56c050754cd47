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

# What loadtest has to hold where --slo is not given. Put your own in.
#slos: [p99<200ms, errors<1%]

# Hosts outside this machine that loadtest may load without --allow: those that are yours to load.
#allow: [staging.example.org]

# Alerts of lewis-perf monitor by their id. Some are built in (pressure, throttling, disks that fill, the monitor itself): a rule with
# the id of one of them changes it. A limit has the unit of its series; without tags a rule is for every series of that name.
#alerts:
#  cpu.usage:
#    title: CPU usage
#    metric: cpu.usage
#    above: 85%
#    clear: 75%
#    for: 1m
#    delay: {down: 1m, multiplier: 1.5, max: 15m}
#    severityRatios: {medium: 1.1, high: 1.2, critical: 1.5}
#    labels: {team: operations}
#    runbook: Find the busiest process, and whether it is meant to be.
#    noData: 30s
#  queue:
#    metric: scan.queue
#    judge: mean
#    over: 5m
#    above: 50
#    severity: high
#  workers: {metric: "process.count{name=worker}", below: 4}
#  pressure.io: {off: true}

# What a box of this type can do, for bench --suite host: recorded on a good one with --write-reference FILE, or as it was
# sold. A median is enough; low and high say how far rounds lay apart. Figures that are left out are not compared.
#hostReference:
#  recorded: 2027-03-31
#  machine:
#    id: 0f1e2d3c4b5a6978
#    cpuModel: AMD EPYC 9354P
#    cores: 8
#    memory: 31GiB
#    kernel: 6.12.0
#    node: 22.20.0
#    disk: ext4 on /dev/nvme0n1p1
#  figures:
#    cpuInteger: {median: 190/s, low: 186/s, high: 192/s}
#    cpuFloat: {median: 160/s, low: 157/s, high: 161/s}
#    cpuHash: {median: 1.6GB/s, low: 1.58GB/s, high: 1.61GB/s}
#    cpuIntegerAll: {median: 1480/s, low: 1450/s, high: 1490/s}
#    cpuFloatAll: {median: 1260/s, low: 1250/s, high: 1270/s}
#    cpuHashAll: {median: 12.6GB/s, low: 12.5GB/s, high: 12.7GB/s}
#    memoryCopy: {median: 11GB/s, low: 10.8GB/s, high: 11.1GB/s}
#    memoryLatency: {median: 105ns, low: 103ns, high: 108ns}
#    diskWrite: {median: 900MB/s, low: 870MB/s, high: 910MB/s}
#    diskRead: {median: 1.9GB/s, low: 1.85GB/s, high: 1.92GB/s}
#    diskSyncP50: {median: 180us, low: 170us, high: 200us}
#    diskSyncP95: {median: 300us, low: 280us, high: 340us}
#    diskSyncP99: {median: 1.2ms, low: 0.9ms, high: 1.6ms}
#    diskReadP50: {median: 85us, low: 84us, high: 86us}
#    diskReadP99: {median: 130us, low: 125us, high: 150us}
#    loopbackRate: {median: 14k/s, low: 13.6k/s, high: 14.3k/s}
#    loopLagP99: {median: 150us, low: 120us, high: 190us}
#    timerP50: {median: 120us, low: 110us, high: 130us}
#    timerP99: {median: 400us, low: 300us, high: 600us}
#    spawn: {median: 1.1ms, low: 1.05ms, high: 1.2ms}

# What users do, for lewis-perf loadtest URL --scenario NAME. Texts may hold \${name}: a value that was extracted before, a column
# of a row of data, \${user} or \${turn} (their numbers). A text after ~ is a regular expression.
#scenarios:
#  scan:
#    about: Signs in, begins a scan, waits until it is done and reads what it found.
#    variables:
#      account: {file: accounts.csv, order: unique, per: user}
#    headers:
#      Authorization: Bearer \${token}
#    login:
#      - name: login
#        request: POST /api/v1/auth/login
#        json: {username: "\${account.user}", password: "\${account.password}"}
#        extract: {token: {json: /access_token}}
#    steps:
#      - name: begin
#        request: POST /api/v1/scan/web
#        json: {target: "https://shop-\${turn}.example"}
#        expect: {status: 2xx, json: {/status: queued}, headers: {content-type: ~json}}
#        extract: {scan: {json: /scan_id}, trace: {header: x-trace, matches: "id=([^;]+)"}}
#      - name: wait
#        request: GET /api/v1/scan/\${scan}/status
#        poll: {job: scan job, json: /status, until: [completed], failed: [failed, cancelled], every: 2s, timeout: 10m}
#      - name: results
#        request: GET /api/v1/scan/\${scan}/results
#        expect: {body: findings}
#        think: 1s..3s
#  browse:
#    think: 2s
#    requests:
#      - request: GET /api/v1/analytics/dashboard
#        weight: 3
#      - request: GET /api/v1/scans?page=1&limit=20
#      - request: POST /search
#        form: {q: open ports}
#      - request: POST /notes
#        headers: {Content-Type: text/plain}
#        body: plain text

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
