import { describe, expect, test } from 'vitest'
import { settled } from './hand-clock.ts'
import { scriptedSource } from './scripted-source.ts'
import { counter, ticking } from './ticking.ts'

describe('a source that never answers', () => {
  test('keeps nobody waiting for more than 80 % of a tick, and is told of as stale', async () => {
    const silent = scriptedSource('silent')
    const { advance, ticks } = ticking([silent, counter()])
    await advance(750 + 799)
    expect(ticks).toHaveLength(0)
    await advance(1)
    expect(ticks).toMatchObject([
      {
        values: { looks: 1 },
        sources: [
          { name: 'silent', staleBecause: 'it has not answered within 800 ms', toldEpochMs: null },
          { name: 'counter', staleBecause: null, toldEpochMs: 1_001_000 },
        ],
      },
    ])
  })

  test('is given up, and asked less and less often', async () => {
    const silent = scriptedSource('silent')
    const { advance } = ticking([silent], { epochMs: 0 })
    await advance(110_000)
    expect(silent.asked.map(({ epochMs }) => epochMs / 1000)).toEqual([1, 3, 6, 11, 20, 37, 68, 99])
    expect(silent.asked.slice(0, -1).every(({ signal }) => signal.aborted)).toBe(true)
  })

  test('delays no tick while it is left alone', async () => {
    const silent = scriptedSource('silent')
    const { advance, ticks } = ticking([silent, counter()], { epochMs: 0 })
    await advance(8000)
    // Its looks at 6 s were given up in the tick of 7 s; that of 8 s waits for nobody.
    expect(ticks.at(-1)?.epochMs).toBe(8000)
  })
})

describe('an answer that comes late', () => {
  test('is taken into the next tick', async () => {
    const slow = scriptedSource('slow')
    const { advance, ticks } = ticking([slow])
    await advance(750 + 900)
    slow.asked[0]?.tell({ a: 1 })
    await advance(1000)
    expect(ticks.map(({ values, sources }) => [values, sources[0]?.staleBecause])).toEqual([
      [{}, 'it has not answered within 800 ms'],
      [{ a: 1 }, null],
    ])
  })

  test('is taken into the tick that is open, which then waits no longer', async () => {
    const slow = scriptedSource('slow')
    const { advance, ticks } = ticking([slow])
    await advance(750 + 1200)
    slow.asked[0]?.tell({ a: 1 })
    await settled()
    expect(ticks[1]).toMatchObject({ epochMs: 1_002_000, values: { a: 1 } })
    await advance(800)
    // One that answers, late as it is, need not wait to be asked again.
    expect(slow.asked).toHaveLength(2)
  })

  test('gives way to a newer one', async () => {
    const slow = scriptedSource('slow')
    const { advance, ticks } = ticking([slow])
    await advance(750 + 900)
    slow.asked[0]?.tell({ a: 1 })
    await advance(200)
    slow.asked[1]?.tell({ a: 2 })
    await settled()
    expect(ticks[1]?.values).toEqual({ a: 2 })
  })

  test('is dropped when its time is over', async () => {
    const slow = scriptedSource('slow')
    const { advance, ticks } = ticking([slow])
    await advance(750 + 1900)
    slow.asked[0]?.tell({ a: 1 })
    slow.asked[0]?.fail('too late as well')
    await advance(3000)
    expect(ticks.every(({ values }) => !('a' in values))).toBe(true)
    expect(ticks[1]?.sources[0]?.staleBecause).toBe('it has not answered within 1.8 s')
  })
})
