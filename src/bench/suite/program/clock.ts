/**
 * Milliseconds on the clock that everything here is timed by. Bound, because V8 gives up the optimised form of a function that calls
 * performance.now() on every call; and taken before a suite can put another clock in its place.
 */
export const nowMs: () => number = performance.now.bind(performance)

/** The smallest step by which the clock was seen to move, in seconds. */
export function clockTickSeconds(): number {
  let smallest = Number.POSITIVE_INFINITY
  for (let look = 0; look < 2000; look++) {
    const from = nowMs()
    let to = nowMs()
    while (to === from) to = nowMs()
    smallest = Math.min(smallest, to - from)
  }
  return smallest / 1000
}

/** How long one sample lasts at least, so that neither clock nor loop shows in it. */
export function leastSampleSeconds(tickSeconds: number): number {
  return Math.max(0.001, 1000 * tickSeconds)
}
