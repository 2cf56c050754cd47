import { fleetScaler } from '../hpa/index.ts'
import { carrying } from './carrying.ts'
import type { FleetLoad } from './fleet-load.ts'
import { type FleetLimits, type FleetPrices, type FleetSettings, podPrice } from './fleet-settings.ts'
import { type Quiet, quietUntil } from './quiet-steps.ts'
import { startingFleet } from './starting-fleet.ts'

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

const everything = { fromMilli: Number.NEGATIVE_INFINITY, toMilli: Number.POSITIVE_INFINITY }
const flapSeconds = 600
const day = 86_400

/** When a replay is of no more use. */
export interface ReplayBounds {
  /** Seconds that each day may miss. */
  missedByDay: (day: number) => number
  costPerMonth: number
  /** What it takes at least from a day on to miss no more than that; pods times seconds. */
  podsAtLeast: (day: number) => number
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
  const scaler = autoscaler === null ? null : fleetScaler(autoscaler)
  const byCpu = autoscaler?.metric === 'cpu'
  const requestMilli = byCpu ? settings.cpuRequestMilli : Math.round((limits.slotsPerPod ?? 0) * 1000)
  const steps = load.cores.length
  const whole = steps * load.stepSeconds
  const looks = Math.max(1, Math.round(load.stepSeconds / everySeconds))
  const seconds = load.stepSeconds / looks
  // Sums of whole seconds are the same in whatever order they are made.
  const canHold = Number.isInteger(seconds)
  const delay = Math.round(limits.metricDelaySeconds / seconds)
  const price = podPrice(settings, prices)
  const fleet = startingFleet(settings.replicas)
  const turns = turnCounter()
  const carriedBy = carrying(settings, limits)
  let [known, missed, throttled, podSeconds, oomKills] = [0, 0, 0, 0, 0]
  let [replicas, least, most] = [settings.replicas, settings.replicas, settings.replicas]
  const mostPodSeconds = bounds === null ? Number.POSITIVE_INFINITY : (bounds.costPerMonth / price) * whole
  const missedByDay: number[] = Array.from({ length: Math.ceil(whole / day) }, () => 0)
  let isOverMemory = false
  let carried = carriedBy(replicas)
  const mostMemory = settings.memoryLimitBytes ?? Number.POSITIVE_INFINITY
  // The total that all ready pods used at each look, as the metric tells it later; since when it is the same.
  const used = new Float64Array(delay + 1).fill(Number.NaN)
  let at = 0
  // What a look may see without changing anything, where all pods are ready; how many looks lately used no other.
  let band = scaler === null ? everything : scaler.band(replicas, requestMilli)
  let [inBand, heldUntil] = [scaler === null ? Number.POSITIVE_INFINITY : 0, -1]
  const quiet: Quiet = { band: everything, byCpu, carried, memoryBytes: mostMemory }
  let [today, dayEnd] = [-1, 0]
  let isStarting = false
  for (let step = 0; step < steps; step += 1) {
    if (canHold && !isStarting && inBand >= delay && band !== null && step * load.stepSeconds < dayEnd) {
      quiet.band = band
      quiet.carried = carried
      const until = quietUntil(load, step, Math.min(steps, Math.floor(dayEnd / load.stepSeconds)), quiet)
      if (until > step) {
        const passed = (until - step) * load.stepSeconds
        known += passed
        podSeconds += replicas * passed
        if (podSeconds > mostPodSeconds) return 'costly'
        isOverMemory = false
        inBand += (until - step) * looks
        heldUntil = until * load.stepSeconds - seconds
        for (
          let look = Math.max(step * looks, until * looks - used.length);
          look < until * looks;
          look += 1
        ) {
          used[at] = (byCpu ? load.cores : load.inFlight)?.[Math.floor(look / looks)] ?? Number.NaN
          at = at === delay ? 0 : at + 1
        }
        step = until
        if (step === steps) break
      }
    }
    const wanted = load.cores[step] as number
    const inFlight = load.inFlight === null ? Number.NaN : (load.inFlight[step] as number)
    const isOver = (load.memoryBytes[step] as number) > mostMemory
    if (isOver && !isOverMemory) {
      oomKills += 1
      fleet.lose(step * looks * seconds + limits.startSeconds)
      isStarting = true
    }
    isOverMemory = isOver

    for (let look = step * looks; look < (step + 1) * looks; look += 1) {
      const now = look * seconds
      if (now >= dayEnd) {
        today = Math.floor(now / day)
        dayEnd = (today + 1) * day
        if (bounds !== null && podSeconds + bounds.podsAtLeast(today) > mostPodSeconds) return 'costly'
      }
      if (isStarting) {
        const ready = fleet.readyAt(now)
        isStarting = fleet.isStarting()
        if (ready !== carried.pods) carried = carriedBy(ready)
      }

      // What is unknown is neither kept nor missed.
      if (!Number.isNaN(wanted)) {
        known += seconds
        if (wanted > carried.cores || inFlight > carried.slots) {
          missed += seconds
          const ofDay = (missedByDay[today] as number) + seconds
          missedByDay[today] = ofDay
          if (bounds !== null && ofDay > bounds.missedByDay(today) + 1e-6) return 'missed'
        }
        if (wanted > carried.mostCores + 1e-9) throttled += seconds
      }
      podSeconds += replicas * seconds
      if (podSeconds > mostPodSeconds) return 'costly'

      if (scaler === null) continue
      const use = byCpu ? Math.min(wanted, carried.mostCores) : inFlight
      used[at] = use
      at = at === delay ? 0 : at + 1
      // The oldest of those that are kept, which is the next to go.
      const seen = used[at] as number
      const milli = Math.round(use * 1000)
      inBand = band !== null && band.fromMilli <= milli && milli <= band.toMilli ? inBand + 1 : 0
      // A metric that fails changes nothing.
      if (Number.isNaN(seen)) continue
      if (heldUntil >= 0) scaler.hold(heldUntil, replicas)
      heldUntil = -1
      const next = scaler.look(now, replicas, carried.pods, Math.round(seen * 1000), requestMilli)
      if (next === replicas) continue
      turns.note(now, Math.sign(next - replicas))
      fleet.scaleTo(next, now + limits.startSeconds)
      isStarting = true
      replicas = next
      band = scaler.band(replicas, requestMilli)
      inBand = 0
      least = Math.min(least, next)
      most = Math.max(most, next)
    }
  }
  const meanReplicas = whole === 0 ? replicas : podSeconds / whole
  return {
    knownSeconds: known,
    missedSeconds: missed,
    missedByDay,
    throttledSeconds: throttled,
    oomKills,
    flaps: turns.count(),
    costPerMonth: meanReplicas * price,
    meanReplicas,
    leastReplicas: least,
    mostReplicas: most,
  }
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
