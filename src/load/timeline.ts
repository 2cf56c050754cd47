import { addHistogram, encodeHdr, hdrHistogram } from '../metrics/index.ts'
import { mergeRequestSeconds, type TimelinePoint } from '../traffic/index.ts'
import type { Second } from './drive/index.ts'

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
  /** Takes a second of generator `index`; the point that it completes, else null. */
  add(index: number, second: Second): TimelinePoint | null
}

/** The last second of a run may be a moment, of which no rate can be told. */
const fewestSeconds = 0.5

/** A point is complete once every generator has told its share of it; the k-th seconds of all belong together. */
export function newTimeline(generators: number): Timeline {
  const told = Array.from({ length: generators }, () => 0)
  const shares: Second[][] = []
  const points: TimelinePoint[] = []
  const traffic: SeenTraffic = { bytes: 0, requestsPerSecond: 0 }
  let requests = 0
  return {
    points,
    traffic,
    add(index, second) {
      const place = told[index] ?? 0
      told[index] = place + 1
      const share = shares[place] ?? []
      share.push(second)
      shares[place] = share
      if (share.length < generators) return null
      shares[place] = []
      const point = joined(share, points.at(-1)?.atSeconds ?? null)
      points.push(point)
      const sent = share.reduce((sum, second) => sum + second.traffic.requests, 0)
      traffic.bytes = share.reduce((sum, second) => sum + second.traffic.bytes, 0)
      traffic.requestsPerSecond =
        point.lengthSeconds < fewestSeconds ? 0 : (sent - requests) / point.lengthSeconds
      requests = sent
      return point
    },
  }
}

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
