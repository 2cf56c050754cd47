/** Pods, some of which are not ready yet. */
export interface Fleet {
  /** All of them. */
  count(): number
  /** Those that work at a moment, which never falls. */
  readyAt(now: number): number
  /** Some of its pods are not ready, as far as `readyAt` was last asked. */
  isStarting(): boolean
  /** New pods work from a moment on; those that go, go at once: first those that do not work yet. */
  scaleTo(next: number, readyAt: number): void
  /** One is killed, and works again from a moment on. */
  lose(readyAt: number): void
}

/** A fleet of so many pods that are all ready. */
export function startingFleet(replicas: number): Fleet {
  let count = replicas
  let absent = 0
  // Groups in the order in which they become ready.
  const groups: { pods: number; readyAt: number }[] = []
  const add = (pods: number, readyAt: number): void => {
    groups.push({ pods, readyAt })
    absent += pods
  }
  return {
    count: () => count,
    readyAt(now) {
      for (let group = groups[0]; group !== undefined && group.readyAt <= now; group = groups[0]) {
        absent -= group.pods
        groups.shift()
      }
      return count - absent
    },
    isStarting: () => groups.length > 0,
    scaleTo(next, readyAt) {
      if (next > count) add(next - count, readyAt)
      let surplus = count - next
      while (surplus > 0) {
        const group = groups.at(-1)
        if (group === undefined) break
        const gone = Math.min(group.pods, surplus)
        group.pods -= gone
        absent -= gone
        surplus -= gone
        if (group.pods === 0) groups.pop()
      }
      count = next
    },
    lose(readyAt) {
      if (count > 0) add(1, readyAt)
    },
  }
}
