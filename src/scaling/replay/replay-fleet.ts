import { hpaController } from '../hpa/index.ts'
import type { FleetLoad } from './fleet-load.ts'
import { type FleetLimits, type FleetPrices, type FleetSettings, podPrice } from './fleet-settings.ts'

/** What settings would have done with a load. */
export interface FleetReplay {
  /** Of the time, as far as its load is known. */
  knownSeconds: number
  /** Requests were not answered in time: too busy, or no slot free. */
  missedSeconds: number
  /** The same by day, from the start of the load on. */
  missedByDay: number[]
  /** More CPU was wanted than the limits give. */
  throttledSeconds: number
  /** A pod wanted more memory than its limit: counted each time that it begins to. */
  oomKills: number
  /** Turns from more to fewer pods or back within ten minutes. */
  flaps: number
  /** Of a month, at the mean of this time. */
  costPerMonth: number
  meanReplicas: number
  leastReplicas: number
  mostReplicas: number
}

type Replayed = [FleetLoad, FleetSettings, FleetLimits, FleetPrices, everySeconds: number]

const flapSeconds = 600
const day = 86_400

/** When a replay is of no more use. */
export interface ReplayBounds {
  /** Seconds that each day may miss. */
  missedByDay: (day: number) => number
  costPerMonth: number
}

/**
 * Puts a load on settings, look by look of the autoscaler (`everySeconds`, 15 in Kubernetes; the step of the load where that is longer makes
 * a coarse and fast answer). Within a step the load is even. New pods take work once ready; those that go, go at once. A pod that is killed
 * is missing for as long as a new one takes to start.
 */
export function replayFleet(
  load: FleetLoad,
  settings: FleetSettings,
  limits: FleetLimits,
  prices: FleetPrices,
  everySeconds = 15,
): FleetReplay {
  return replayed(load, settings, limits, prices, everySeconds, null)
}

/** The same, or as soon as it misses or costs more than `bounds` allow, which of the two it is. */
export function replayWithin(
  load: FleetLoad,
  settings: FleetSettings,
  limits: FleetLimits,
  prices: FleetPrices,
  everySeconds: number,
  bounds: ReplayBounds,
): FleetReplay | 'missed' | 'costly' {
  return replayed(load, settings, limits, prices, everySeconds, bounds)
}

function replayed(...all: [...Replayed, null]): FleetReplay
function replayed(...all: [...Replayed, ReplayBounds]): FleetReplay | 'missed' | 'costly'
function replayed(
  load: FleetLoad,
  settings: FleetSettings,
  limits: FleetLimits,
  prices: FleetPrices,
  everySeconds: number,
  bounds: ReplayBounds | null,
): FleetReplay | 'missed' | 'costly' {
  const { autoscaler } = settings
  const scaler = autoscaler === null ? null : { ...autoscaler, controller: hpaController(autoscaler) }
  const looks = Math.max(1, Math.round(load.stepSeconds / everySeconds))
  const seconds = load.stepSeconds / looks
  const delay = Math.round(limits.metricDelaySeconds / seconds)
  const price = podPrice(settings, prices)
  const fleet = startingFleet(settings.replicas)
  const sum = { known: 0, missed: 0, throttled: 0, pods: 0, oomKills: 0 }
  let [least, most] = [fleet.replicas, fleet.replicas]
  const turns = turnCounter()
  const mostPodSeconds =
    bounds === null
      ? Number.POSITIVE_INFINITY
      : (bounds.costPerMonth / price) * load.cores.length * load.stepSeconds
  const missedByDay: number[] = Array.from(
    { length: Math.ceil((load.cores.length * load.stepSeconds) / day) },
    () => 0,
  )
  let isOverMemory = false
  // The total that all ready pods used at each look, as the metric tells it later.
  const used = new Float64Array(delay + 1)

  for (let look = 0; look < load.cores.length * looks; look += 1) {
    const step = Math.floor(look / looks)
    const now = look * seconds
    const wanted = load.cores[step] ?? Number.NaN
    const memory = load.memoryBytes[step] ?? Number.NaN
    const inFlight = load.inFlight?.[step] ?? Number.NaN
    const isKnown = !Number.isNaN(wanted)

    const isOver = memory > (settings.memoryLimitBytes ?? Number.POSITIVE_INFINITY)
    if (isOver && !isOverMemory) {
      sum.oomKills += 1
      fleet.lose(now + limits.startSeconds)
    }
    isOverMemory = isOver

    const ready = fleet.readyAt(now)
    const byLimit = (ready * (settings.cpuLimitMilli ?? Number.POSITIVE_INFINITY)) / 1000
    if (isKnown) {
      sum.known += seconds
      const carrying = limits.staying === undefined ? ready : limits.staying(ready)
      const guaranteed = (carrying * settings.cpuRequestMilli) / 1000
      const isBusy = wanted > guaranteed * limits.busyAtMost(carrying) + 1e-9
      const isFull = limits.slotsPerPod !== null && inFlight > carrying * limits.slotsPerPod
      if (isBusy || isFull) {
        sum.missed += seconds
        const today = Math.floor(now / day)
        const missed = (missedByDay[today] ?? 0) + seconds
        missedByDay[today] = missed
        if (bounds !== null && missed > bounds.missedByDay(today) + 1e-6) return 'missed'
      }
      if (wanted > byLimit + 1e-9) sum.throttled += seconds
    }
    sum.pods += fleet.replicas * seconds
    if (sum.pods > mostPodSeconds) return 'costly'

    if (scaler === null) continue
    const byCpu = scaler.metric === 'cpu'
    used[look % used.length] = byCpu ? Math.min(wanted, byLimit) : inFlight
    const seen = look >= delay ? (used[(look - delay) % used.length] ?? Number.NaN) : Number.NaN
    // A metric that fails changes nothing.
    if (Number.isNaN(seen)) continue
    const next = scaler.controller.look({
      atSeconds: now,
      replicas: fleet.replicas,
      ready,
      usageMilli: Math.round(seen * 1000),
      requestMilli: byCpu ? settings.cpuRequestMilli : Math.round((limits.slotsPerPod ?? 0) * 1000),
    })
    if (next === fleet.replicas) continue
    turns.note(now, Math.sign(next - fleet.replicas))
    fleet.scaleTo(next, now + limits.startSeconds)
    least = Math.min(least, next)
    most = Math.max(most, next)
  }
  const whole = load.cores.length * load.stepSeconds
  const meanReplicas = whole === 0 ? fleet.replicas : sum.pods / whole
  return {
    knownSeconds: sum.known,
    missedSeconds: sum.missed,
    missedByDay,
    throttledSeconds: sum.throttled,
    oomKills: sum.oomKills,
    flaps: turns.count(),
    costPerMonth: meanReplicas * price,
    meanReplicas,
    leastReplicas: least,
    mostReplicas: most,
  }
}

/** Pods, some of which are not ready yet. */
function startingFleet(replicas: number) {
  let starting: { pods: number; readyAt: number }[] = []
  const fleet = {
    replicas,
    readyAt(now: number): number {
      if (starting.length === 0) return fleet.replicas
      starting = starting.filter(({ readyAt }) => readyAt > now)
      let ready = fleet.replicas
      for (const { pods } of starting) ready -= pods
      return ready
    },
    scaleTo(next: number, readyAt: number): void {
      let surplus = fleet.replicas - next
      if (surplus < 0) starting.push({ pods: -surplus, readyAt })
      // Those that do not work yet go first.
      for (const group of starting.toReversed()) {
        if (surplus <= 0) break
        const gone = Math.min(group.pods, surplus)
        group.pods -= gone
        surplus -= gone
      }
      starting = starting.filter(({ pods }) => pods > 0)
      fleet.replicas = next
    },
    lose(readyAt: number): void {
      if (fleet.replicas > 0) starting.push({ pods: 1, readyAt })
    },
  }
  return fleet
}

function turnCounter() {
  let [count, direction, since] = [0, 0, Number.NEGATIVE_INFINITY]
  return {
    note(now: number, next: number): void {
      if (direction !== 0 && next !== direction && now - since <= flapSeconds) count += 1
      direction = next
      since = now
    },
    count: () => count,
  }
}
