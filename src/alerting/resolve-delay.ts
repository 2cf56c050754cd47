import type { AlertDelay } from './rule.ts'

/** How long an alert waits on the healthy side before it counts as resolved. */
export interface ResolveDelay {
  waitMs(): number
  fired(elapsedMs: number): void
  resolved(elapsedMs: number): void
}

/** The wait of one alert: longer each time it fires again sooner than the longest wait, the shortest again once it did not. */
export function resolveDelay({ downSeconds, multiplier, maximumSeconds }: AlertDelay): ResolveDelay {
  let waitSeconds = downSeconds
  let resolvedMs: number | null = null
  return {
    waitMs: () => waitSeconds * 1000,
    fired(elapsedMs) {
      if (resolvedMs === null) return
      const isSoon = elapsedMs - resolvedMs < maximumSeconds * 1000
      waitSeconds = isSoon ? Math.min(maximumSeconds, waitSeconds * multiplier) : downSeconds
    },
    resolved(elapsedMs) {
      resolvedMs = elapsedMs
    },
  }
}
