/** Values by time, of which the extreme one of a window is asked for. */
export interface SlidingExtreme {
  /** Moments never fall. */
  put(at: number, value: number): void
  /** Of what was put less than a window before `now`; `otherwise` where that is nothing. */
  within(now: number, otherwise: number): number
}

/** The largest of a window (`sign` 1), or the smallest (-1): whatever a later value outdoes is forgotten, so that the first is the answer. */
export function slidingExtreme(windowSeconds: number, sign: 1 | -1): SlidingExtreme {
  if (windowSeconds === 0) return { put() {}, within: (_, otherwise) => otherwise }
  // From `first` up to `end`, that one excluded; the arrays are used again, since this is done at every look.
  const moments: number[] = []
  const values: number[] = []
  let [first, end] = [0, 0]
  return {
    put(at, value) {
      while (end > first && (values[end - 1] as number) * sign <= value * sign) end -= 1
      moments[end] = at
      values[end] = value
      end += 1
    },
    within(now, otherwise) {
      while (first < end && now - (moments[first] as number) >= windowSeconds) first += 1
      if (first === end) first = end = 0
      if (first > 64) {
        moments.copyWithin(0, first, end)
        values.copyWithin(0, first, end)
        end -= first
        first = 0
      }
      return end > first ? (values[first] as number) : otherwise
    },
  }
}
