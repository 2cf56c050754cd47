/** Milliseconds that have passed by the stamps of ticks: a clock that is set back stands still, and never makes time run twice. */
export function elapsedClock(): (epochMs: number) => number {
  let elapsedMs = 0
  let lastMs: number | null = null
  return (epochMs) => {
    elapsedMs += lastMs === null ? 0 : Math.max(0, epochMs - lastMs)
    lastMs = epochMs
    return elapsedMs
  }
}
