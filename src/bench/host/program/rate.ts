import type { Kernel } from './kernels.ts'

/** Units a second of `kernel` within `seconds`, after as long a warm-up as asked and a word from `ready`. */
export function rateOf(
  { units, run }: Kernel,
  { seconds, warmUpSeconds }: { seconds: number; warmUpSeconds: number },
  ready: () => void,
): number {
  passesWithin(run, warmUpSeconds)
  ready()
  const { passes, elapsedSeconds } = passesWithin(run, seconds)
  return (passes * units) / elapsedSeconds
}

function passesWithin(run: () => void, seconds: number): { passes: number; elapsedSeconds: number } {
  const from = performance.now()
  let passes = 0
  let elapsedSeconds = 0
  do {
    run()
    passes++
    elapsedSeconds = (performance.now() - from) / 1000
  } while (elapsedSeconds < seconds)
  return { passes, elapsedSeconds }
}
