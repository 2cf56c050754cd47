/** One signal for many requests: it has one listener, however many are on their way. */
export interface Interruption {
  isOver(): boolean
  /** Calls `stop` when the signal aborts, until the function that it returns is called. */
  during(stop: () => void): () => void
}

/** Listens to `signal` only while something is on its way. */
export function createInterruption(signal: AbortSignal): Interruption {
  const stops = new Set<() => void>()
  const stopAll = () => {
    for (const stop of stops) stop()
  }
  return {
    isOver: () => signal.aborted,
    during(stop) {
      if (stops.size === 0) signal.addEventListener('abort', stopAll, { once: true })
      stops.add(stop)
      return () => {
        stops.delete(stop)
        if (stops.size === 0) signal.removeEventListener('abort', stopAll)
      }
    },
  }
}
