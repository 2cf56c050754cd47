import { nowMs } from './clock.ts'

const rounds = 15
const steps = 300_000

/**
 * Seconds of a fixed piece of work that has nothing to do with what is measured: whole numbers in a loop, the same in every process.
 * The median of 15 rounds of about a millisecond.
 */
export function controlSeconds(): number {
  const times: number[] = []
  spin(steps)
  for (let round = 0; round < rounds; round++) {
    const from = nowMs()
    spin(steps)
    times.push((nowMs() - from) / 1000)
  }
  times.sort((a, b) => a - b)
  return times[times.length >> 1] ?? 0
}

let kept = 1

function spin(count: number): void {
  let state = kept | 1
  for (let i = 0; i < count; i++) {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
  }
  kept = state
}
