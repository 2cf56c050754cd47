import { describe, expect, it } from 'vitest'
import { garbageCollections } from '../../../src/probes/node-runtime/garbage-collections.ts'
import { aLook } from './literal-looks.ts'

/** Looks every `stepMs`, each with one collection of so many milliseconds. */
const every = (stepMs: number, ...ms: number[]) =>
  [0, ...ms].map((one, index) => aLook(index * stepMs, { collected: { count: 1, ms: one } }))
const quiet = (looks: number) => Array.from({ length: looks }, () => 0)

describe('garbage collections', () => {
  it('are counted and added up, the worst second wherever it begins', () => {
    expect(garbageCollections(every(100, 50, ...quiet(8), 40, 30, ...quiet(20), 60))).toEqual({
      count: 32,
      totalSeconds: 0.18,
      worstSecondSeconds: 0.09,
    })
  })

  it('before the first look are not of the window', () => {
    const looks = [aLook(0, { collected: { count: 9, ms: 900 } }), aLook(100)]
    expect(garbageCollections(looks)).toEqual({ count: 0, totalSeconds: 0, worstSecondSeconds: 0 })
  })

  it('of a part longer than a second are spread over it', () => {
    expect(garbageCollections(every(4000, 1000, 400))?.worstSecondSeconds).toBe(0.25)
  })

  it('stop a process for one second in a second at most', () => {
    expect(garbageCollections(every(500, 1500))).toMatchObject({ totalSeconds: 1.5, worstSecondSeconds: 1 })
  })

  it.each([
    ['there was no second look', [aLook(0)]],
    ['a look does not tell them', [aLook(0), aLook(1, { collected: null })]],
  ])('are unknown where %s', (_, looks) => {
    expect(garbageCollections(looks)).toBeNull()
  })
})
