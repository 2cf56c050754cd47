import type { FleetLoad, ScaledWorkload } from '../../../src/scaling/index.ts'
import { hpaController } from '../../../src/scaling/index.ts'
import { planningThreads } from '../../../src/services/index.ts'
import { recordedWorkload } from '../../scaling/recorded-load.ts'

/**
 * Plans so many workloads of 14 days at 5-minute samples in so many threads, each drawn when a thread is free for it, and tells how long that took and
 * what was in memory at most. Arguments: workloads, threads, seconds between two looks of the autoscaler.
 */
const [count = 100, threads = 1, everySeconds = 60] = process.argv.slice(2).map(Number)
const stepMinutes = 5
const gib = 2 ** 30

/** A few dozen recordings, each used with another amplitude: drawing all of them would take longer than planning. */
const recorded = Array.from({ length: 30 }, (_, index) => recordedWorkload(index + 1))

function workloadAt(index: number): ScaledWorkload & { slotsPerPod: number | null } {
  const one = recorded[index % recorded.length] ?? recordedWorkload(1)
  const factor = 0.5 + (index % 97) / 50
  const thin = (values: Float64Array, by: number): Float64Array => {
    const thinned = new Float64Array(values.length / stepMinutes)
    for (let step = 0; step < thinned.length; step += 1)
      thinned[step] = (values[step * stepMinutes] ?? 0) * by
    return thinned
  }
  const load: FleetLoad = {
    startSeconds: 0,
    stepSeconds: stepMinutes * 60,
    cores: thin(one.load.cores, factor),
    memoryBytes: thin(one.load.memoryBytes, 1),
    inFlight: one.load.inFlight === null ? null : thin(one.load.inFlight, factor),
  }
  return {
    namespace: null,
    kind: 'Workload',
    name: `w${index}`,
    missing: [],
    facts: { load, throttled: null, oomKills: one.oomKills, current: one.current },
    slotsPerPod: one.slotsPerPod,
  }
}

const pool = planningThreads({ threads })
let [most, tried, next] = [0, 0, 0]
async function planInTurn(): Promise<void> {
  while (next < count) {
    const { slotsPerPod, ...workload } = workloadAt(next)
    next += 1
    const { recommendation } = await pool.run({
      workload,
      model: 'joint',
      goal: {
        limits: { slotsPerPod, startSeconds: 30, metricDelaySeconds: 30 },
        missedShare: 0.005,
        noWorseThan: null,
        headroom: 0.05,
        everySeconds,
        redundancy: { spare: 0, zones: 1 },
        prices: { corePerMonth: 20, gibPerMonth: 2.5 },
        bounds: {
          leastCpuMilli: 10,
          mostCpuMilli: 16_000,
          leastMemoryBytes: 2 ** 25,
          mostMemoryBytes: 64 * gib,
        },
        quota: { cpuMilli: null, memoryBytes: null, pods: null },
        leastReplicas: 2,
        horizonSeconds: 7 * 86_400,
        targetConcurrency: 100,
        guide: { targetLoad: 70, minReplicas: 1, maxReplicas: 10 },
      },
      busy: { share: 0.8 },
      leastReplicas: null,
    })
    tried += recommendation.plan?.tried ?? 0
    if (next % 50 === 0) most = Math.max(most, process.memoryUsage.rss())
  }
}
const [beganMs, spent] = [performance.now(), process.cpuUsage()]
// One more than there are threads, so that none waits for its next workload.
await Promise.all(Array.from({ length: threads + 1 }, planInTurn))
const seconds = (performance.now() - beganMs) / 1000
const { user, system } = process.cpuUsage(spent)
await pool.close()

/** A day of looks every 15 seconds for a thousand workloads. */
function hpaDay(workloads: number): number {
  const began = performance.now()
  for (let index = 0; index < workloads; index += 1) {
    const { cores } = (recorded[index % recorded.length] ?? recordedWorkload(1)).load
    const controller = hpaController({
      minReplicas: 2,
      maxReplicas: 50,
      targetUtilization: 70,
      tolerance: { down: 0.1, up: 0.1 },
      scaleUp: null,
      scaleDown: null,
    })
    let replicas = 3
    for (let look = 0; look < 5760; look += 1)
      replicas = controller.look({
        atSeconds: look * 15,
        replicas,
        ready: replicas,
        usageMilli: Math.round((cores[look >> 2] ?? 0) * 1000),
        requestMilli: 250,
      })
  }
  return (performance.now() - began) / 1000
}
console.log(
  JSON.stringify({
    count,
    threads,
    everySeconds,
    seconds,
    cpuSeconds: (user + system) / 1e6,
    tried,
    mostBytes: Math.max(most, process.memoryUsage.rss()),
    hpaSeconds: count === 1000 ? hpaDay(1000) : null,
  }),
)
