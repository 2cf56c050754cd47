import { type FleetLoad, hpaController, planJoint } from '../../../src/scaling/index.ts'
import { recordedWorkload } from '../../scaling/recorded-load.ts'

/** Plans so many workloads of 14 days at 5-minute samples, one after the other, and tells how long that took and what was in memory at most. */
const count = Number(process.argv[2])
const stepMinutes = 5
const gib = 2 ** 30

/** A few dozen recordings, each used with another amplitude: drawing all of them would take longer than planning. */
const recorded = Array.from({ length: 30 }, (_, index) => recordedWorkload(index + 1))

function workloadAt(index: number) {
  const one = recorded[index % recorded.length] ?? recordedWorkload(1)
  const factor = 0.5 + (index % 97) / 50
  const thin = (values: Float64Array, by: number): Float64Array =>
    Float64Array.from(
      { length: values.length / stepMinutes },
      (_, step) => (values[step * stepMinutes] ?? 0) * by,
    )
  const load: FleetLoad = {
    startSeconds: 0,
    stepSeconds: stepMinutes * 60,
    cores: thin(one.load.cores, factor),
    memoryBytes: thin(one.load.memoryBytes, 1),
    inFlight: one.load.inFlight === null ? null : thin(one.load.inFlight, factor),
  }
  return { ...one, load }
}

let most = 0
let tried = 0
const beganMs = performance.now()
for (let index = 0; index < count; index += 1) {
  const workload = workloadAt(index)
  const plan = planJoint(workload, {
    limits: {
      busyAtMost: () => 0.8,
      slotsPerPod: workload.slotsPerPod,
      startSeconds: 30,
      metricDelaySeconds: 30,
    },
    missedShare: 0.005,
    noWorseThan: null,
    headroom: 0.05,
    everySeconds: stepMinutes * 60,
    redundancy: { spare: 0, zones: 1 },
    prices: { corePerMonth: 20, gibPerMonth: 2.5 },
    bounds: { leastCpuMilli: 10, mostCpuMilli: 16_000, leastMemoryBytes: 2 ** 25, mostMemoryBytes: 64 * gib },
    quota: { cpuMilli: null, memoryBytes: null, pods: null },
    leastReplicas: 2,
    horizonSeconds: 7 * 86_400,
  })
  tried += plan.tried
  if (index % 100 === 0) most = Math.max(most, process.memoryUsage.rss())
}
const seconds = (performance.now() - beganMs) / 1000

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
    seconds,
    tried,
    mostBytes: most,
    hpaSeconds: count === 1000 ? hpaDay(1000) : null,
  }),
)
