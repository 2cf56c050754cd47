import { describe, expect, it } from 'vitest'
import { parseLook } from '../../../src/probes/node-runtime/runtime-look.ts'
import { aLook } from './literal-looks.ts'

describe('a look that a process answered', () => {
  it('is taken as it is', () => {
    const look = aLook(1.5, { resources: { Timeout: 2 } })
    expect(parseLook({ ...look, more: 1 })).toEqual(look)
  })

  it.each([
    ['cpuBeforeUs', null],
    ['cpuAfterUs', 'x'],
    ['resources', []],
    ['heap', { usedBytes: 1, totalBytes: 2 }],
    ['loop', { idleMs: -1, activeMs: 0 }],
    ['ticks', { count: 1, sumMs: Number.NaN, medianMs: 0, p99Ms: 0, maxMs: 0 }],
    ['collected', 3],
  ])('lacks %s alone where that is %j', (name, value) => {
    expect(parseLook({ ...aLook(1), [name]: value })).toEqual({ ...aLook(1), [name]: null })
  })

  it('keeps of its resources what is counted', () => {
    expect(parseLook({ ...aLook(1), resources: { Timeout: 3, odd: 'many' } })?.resources).toEqual({
      Timeout: 3,
    })
  })

  it.each([undefined, null, 'x', [], {}, { ...aLook(1), atMs: null }, { ...aLook(1), untilMs: '2' }])(
    'is none where it is %j',
    (value) => {
      expect(parseLook(value)).toBeNull()
    },
  )
})
