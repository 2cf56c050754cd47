import { addHistogram, encodeHdr, hdrHistogram } from '../metrics/index.ts'
import { mergeRequestSeconds, type TimelinePoint } from '../traffic/index.ts'
import type { Second } from './drive/index.ts'
import { newInterval } from './engine/index.ts'

/** What went to and fro, the warm-up too. */
export interface SeenTraffic {
  /** In all, sent and received. */
  bytes: number
  /** Of the last second; 0 while it is too short to tell. */
  requestsPerSecond: number
}

/** Joins the seconds of several generators into those of the run. */
export interface Timeline {
  readonly points: readonly TimelinePoint[]
  /** By the newest point. */
  readonly traffic: Readonly<SeenTraffic>
  /** Takes a second of generator `index`; the points that it completes, in order. */
  add(index: number, second: Second): TimelinePoint[]
  /** Generator `index` tells no more; the points that are complete without it. */
  end(index: number): TimelinePoint[]
}

/** The last second of a run may be a moment, of which no rate can be told. */
const fewestSeconds = 0.5

/** A point is complete once every generator has told its share of it, or has ended; the k-th seconds of all belong together. */
export function newTimeline(generators: number): Timeline {
  const told: Second[][] = Array.from({ length: generators }, () => [])
  const hasEnded = Array.from({ length: generators }, () => false)
  const points: TimelinePoint[] = []
  const traffic: SeenTraffic = { bytes: 0, requestsPerSecond: 0 }
  let requests = 0
  return {
    points,
    traffic,
    add(index, second) {
      told[index]?.push(second)
      return completed()
    },
    end(index) {
      hasEnded[index] = true
      return completed()
    },
  }

  function completed(): TimelinePoint[] {
    const added: TimelinePoint[] = []
    for (;;) {
      const place = points.length
      const share = told.flatMap((seconds) => seconds[place] ?? [])
      const isComplete = told.every((seconds, index) => seconds.length > place || hasEnded[index] === true)
      if (share.length === 0 || !isComplete) return added
      const point = joined(share, points.at(-1)?.atSeconds ?? null)
      points.push(point)
      added.push(point)
      tellTraffic(place, point)
      for (const seconds of told) letGo(seconds, place)
    }
  }

  function tellTraffic(place: number, { lengthSeconds }: TimelinePoint): void {
    // Whoever has ended by then stays at what it told last.
    const seen = told.flatMap((seconds) => seconds[Math.min(place, seconds.length - 1)]?.traffic ?? [])
    const sent = seen.reduce((sum, one) => sum + one.requests, 0)
    traffic.bytes = seen.reduce((sum, { bytes }) => sum + bytes, 0)
    traffic.requestsPerSecond = lengthSeconds < fewestSeconds ? 0 : (sent - requests) / lengthSeconds
    requests = sent
  }
}

/** What a second measured is in its point by then: only how much it was is still asked for. */
function letGo(seconds: Second[], place: number): void {
  const second = seconds[place]
  if (second !== undefined) seconds[place] = { ...second, interval: nothing }
}

const nothing = newInterval()

function joined(share: readonly Second[], before: number | null): TimelinePoint {
  const latency = hdrHistogram()
  const atSeconds = Math.max(...share.map((second) => second.atSeconds))
  const sum = (of: (second: Second) => number): number =>
    share.reduce((total, second) => total + of(second), 0)
  for (const { interval } of share) addHistogram(latency, interval.latency)
  return {
    atSeconds,
    // The first may be cut short by where the measured time begins.
    lengthSeconds: before === null ? Math.min(1, Math.max(0, atSeconds)) || 1 : atSeconds - before,
    sent: sum(({ interval }) => interval.sent),
    answered: sum(({ interval }) => interval.answered),
    ok: sum(({ interval }) => interval.ok),
    failed: sum(({ interval }) => interval.failed),
    bodyBytes: sum(({ interval }) => interval.bodyBytes),
    inFlight: sum(({ inFlight }) => inFlight),
    waiting: sum(({ waiting }) => waiting),
    busy: Math.max(...share.map(({ busy }) => busy)),
    latency: encodeHdr(latency),
    ...mergeRequestSeconds(share.map(({ interval }) => interval)),
  }
}
