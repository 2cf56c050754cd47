import type { DemoSettings } from '../../../traffic/index.ts'

const sliceMs = 50

/** Lets the whole process stand still as it was told to, counted from when the returned function is called first. */
export function plannedFreezes({ freezes }: DemoSettings): () => void {
  let hasBegun = freezes.length === 0
  return () => {
    if (hasBegun) return
    hasBegun = true
    for (const { seconds, atSeconds } of freezes) setTimeout(() => standStill(seconds), atSeconds * 1000)
  }
}

/** Sleeps in short pieces: it must not outlive whoever started it, and hears nothing of it meanwhile. */
function standStill(seconds: number): void {
  const parent = process.ppid
  const lock = new Int32Array(new SharedArrayBuffer(4))
  const endMs = performance.now() + seconds * 1000
  for (let leftMs = seconds * 1000; leftMs > 0; leftMs = endMs - performance.now()) {
    Atomics.wait(lock, 0, 0, Math.min(sliceMs, leftMs))
    if (process.ppid !== parent) process.exit(0)
  }
}
