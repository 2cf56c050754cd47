import type { Measured } from '../../../src/comparison/index.ts'

/** A measured benchmark with nothing to say about it but what `over` says. */
export function measured(over: Partial<Measured>): Measured {
  return {
    name: 'a > case',
    seconds: steady(20),
    isOrdered: true,
    operationsPerSample: 1000,
    firstSeconds: null,
    errors: 0,
    firstError: null,
    tickSeconds: 1e-9,
    emptySeconds: 1e-9,
    heapBytesPerOperation: null,
    engine: 'lewis-perf',
    ...over,
  }
}

/** So many samples round 10 µs that neither rise nor resemble each other. */
export function steady(count: number): number[] {
  return Array.from({ length: count }, (_, index) => 1e-5 * (1 + (((index * 7) % 11) - 5) / 1000))
}
