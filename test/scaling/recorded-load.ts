import { seededRandom } from '../../src/core/index.ts'
import type { FleetLoad, FleetSettings, WorkloadFacts } from '../../src/scaling/index.ts'

export const kinds = ['weekly batch', 'burst', 'trend', 'oom', 'io-bound'] as const
export type Kind = (typeof kinds)[number]

const day = 1440
const mib = 2 ** 20
const days = 14

export interface RecordedWorkload extends WorkloadFacts {
  seed: number
  kind: Kind
  slotsPerPod: number | null
}

/** How LEWIS's Deployment and HPA are set. */
function lewis(replicas: number): FleetSettings {
  return {
    cpuRequestMilli: 500,
    cpuLimitMilli: 2000,
    memoryRequestBytes: 1024 * mib,
    memoryLimitBytes: 4096 * mib,
    replicas,
    autoscaler: {
      metric: 'cpu',
      minReplicas: 3,
      maxReplicas: 20,
      targetUtilization: 70,
      tolerance: { down: 0.1, up: 0.1 },
      scaleUp: {
        stabilizationWindowSeconds: 60,
        policies: [
          { type: 'Percent', value: 100, periodSeconds: 30 },
          { type: 'Pods', value: 2, periodSeconds: 60 },
        ],
      },
      scaleDown: {
        stabilizationWindowSeconds: 300,
        policies: [{ type: 'Percent', value: 50, periodSeconds: 60 }],
      },
    },
  }
}

/** Fourteen days of a workload, a sample a minute; what happens is drawn from the seed, which also says of what kind it is. */
export function recordedWorkload(seed: number): RecordedWorkload {
  const random = seededRandom(seed)
  const kind = kinds[seed % kinds.length] ?? 'burst'
  const minutes = days * day
  const base = 1 + 2 * random.next()
  const swing = 0.3 + 0.4 * random.next()
  const peakAt = 540 + Math.floor(300 * random.next())
  const quietWeekend = 0.3 + 0.3 * random.next()
  const cores = new Float64Array(minutes)
  let wander = 0
  for (let minute = 0; minute < minutes; minute += 1) {
    wander = 0.98 * wander + 0.01 * random.normal()
    const hour = ((minute % day) - peakAt) / day
    const isWeekend = Math.floor(minute / day) % 7 >= 5
    const pattern = (1 + swing * Math.cos(2 * Math.PI * hour)) * (isWeekend ? quietWeekend : 1)
    cores[minute] = Math.max(0.05, base * pattern * (1 + wander))
  }
  const add = (from: number, length: number, factor: number): void => {
    for (let minute = from; minute < Math.min(minutes, from + length); minute += 1)
      cores[minute] = (cores[minute] ?? 0) + base * factor
  }
  if (kind === 'weekly batch') for (const at of [6, 13]) add(at * day + 120, 60, 2 + random.next())
  if (kind === 'burst')
    for (let at = 0; at < days; at += 1)
      for (let burst = 0; burst < 3; burst += 1)
        add(at * day + random.below(day), 5 + random.below(15), 1 + 1.5 * random.next())
  if (kind === 'trend') {
    const perDay = 0.03 + 0.03 * random.next()
    for (let minute = 0; minute < minutes; minute += 1)
      cores[minute] = (cores[minute] ?? 0) * (1 + (perDay * minute) / day)
  }

  const usual = (400 + 400 * random.next()) * mib
  const memoryBytes = Float64Array.from(
    { length: minutes },
    (_, minute) => usual * (1 + 0.05 * Math.sin((2 * Math.PI * minute) / day) + 0.01 * random.next()),
  )
  const settings = lewis(6)
  const oomKills: { atSeconds: number; limitBytes: number }[] = []
  if (kind === 'oom') {
    settings.memoryLimitBytes = 1024 * mib
    for (const at of [3, 6, 10, 13]) {
      const from = at * day + random.below(day - 30)
      const most = (1100 + 200 * random.next()) * mib
      for (let minute = from; minute < from + 20; minute += 1) memoryBytes[minute] = most
      if (at < 13) oomKills.push({ atSeconds: from * 60, limitBytes: settings.memoryLimitBytes })
    }
  }
  // Each request waits for something else most of the time: eight at once keep a fifth of a core busy.
  const inFlight =
    kind === 'io-bound' ? cores.map((value) => value * 40 * (1 + 0.05 * random.normal())) : null
  if (kind === 'io-bound')
    for (let minute = 0; minute < minutes; minute += 1) cores[minute] = (cores[minute] ?? 0) * 0.3
  const load: FleetLoad = { startSeconds: 0, stepSeconds: 60, cores, memoryBytes, inFlight }
  return {
    seed,
    kind,
    load,
    throttled: null,
    oomKills,
    current: settings,
    slotsPerPod: kind === 'io-bound' ? 16 : null,
  }
}
