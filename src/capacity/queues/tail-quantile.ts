import { assertShare } from '../assert-station.ts'

/**
 * The time that the share p (0 up to 1, 1 excluded) does not exceed, for a falling `tail` (seconds -> share that takes longer); `scale` is
 * a time to begin at. Halves the interval until a double has no number in between. Throws OperatorError on another p.
 */
export function tailQuantile(tail: (seconds: number) => number, p: number, scale: number): number {
  assertShare(p, 'The percentile', 'zero')
  const beyond = 1 - p
  if (tail(0) <= beyond) return 0
  let low = 0
  let high = scale
  while (tail(high) > beyond) {
    low = high
    high *= 2
  }
  for (;;) {
    const middle = low + (high - low) / 2
    if (middle <= low || middle >= high) return middle
    if (tail(middle) > beyond) low = middle
    else high = middle
  }
}

/** The wait that the share p does not exceed, where the share `waiting` waits, an exponential time of this mean. */
export function waitQuantile(p: number, waiting: number, meanSeconds: number): number {
  // 1 - 0.9 is a hair below 0.1, and who waits with a chance of 0.1 waits for nothing at p90.
  return (1 - p) * (1 + 1e-12) >= waiting ? 0 : Math.log(waiting / (1 - p)) * meanSeconds
}
