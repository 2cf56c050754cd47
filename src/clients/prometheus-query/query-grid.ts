/** Moments at an even distance, as one range query asks for them: `startSeconds + i * stepSeconds`, i from 0 to points - 1. */
export interface QueryGrid {
  /** Seconds since 1970, a multiple of the step. */
  startSeconds: number
  /** At least a millisecond, and a whole number of them: Prometheus has no finer time. */
  stepSeconds: number
  points: number
}

/**
 * The multiples of `stepSeconds` from `startSeconds` to `endSeconds`, both included: several servers move any other start to such a
 * multiple by themselves. No point at all where the end is before the first. A step below a millisecond becomes a millisecond.
 */
export function gridOver(startSeconds: number, endSeconds: number, stepSeconds: number): QueryGrid {
  const stepMs = Math.max(1, Math.round(stepSeconds * 1000))
  const first = Math.ceil(Math.round(startSeconds * 1000) / stepMs)
  const last = Math.floor(Math.round(endSeconds * 1000) / stepMs)
  return {
    startSeconds: (first * stepMs) / 1000,
    stepSeconds: stepMs / 1000,
    points: Math.max(0, last - first + 1),
  }
}

/** The last moment of a grid; its start where it has no point. */
export function gridEndSeconds({ startSeconds, stepSeconds, points }: QueryGrid): number {
  return (Math.round(startSeconds * 1000) + Math.max(0, points - 1) * Math.round(stepSeconds * 1000)) / 1000
}

/** A part of a grid: its points from `first`, `count` of them. */
export interface GridPiece {
  first: number
  count: number
}

/** The whole grid in pieces of at most `maximumPoints`, in order, without overlap or gap. */
export function gridPieces({ points }: QueryGrid, maximumPoints: number): GridPiece[] {
  const pieces: GridPiece[] = []
  for (let first = 0; first < points; first += maximumPoints)
    pieces.push({ first, count: Math.min(maximumPoints, points - first) })
  return pieces
}

/** `start`, `end` and `step` of a piece as the API takes them: seconds with milliseconds. */
export function pieceSpan(
  grid: QueryGrid,
  { first, count }: GridPiece,
): Record<'start' | 'end' | 'step', string> {
  const startMs = Math.round(grid.startSeconds * 1000)
  const stepMs = Math.round(grid.stepSeconds * 1000)
  return {
    start: secondsText(startMs + first * stepMs),
    end: secondsText(startMs + (first + count - 1) * stepMs),
    step: secondsText(stepMs),
  }
}

/** Seconds with three decimals. */
export function secondsText(milliseconds: number): string {
  return (milliseconds / 1000).toFixed(3)
}
