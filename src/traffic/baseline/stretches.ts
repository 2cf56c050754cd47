import { addHistogram, decodeHdr, type HdrHistogram, hdrHistogram } from '../../metrics/index.ts'
import type { TimelinePoint } from '../run.ts'

/** An equal part of a run: long enough that what slows one second seldom reaches into the next part. */
export interface Stretch {
  seconds: number
  answered: number
  ok: number
  failed: number
  /** Of what was answered in it, in microseconds. */
  latency: HdrHistogram
}

const secondsEach = 3
const usual = 10
const most = 20

/** A run with fewer whole seconds cannot be compared. */
export const fewestSeconds = 8

/** Into how many stretches a run of so many whole seconds is cut: 8 to 20; null where it is too short to be. */
export function stretchesIn(seconds: number): number | null {
  if (seconds < fewestSeconds) return null
  return Math.max(Math.min(seconds, usual), Math.min(most, Math.floor(seconds / secondsEach)))
}

/** The measured seconds of a run, one request name's or all; the shares of a second at both ends belong to it too. */
export function secondsOf(timeline: readonly TimelinePoint[], request: string | null): Stretch[] {
  return timeline
    .filter(({ atSeconds, lengthSeconds }) => atSeconds > 0 && lengthSeconds > 0.5)
    .map((point) => {
      const part = request === null ? point : (point.requests?.[request] ?? none)
      return {
        seconds: point.lengthSeconds,
        answered: part.answered,
        ok: part.ok,
        failed: part.failed,
        latency: part.latency === null ? hdrHistogram() : decodeHdr(part.latency),
      }
    })
}

const none = { answered: 0, ok: 0, failed: 0, latency: null }

/** Joins seconds that follow each other into `count` stretches. */
export function stretchesOf(seconds: readonly Stretch[], count: number): Stretch[] {
  return Array.from({ length: count }, (_, index) => {
    const from = Math.round((index * seconds.length) / count)
    const to = Math.round(((index + 1) * seconds.length) / count)
    return joined(seconds.slice(from, to))
  })
}

function joined(seconds: readonly Stretch[]): Stretch {
  const latency = hdrHistogram()
  for (const second of seconds) addHistogram(latency, second.latency)
  const sum = (of: (second: Stretch) => number): number =>
    seconds.reduce((total, second) => total + of(second), 0)
  return {
    seconds: sum((second) => second.seconds),
    answered: sum(({ answered }) => answered),
    ok: sum(({ ok }) => ok),
    failed: sum(({ failed }) => failed),
    latency,
  }
}
