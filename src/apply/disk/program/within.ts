/** How long to go on, and a look whether anybody still waits for the answer. */
export interface Deadline {
  seconds: number
  /** Goes on past `seconds` up to so many times, but no longer than four times as long; 1 when left out. */
  leastTimes?: number
  /** Ends the process where nobody does. */
  assertWanted(): void
}

const longest = 4

/** Repeats `act` while it answers true and there is time left, once at least; answers the seconds that it took. */
export function within({ seconds, leastTimes = 1, assertWanted }: Deadline, act: () => boolean): number {
  const from = performance.now()
  for (let times = 1; ; times++) {
    const goesOn = act()
    const elapsedSeconds = (performance.now() - from) / 1000
    const isDone = elapsedSeconds >= seconds && (times >= leastTimes || elapsedSeconds >= longest * seconds)
    if (!goesOn || isDone) return elapsedSeconds
    assertWanted()
  }
}
