import { parseArgs } from 'node:util'
import { medianInterval } from '../../../src/metrics/index.ts'
import {
  type FleetLimits,
  type FleetReplay,
  type FleetSettings,
  krrSimple,
  loadBetween,
  memoryPeaks,
  planJoint,
  replayFleet,
  vpaRecommend,
} from '../../../src/scaling/index.ts'
import { columns } from '../../benchmarks/harness/columns.ts'
import { type RecordedWorkload, recordedWorkload } from '../../scaling/recorded-load.ts'

/**
 * The joint plan against HPA, VPA and KRR: each sees days 1 to 13 of a synthetic workload and is judged on day 14, look by look of the
 * autoscaler. The joint plan may miss, on each of
 * the days 1 to 13, what its rival missed on it. All seeds are shown; where the joint plan
 * misses more than its rival on day 14, or is killed more often, that is a loss at any cost. Exit code 1 unless the median cost is lower
 * against each rival, with its 95 % interval.
 */
const { values } = parseArgs({
  options: { seeds: { type: 'string', default: '30' }, headroom: { type: 'string', default: '0.05' } },
})
const day = 1440
const prices = { corePerMonth: 20, gibPerMonth: 2.5 }
const gib = 2 ** 30

const rivals: Record<string, (workload: RecordedWorkload) => FleetSettings> = {
  hpa: ({ current }) => current,
  vpa: ({ current, load }) => {
    const peaks = memoryPeaks()
    for (const [minute, bytes] of load.memoryBytes.entries()) peaks.record(minute * 60, bytes)
    const { target } = vpaRecommend({
      cpuSamples: [...load.cores].map((cores, minute) => ({
        atSeconds: minute * 60,
        cores: cores / current.replicas,
      })),
      memoryPeaks: peaks.peaks(),
    })
    const limitFor = (limit: number | null, request: number, next: number): number | null =>
      limit === null ? null : Math.round((limit * next) / request)
    return {
      cpuRequestMilli: target.cpuMilli,
      cpuLimitMilli: limitFor(current.cpuLimitMilli, current.cpuRequestMilli, target.cpuMilli),
      memoryRequestBytes: target.memoryBytes,
      memoryLimitBytes: limitFor(current.memoryLimitBytes, current.memoryRequestBytes, target.memoryBytes),
      replicas: current.replicas,
      autoscaler: null,
    }
  },
  krr: ({ current, load, oomKills }) => {
    const answer = krrSimple({
      cpuPerPodCores: [[...load.cores].map((cores) => cores / current.replicas)],
      memPerPodBytes: [[...load.memoryBytes]],
      maxOomKilledLimitBytes: Math.max(0, ...oomKills.map(({ limitBytes }) => limitBytes)),
    })
    return {
      cpuRequestMilli: (answer.cpuRequest ?? 0) * 1000,
      cpuLimitMilli: null,
      memoryRequestBytes: answer.memoryRequest ?? 0,
      memoryLimitBytes: answer.memoryLimit,
      replicas: current.replicas,
      autoscaler: null,
    }
  },
}

function limitsOf({ slotsPerPod }: RecordedWorkload): FleetLimits {
  return { busyAtMost: () => 0.9, slotsPerPod, startSeconds: 30, metricDelaySeconds: 45 }
}

const seeds = Array.from({ length: Number(values.seeds) }, (_, index) => index + 1)
let isBetter = true
for (const [name, settingsOf] of Object.entries(rivals)) {
  const ratios: number[] = []
  const rows = seeds.map((seed) => {
    const whole = recordedWorkload(seed)
    const seen = { ...whole, load: loadBetween(whole.load, 0, 13 * day) }
    const last = loadBetween(whole.load, 13 * day, 14 * day)
    const limits = limitsOf(whole)
    const rival = settingsOf(seen)
    const before = replayFleet(seen.load, rival, limits, prices)
    const plan = planJoint(seen, {
      limits,
      missedShare: 0,
      noWorseThan: before.missedByDay,
      headroom: Number(values.headroom),
      everySeconds: 15,
      redundancy: { spare: 0, zones: 1 },
      prices,
      bounds: { leastCpuMilli: 10, mostCpuMilli: 4000, leastMemoryBytes: 2 ** 25, mostMemoryBytes: 8 * gib },
      quota: { cpuMilli: null, memoryBytes: null, pods: null },
      leastReplicas: 2,
      horizonSeconds: 86_400,
    })
    const [theirs, ours] = [
      replayFleet(last, rival, limits, prices),
      replayFleet(last, plan.proposed, limits, prices),
    ]
    const isLoss = ours.missedSeconds > theirs.missedSeconds || ours.oomKills > theirs.oomKills
    const ratio = ours.costPerMonth / theirs.costPerMonth
    ratios.push(isLoss ? Number.POSITIVE_INFINITY : ratio)
    return [String(seed), whole.kind, ...shown(theirs), ...shown(ours), isLoss ? 'loss' : ratio.toFixed(2)]
  })
  console.log(`\nAgainst ${name}\n`)
  console.log(
    columns([
      ['seed', 'kind', 'missed', 'kills', 'cost', 'joint missed', 'kills', 'cost', 'cost ratio'],
      ...rows,
    ]),
  )
  const { median, low, high } = summary(ratios)
  const losses = ratios.filter((ratio) => !Number.isFinite(ratio)).length
  console.log(
    `\nmedian cost ratio ${median.toFixed(3)} (95 %: ${low.toFixed(3)} to ${high.toFixed(3)}), ${losses} of ${ratios.length} lost`,
  )
  isBetter &&= high < 1
}
process.exitCode = isBetter ? 0 : 1

function shown({ missedSeconds, oomKills, costPerMonth }: FleetReplay): string[] {
  return [`${Math.round(missedSeconds / 60)} min`, String(oomKills), costPerMonth.toFixed(0)]
}

/** Losses stay at the far end of the order. */
function summary(ratios: readonly number[]): { median: number; low: number; high: number } {
  const finite = ratios.map((ratio) => Math.min(ratio, 1e6))
  const { median, low, high } = medianInterval(finite, 0.95)
  return { median, low, high }
}
