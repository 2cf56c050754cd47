import type { RecommendRequest, ScaleGoal } from '../../src/scaling/index.ts'

const mib = 2 ** 20

/** Of pods that may be four fifths busy. */
export const busy = { share: 0.8 }
const goal: ScaleGoal = {
  limits: { busyAtMost: () => 0.8, slotsPerPod: null, startSeconds: 30, metricDelaySeconds: 30 },
  missedShare: 0.005,
  noWorseThan: null,
  headroom: 0,
  everySeconds: 60,
  redundancy: { spare: 0, zones: 1 },
  prices: { corePerMonth: 20, gibPerMonth: 2.5 },
  bounds: {
    leastCpuMilli: 10,
    mostCpuMilli: 16_000,
    leastMemoryBytes: mib,
    mostMemoryBytes: 1e12,
  },
  quota: { cpuMilli: null, memoryBytes: null, pods: null },
  leastReplicas: 1,
  horizonSeconds: 86_400,
  targetConcurrency: 100,
  guide: { targetLoad: 70, minReplicas: 1, maxReplicas: 10 },
}
/** So many workloads of a day, called w0, w1 and so on. */
export const request = (count: number): RecommendRequest => ({
  model: 'joint',
  workloads: Array.from({ length: count }, (_, index) => ({
    namespace: null,
    kind: 'Workload',
    name: `w${index}`,
    missing: [],
    facts: {
      load: {
        startSeconds: 0,
        stepSeconds: 300,
        cores: Float64Array.from({ length: 288 }, (_unused, step) => (step % 100 < 40 ? 4 : 1) + index / 7),
        memoryBytes: new Float64Array(288).fill((100 + index) * mib),
        inFlight: null,
      },
      throttled: null,
      oomKills: [],
      current: {
        cpuRequestMilli: 1000,
        cpuLimitMilli: null,
        memoryRequestBytes: 1024 * mib,
        memoryLimitBytes: null,
        replicas: 6,
        autoscaler: null,
      },
    },
  })),
  goal,
  currency: null,
  leastReplicas: null,
  backtest: false,
  failOn: null,
  tolerance: 0.2,
})
