/** When an alert goes up and down too often. */
export interface FlapLimit {
  /** More changes than this within the window are too many. */
  changes: number
  windowSeconds: number
}

/** The memory of one alert's changes. */
export interface Flapping {
  changed(elapsedMs: number): void
  /** From too many changes within a window on, until a whole window has passed without one. */
  isFlapping(elapsedMs: number): boolean
}

/** An alert that has not changed yet. */
export function flapping({ changes, windowSeconds }: FlapLimit): Flapping {
  const windowMs = windowSeconds * 1000
  const times: number[] = []
  let flaps = false
  return {
    changed(elapsedMs) {
      times.push(elapsedMs)
      if (times.length > changes + 1) times.shift()
      const [first = elapsedMs] = times
      if (times.length > changes && elapsedMs - first < windowMs) flaps = true
    },
    isFlapping(elapsedMs) {
      if (flaps && elapsedMs - (times.at(-1) ?? elapsedMs) >= windowMs) flaps = false
      return flaps
    },
  }
}
