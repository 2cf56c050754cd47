import type { LoopTicks, RuntimeLook } from '../../../src/probes/node-runtime/runtime-look.ts'

/** A look at `atMs` that took no time, of an idle loop, with what a test writes down. */
export function aLook(atMs: number, about: Partial<RuntimeLook> = {}): RuntimeLook {
  return {
    atMs,
    untilMs: atMs,
    cpuBeforeUs: 0,
    cpuAfterUs: 0,
    resources: {},
    heap: { usedBytes: 1, totalBytes: 2, limitBytes: 3 },
    loop: { idleMs: atMs, activeMs: 0 },
    ticks: { count: 0, sumMs: 0, medianMs: 0, p99Ms: 0, maxMs: 0 },
    collected: { count: 0, ms: 0 },
    ...about,
  }
}

/** Ticks of which the longest is `maxMs` and the others 10 ms. */
export function ticks(count: number, sumMs: number, maxMs = 10): { ticks: LoopTicks } {
  return { ticks: { count, sumMs, medianMs: 10, p99Ms: 10, maxMs } }
}
