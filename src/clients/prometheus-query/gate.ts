/** Lets so many through at a time; the others wait in order. */
export interface Gate {
  through<T>(work: () => Promise<T>): Promise<T>
}

/** A gate for `places`, at least one. */
export function createGate(places: number): Gate {
  let free = Math.max(1, Math.floor(places))
  const waiting: (() => void)[] = []
  return {
    async through(work) {
      if (free > 0) free--
      else await new Promise<void>((resolve) => waiting.push(resolve))
      try {
        return await work()
      } finally {
        // Who waited takes over the place.
        const next = waiting.shift()
        if (next === undefined) free++
        else next()
      }
    },
  }
}
