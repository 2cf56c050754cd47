import type { AlertSeverity } from './monitor-tick.ts'
import type { ScenarioSpec } from './scenario-spec.ts'
import type { Shape } from './shape.ts'

/** Everything a deployment is planned against, in base units. A section that a profile lacks is absent. */
export interface Profile {
  name: string
  /** Where it came from: a file, or `built in`. */
  source: string
  /** By name, in the order written: smallest first. */
  tiers?: Record<string, Tier>
  sizing?: Sizing
  unitCosts?: UnitCosts
  prices?: Prices
  quota?: Quota
  deployment?: Deployment
  performance?: Performance
  /** By check id. */
  thresholds?: Record<string, ThresholdTexts>
  skip?: SkipEntry[]
  hostReference?: HostReference
  /** Rules of monitor's alerts, by id: they change and add to those that are built in. */
  alerts?: Record<string, AlertRuleTexts>
  /** Limits of load tests, as `--slo` takes them, where that is not given. */
  slos?: string[]
  /** Hosts outside this machine that may be loaded, as `--allow` takes them. */
  allow?: string[]
  /** What users do, by name. */
  scenarios?: Record<string, ScenarioSpec>
}

/** Limits of a diagnose check as they were written: `85%`, `20ms`; only the check knows their unit. */
export interface ThresholdTexts {
  warn?: string
  fail?: string
  clear?: string
}

/** A rule of alerts with its limits as they were written: only its metric knows their unit. */
export interface AlertRuleTexts {
  /** What it is called; its metric when left out. */
  title?: string
  /** A series, or the name of several: `disk.usage{mount=/}`, `disk.usage`. */
  metric?: string
  /** What of the series is compared; its value when left out, its mean where `overSeconds` is given. */
  judge?: 'value' | 'mean' | 'increase' | 'time-to-empty'
  /** The window of `mean` and `increase`. */
  overSeconds?: number
  above?: string
  below?: string
  clear?: string
  forSeconds?: number
  delay?: AlertDelayTexts
  /** The same whatever the value. */
  severity?: AlertSeverity
  /** From which multiple of the limit on an alert is as serious. */
  severityRatios?: { medium?: number; high?: number; critical?: number }
  labels?: Record<string, string>
  runbook?: string
  noDataSeconds?: number
  off?: boolean
}

/** How long an alert waits before it counts as resolved. */
export interface AlertDelayTexts {
  downSeconds?: number
  /** Each time that it fires again soon, the wait grows by so much. */
  multiplier?: number
  maximumSeconds?: number
}

/** A check that diagnose leaves out, and until which day (`2027-03-31`, included). */
export interface SkipEntry {
  id: string
  /** Every instance when left out. */
  instance?: string
  reason: string
  until: string
}

/** A machine size that the guide names. */
export interface Tier {
  cpuCores: number
  memoryBytes: number
  storageBytes: number
  networkBitsPerSecond: number
  /** The guide writes "8+ cores": the tier begins here and may be grown. */
  openEnded?: boolean
}

export interface Sizing {
  model?: 'guide' | 'demand'
  /** The tier that the deployment runs on. */
  tier?: string
  guide?: GuideFactors
  targetUtilization?: Partial<TargetUtilization>
}

/** The guide's base machine and its scaling factors, in the guide's own GB (GiB) and Mbps. */
export interface GuideFactors {
  base: GuideNeed
  scansPerHour: number
  concurrentUsers: number
  dataRetentionDays: number
  networkIntensive: number
}

/** What the guide's PerformanceSizer answers. */
export interface GuideNeed {
  cpuCores: number
  memoryGb: number
  storageGb: number
  networkMbps: number
}

/** The share of each resource that a plan may use, 0-1; the rest is headroom. */
export interface TargetUtilization {
  cpu: number
  memory: number
  storage: number
  network: number
}

/** What one unit of work costs, measured. */
export interface UnitCosts {
  /** How and when it was measured. */
  source?: string
  cpuSecondsPerScan?: number
  memoryPerUserBytes?: number
  baseMemoryBytes?: number
  storagePerDayBytes?: number
  networkPerScanBits?: number
}

/** Prices per unit of resource and period. */
export interface Prices {
  /** Three capital letters. */
  currency: string
  /** hour, day, week, month or year. */
  period: string
  source?: string
  cpuCore?: number
  memoryGib?: number
  storageGib?: number
  networkMbps?: number
  /** Price of a whole instance by shape, as `8c16g`. */
  instances?: Record<string, number>
}

/** What the cluster lets a namespace and a container have (ResourceQuota and LimitRange). */
export interface Quota {
  pods?: number
  requests?: Partial<Shape>
  limits?: Partial<Shape>
  container?: Partial<Shape>
}

/** The object that `--emit` writes. */
export interface Deployment {
  name: string
  namespace?: string
  image: string
  port?: number
  metricsPort?: number
  replicas?: number
  maxSurge?: number
  maxUnavailable?: number
  /** HTTP paths, each beginning with a slash. */
  probes?: { startup?: string; readiness?: string; liveness?: string }
}

/** The guide's config/performance.yaml, all keys, in base units. */
export interface Performance {
  maxWorkers?: number
  maxConcurrentScans?: number
  threadPoolSize?: number
  cache?: { enabled?: boolean; backend?: string; defaultTtlSeconds?: number; maxMemoryBytes?: number }
  database?: {
    poolSize?: number
    maxOverflow?: number
    poolTimeoutSeconds?: number
    poolRecycleSeconds?: number
    echoSql?: boolean
  }
  network?: {
    connectionTimeoutSeconds?: number
    readTimeoutSeconds?: number
    keepAlive?: boolean
    maxConnections?: number
  }
  memory?: { maxHeapSizeBytes?: number; gcThreshold?: number; cleanupIntervalSeconds?: number }
  monitoring?: {
    metricsIntervalSeconds?: number
    healthCheckIntervalSeconds?: number
    performanceLogging?: boolean
  }
}

/** What a box of this type can do: measured on one that is known to be good, or as it was sold. */
export interface HostReference {
  /** The day of the measurement. */
  recorded?: string
  /** The box that was measured. */
  machine?: HostReferenceMachine
  /** By figure of the host suite. */
  figures: Partial<Record<string, HostReferenceFigure>>
}

/** The fingerprint of the box that a reference was measured on. */
export interface HostReferenceMachine {
  id?: string
  cpuModel?: string
  /** That could be used. */
  cores?: number
  /** That could be used. */
  memoryBytes?: number
  kernel?: string
  node?: string
  /** Filesystem and device of the folder. */
  disk?: string
}

/** A figure in base units, with the ends between which its rounds lay. */
export interface HostReferenceFigure {
  median: number
  low?: number
  high?: number
}
