import { describe, expect, it } from 'vitest'
import { runtimeFacts } from '../../../src/probes/node-runtime/runtime-facts.ts'
import { aLook, ticks } from './literal-looks.ts'

describe('the use of an event loop', () => {
  const use = (idleMs: number, activeMs: number, silentMs = 0) => {
    const began = aLook(5000, { loop: { idleMs: 4000, activeMs: 1000 } })
    const last = aLook(7000, { loop: { idleMs: 4000 + idleMs, activeMs: 1000 + activeMs } })
    return runtimeFacts([began, last], silentMs).loopUtilization
  }

  it.each([
    ['nothing', use(2000, 0), 0],
    ['its share of the window alone', use(1500, 500), 0.25],
    ['all of it', use(0, 2000), 1],
    ['more by the time without an answer', use(1000, 1000, 2000), 0.75],
  ])('is %s', (_, share, expected) => {
    expect(share).toBe(expected)
  })

  it('is without our own looks', () => {
    const looks = [0, 1, 2].map((n) =>
      aLook(n * 1000, { untilMs: n * 1000 + 100, loop: { idleMs: n * 900, activeMs: n * 100 } }),
    )
    expect(runtimeFacts(looks, 0).loopUtilization).toBe(0)
  })

  it('is all where the first turn of the program has not ended', () => {
    const never = { loop: { idleMs: 0, activeMs: 0 } }
    expect(runtimeFacts([aLook(0, never), aLook(1000, never)], 0).loopUtilization).toBe(1)
    expect(
      runtimeFacts([aLook(0, never), aLook(1000, { ...never, ...ticks(9, 90) })], 0).loopUtilization,
    ).toBeNull()
    expect(runtimeFacts([aLook(0, never)], 0).loopUtilization).toBeNull()
  })

  it('is unknown where it is not told', () => {
    expect(runtimeFacts([aLook(0), aLook(1000, { loop: null })], 0).loopUtilization).toBeNull()
    expect(runtimeFacts([], 0).loopUtilization).toBeNull()
  })
})

describe('the CPU use of a process', () => {
  const cores = (...looks: [atMs: number, beforeUs: number | null, afterUs: number | null][]) =>
    runtimeFacts(
      looks.map(([atMs, cpuBeforeUs, cpuAfterUs]) =>
        aLook(atMs, { untilMs: atMs + 10, cpuBeforeUs, cpuAfterUs }),
      ),
      0,
    ).cpuCores

  it('is told for each part between two looks, without the looks', () => {
    expect(cores([0, 0, 9000], [110, 59_000, 68_000], [220, 268_000, 270_000])).toEqual([0.5, 2])
  })

  it('leaves out parts too short to be counted, and parts that were not told', () => {
    expect(cores([0, 0, 0], [14, 4000, 4000], [124, 4000, null], [234, 9000, 9000])).toEqual([0])
  })
})

describe('the rest', () => {
  it('is the heap at the end, and every look at the resources', () => {
    const heap = { usedBytes: 5, totalBytes: 6, limitBytes: 7 }
    const looks = [
      aLook(500, { resources: { Timeout: 1 } }),
      aLook(750, { resources: null }),
      aLook(1500, { resources: {}, heap }),
    ]
    const facts = runtimeFacts(looks, 0)
    expect(facts.heap).toEqual(heap)
    expect(facts.resources).toEqual([
      { atSeconds: 0, counts: { Timeout: 1 } },
      { atSeconds: 1, counts: {} },
    ])
  })

  it('has at most 40 looks at the resources, over all of the window', () => {
    const looks = Array.from({ length: 1200 }, (_, n) => aLook(n * 500))
    const { resources } = runtimeFacts(looks, 0)
    expect(resources).toHaveLength(40)
    expect(resources.at(-1)?.atSeconds).toBe(585)
  })
})
