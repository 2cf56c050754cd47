/** How long to go on, and a look whether anybody still waits for the answer. */
export interface Deadline {
  seconds: number
  /** Ends the process where nobody does. */
  assertWanted(): void
}

/** Repeats `act` while it answers true and there is time left, once at least; answers the seconds that it took. */
export function within({ seconds, assertWanted }: Deadline, act: () => boolean): number {
  const from = performance.now()
  for (;;) {
    const goesOn = act()
    const elapsedSeconds = (performance.now() - from) / 1000
    if (!goesOn || elapsedSeconds >= seconds) return elapsedSeconds
    assertWanted()
  }
}
