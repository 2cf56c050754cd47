import type { HostOrder } from '../orders.ts'

/** What a cache moves at a time, in numbers of four bytes: each line holds one link of the chain. */
const lineWords = 16
const stepsAtOnce = 20_000

/**
 * Seconds of one load (each says where the next one is, once through every line of the buffer in an order that no prefetcher
 * guesses), and bytes a second from one half of the buffer to the other. `bytes` is a power of two.
 */
export function measureMemory({
  bytes,
  seconds,
}: Extract<HostOrder, { part: 'memory' }>): Record<string, number> {
  const buffer = new ArrayBuffer(bytes)
  const chain = linked(buffer)
  return { latency: loadSeconds(chain, seconds), copy: copyRate(buffer, seconds) }
}

/** The generator of Numerical Recipes, which by Hull and Dobell visits every number below a power of two before it repeats. */
function linked(buffer: ArrayBuffer): Int32Array {
  const chain = new Int32Array(buffer)
  const lines = chain.length / lineWords
  for (let line = 0; line < lines; line++) {
    const next = (Math.imul(1_664_525, line) + 1_013_904_223) & (lines - 1)
    chain[line * lineWords] = next * lineWords
  }
  return chain
}

function loadSeconds(chain: Int32Array, seconds: number): number {
  let place = follow(chain, 0, stepsAtOnce)
  const from = performance.now()
  let steps = 0
  let elapsedSeconds = 0
  do {
    place = follow(chain, place, stepsAtOnce)
    steps += stepsAtOnce
    elapsedSeconds = (performance.now() - from) / 1000
  } while (elapsedSeconds < seconds)
  // A place that is none: asked for, so that the loads have to be done.
  if (place < 0) throw new Error('the chain is broken')
  return elapsedSeconds / steps
}

function follow(chain: Int32Array, start: number, steps: number): number {
  let place = start
  for (let step = 0; step < steps; step++) place = chain[place] ?? 0
  return place
}

function copyRate(buffer: ArrayBuffer, seconds: number): number {
  const half = buffer.byteLength / 2
  const [source, target] = [new Uint8Array(buffer, 0, half), new Uint8Array(buffer, half)]
  const from = performance.now()
  let copies = 0
  let elapsedSeconds = 0
  do {
    target.set(source)
    copies++
    elapsedSeconds = (performance.now() - from) / 1000
  } while (elapsedSeconds < seconds)
  return (copies * half) / elapsedSeconds
}
