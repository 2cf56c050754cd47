/** Milliseconds on the clock that everything here is timed by. */
export const nowMs = (): number => performance.now()

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
