import { type FullIn, fullInSeconds } from './full-in-seconds.ts'

/** A series that is followed over hours, to tell when it reaches 0. */
export interface TimeToEmpty {
  /** `elapsedMs` never falls from call to call. */
  add(elapsedMs: number, value: number): void
  /** `unknown` until it has been followed for half an hour; null where nothing says that it falls. */
  estimate(): FullIn | null | 'unknown'
}

const minuteMs = 60_000
/** Six hours, one point a minute. */
const length = 360
/** From a few minutes every copied file would look like a full disk. */
const leastPoints = 30

/** Follows one series in a fixed ring: one value a minute for six hours. */
export function timeToEmpty(): TimeToEmpty {
  const seconds = new Float64Array(length)
  const values = new Float64Array(length)
  let count = 0
  let newestMs = Number.NEGATIVE_INFINITY
  /** Of so many points: all slopes are much work. */
  let known: { count: number; estimate: FullIn | null } | null = null

  function points(): { seconds: number; value: number }[] {
    const kept = Math.min(count, length)
    return Array.from({ length: kept }, (_, index) => {
      const place = (count - kept + index) % length
      return { seconds: seconds[place] ?? 0, value: values[place] ?? 0 }
    })
  }

  return {
    add(elapsedMs, value) {
      if (elapsedMs - newestMs < minuteMs) return
      newestMs = elapsedMs
      seconds[count % length] = elapsedMs / 1000
      values[count % length] = value
      count += 1
    },
    estimate() {
      if (count < leastPoints) return 'unknown'
      if (known?.count !== count) known = { count, estimate: fullInSeconds(points()) }
      return known.estimate
    },
  }
}
