/** A measured load: how busy what was under test was of the CPU that it may use, 0 to 1, and what a percentile came to. */
export interface CurvePoint {
  /** As messages name it: `run.json at 200/s`. */
  what: string
  busy: number
  seconds: number
}

/** How busy something may be so that a limit holds, by what was measured. */
export interface CurveBound {
  share: number
  /** Where it lies: between the last load that held and the first that did not, or at the busiest of all. */
  because: string
  doubts: string[]
}

/**
 * The busiest share at which `limitSeconds` holds: along the line from the last load that held to the first that did not, never beyond what was
 * measured. Null where not even the least busy load held.
 */
export function busyBound(points: readonly CurvePoint[], limitSeconds: number): CurveBound | null {
  const sorted = points.toSorted((a, b) => a.busy - b.busy)
  const first = sorted.findIndex(({ seconds }) => seconds > limitSeconds)
  const held = first < 0 ? sorted.at(-1) : sorted[first - 1]
  if (held === undefined) return null
  const shown = (share: number): string => `${Number((share * 100).toPrecision(3))} %`
  const missed = first < 0 ? undefined : sorted[first]
  if (missed === undefined)
    return {
      share: held.busy,
      because: `${held.what}, the busiest that was measured, held at ${shown(held.busy)}`,
      doubts: ['Every load that was measured held: pods may be able to do more than is planned with.'],
    }
  const step = (limitSeconds - held.seconds) / (missed.seconds - held.seconds)
  return {
    share: held.busy + step * (missed.busy - held.busy),
    because: `${held.what} held at ${shown(held.busy)}, ${missed.what} did not at ${shown(missed.busy)}`,
    doubts: sorted.slice(first).some(({ seconds }) => seconds <= limitSeconds)
      ? ['A busier load than the first that missed held again: the measurement is uncertain there.']
      : [],
  }
}
