/** What KRR's strategies look at: one list of samples a pod. */
export interface KrrInput {
  cpuPerPodCores: number[][]
  /** The peak of each pod's samples counts. */
  memPerPodBytes: number[][]
  /** The largest limit at which a container was killed for want of memory; 0 for none. */
  maxOomKilledLimitBytes: number
}

/** `null`: too little data to say anything. */
export interface KrrSimple {
  cpuPerPodP95: number[]
  cpuRequestRaw: number
  cpuRequest: number | null
  cpuLimit: null
  memoryRaw: number
  memoryRequest: number | null
  memoryLimit: number | null
}

const pointsRequired = 100
const memoryBuffer = 1.15
const oomBuffer = 1.25
const mib = 1_048_576
const floor = { cores: 0.01, bytes: 100 * mib }

/**
 * KRR's strategy `simple`: the largest 95th percentile of any pod as CPU request and no CPU limit; the largest peak and 15 %, or the
 * largest killed limit and 25 %, as request and limit of memory. Rounded up to 1 m and 1 MiB, at least 10 m and 100 MiB.
 * Source: robusta-dev/krr, robusta_krr/strategies/simple.py and core/runner.py.
 */
export function krrSimple(input: KrrInput): KrrSimple {
  const pods = input.cpuPerPodCores.filter((samples) => samples.length > 0)
  const cpuPerPodP95 = pods.map((samples) => prometheusQuantile(samples, 0.95))
  const cpuRequestRaw = Math.max(0, ...cpuPerPodP95)
  const points = pods.reduce((sum, samples) => sum + samples.length, 0)
  const peak = input.memPerPodBytes.flat().reduce((a, b) => Math.max(a, b), 0)
  const hasMemory = input.memPerPodBytes.some((samples) => samples.length > 0)
  const memoryRaw = Math.max(peak * memoryBuffer, input.maxOomKilledLimitBytes * oomBuffer)
  const memory = hasMemory ? roundedBytes(memoryRaw) : null
  return {
    cpuPerPodP95,
    cpuRequestRaw,
    cpuRequest: points < pointsRequired ? null : roundedCores(cpuRequestRaw),
    cpuLimit: null,
    memoryRaw,
    memoryRequest: memory,
    memoryLimit: memory,
  }
}

/**
 * The CPU of KRR's strategy `simple-limit`: the 66th percentile of all pods' samples together as request, the 96th as limit: another
 * statistic than `simple` has. Source: robusta-dev/krr, robusta_krr/strategies/simple_limit.py.
 */
export function krrSimpleLimit(input: KrrInput): {
  cpuRequestP66: number | null
  cpuLimitP96: number | null
} {
  const samples = input.cpuPerPodCores.flat()
  if (samples.length < pointsRequired) return { cpuRequestP66: null, cpuLimitP96: null }
  return {
    cpuRequestP66: roundedCores(numpyQuantile(samples, 0.66)),
    cpuLimitP96: roundedCores(numpyQuantile(samples, 0.96)),
  }
}

const steps = {
  cpu: [
    [0.5, 'CRITICAL'],
    [0.25, 'WARNING'],
    [0.1, 'OK'],
  ],
  memory: [
    [500 * mib, 'CRITICAL'],
    [250 * mib, 'WARNING'],
    [100 * mib, 'OK'],
  ],
} as const

/**
 * How urgent KRR calls a change: by the absolute difference (cores, bytes), so that 50 m to 10 m is "GOOD".
 * Source: robusta-dev/krr, robusta_krr/core/models/severity.py.
 */
export function krrSeverity(
  resource: 'cpu' | 'memory',
  current: number | null,
  recommended: number | null,
): 'CRITICAL' | 'WARNING' | 'OK' | 'GOOD' {
  if (current === null && recommended === null) return 'GOOD'
  if (current === null || recommended === null) return 'WARNING'
  const difference = Math.abs(current - recommended)
  return steps[resource].find(([least]) => difference >= least)?.[1] ?? 'GOOD'
}

/** `quantile_over_time` of Prometheus: between the two nearest ranks. */
function prometheusQuantile(samples: readonly number[], q: number): number {
  const { low, high, weight } = neighbours(samples, q)
  return low * (1 - weight) + high * weight
}

function numpyQuantile(samples: readonly number[], q: number): number {
  const { low, high, weight } = neighbours(samples, q)
  return weight < 0.5 ? low + (high - low) * weight : high - (high - low) * (1 - weight)
}

function neighbours(samples: readonly number[], q: number): { low: number; high: number; weight: number } {
  const sorted = Float64Array.from(samples).sort()
  const rank = q * (sorted.length - 1)
  const index = Math.floor(rank)
  const low = sorted[index] ?? 0
  return { low, high: sorted[index + 1] ?? low, weight: rank - index }
}

function roundedCores(cores: number): number {
  return Math.max(Math.ceil(cores * 1000) / 1000, floor.cores)
}

function roundedBytes(bytes: number): number {
  return Math.max(Math.ceil(bytes / mib) * mib, floor.bytes)
}
