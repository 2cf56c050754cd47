import { describe, expect, it } from 'vitest'
import { loopDelayOf } from '../../../src/probes/node-runtime/loop-delay.ts'
import { aLook, ticks } from './literal-looks.ts'

const longest = (looks: Parameters<typeof loopDelayOf>[0], silentMs = 0) =>
  loopDelayOf(looks, silentMs)?.maxSeconds

describe('the delay of an event loop', () => {
  it('is what the ticks took beyond the resolution', () => {
    const last = aLook(3000, { ticks: { count: 200, sumMs: 2985, medianMs: 12, p99Ms: 60, maxMs: 210 } })
    expect(loopDelayOf([aLook(0), aLook(1000, ticks(90, 990)), last], 0)).toEqual({
      medianSeconds: 0.002,
      p99Seconds: 0.05,
      maxSeconds: 0.2,
      samples: 200,
    })
  })

  it('is nothing where the loop came round in time', () => {
    const looks = [aLook(0), aLook(1000, ticks(99, 985)), aLook(3000, ticks(298, 2985, 9.5))]
    expect(loopDelayOf(looks, 0)).toEqual({ medianSeconds: 0, p99Seconds: 0, maxSeconds: 0, samples: 298 })
  })

  it('of few ticks has its 99th percentile at the longest', () => {
    expect(loopDelayOf([aLook(0), aLook(800, ticks(50, 790, 110))], 0)?.p99Seconds).toBe(0.1)
  })

  it('is not what a look of ours held up', () => {
    const slow = (atMs: number, about = {}) => aLook(atMs, { untilMs: atMs + 30, ...about })
    expect(longest([slow(0), slow(1000, ticks(95, 990, 40)), slow(2000, ticks(190, 1990, 40))])).toBe(0)
  })

  it.each([
    ['the whole window', [aLook(0), aLook(100), aLook(3000)], 2.99],
    ['its end', [aLook(0), aLook(1000, ticks(98, 985)), aLook(3000, ticks(98, 985))], 1.99],
    ['its beginning', [aLook(0), aLook(1000), aLook(3000, ticks(100, 1000))], 1.98],
  ])('is at least the time that the loop stood still for %s', (_, looks, seconds) => {
    expect(longest(looks)).toBe(seconds)
  })

  it('of standing still at both ends is not their sum', () => {
    const looks = [
      aLook(0),
      aLook(500),
      aLook(1000, ticks(49, 490)),
      aLook(2000, ticks(80, 800)),
      aLook(2400, ticks(80, 800)),
    ]
    expect(longest(looks)).toBe(1.08)
  })

  it('is at least the time for which the process did not answer', () => {
    expect(longest([aLook(0), aLook(1000, ticks(98, 985))], 4000)).toBe(3.99)
    expect(loopDelayOf([aLook(0)], 4000)).toEqual({
      medianSeconds: 3.99,
      p99Seconds: 3.99,
      maxSeconds: 3.99,
      samples: 1,
    })
  })

  it.each([
    ['nothing was seen', []],
    ['the process has no histogram', [aLook(0, { ticks: null }), aLook(3000, { ticks: null })]],
    ['the window was too short for two ticks', [aLook(0), aLook(20)]],
  ])('is unknown where %s', (_, looks) => {
    expect(loopDelayOf(looks, 0)).toBeNull()
  })
})
