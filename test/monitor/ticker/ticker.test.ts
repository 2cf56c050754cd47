import { describe, expect, test } from 'vitest'
import { OperatorError } from '../../../src/core/index.ts'
import { startTicker } from '../../../src/monitor/index.ts'
import { handClock, settled } from './hand-clock.ts'
import { promptSource, scriptedSource } from './scripted-source.ts'
import { counter, ticking } from './ticking.ts'

describe('ticks', () => {
  test('stand at whole seconds of the wall clock', async () => {
    const { advance, ticks } = ticking([counter()])
    await advance(2750)
    expect(ticks.map(({ epochMs, values }) => [epochMs, values])).toEqual([
      [1_001_000, { looks: 1 }],
      [1_002_000, { looks: 2 }],
      [1_003_000, { looks: 3 }],
    ])
  })

  test('come ten times a second where that is asked for', async () => {
    const { advance, ticks } = ticking([counter()], { intervalMs: 100 })
    await advance(1000)
    expect(ticks.map(({ epochMs }) => epochMs % 1000)).toEqual([
      300, 400, 500, 600, 700, 800, 900, 0, 100, 200,
    ])
  })

  test('are handed on as soon as all have told', async () => {
    const [one, other] = [scriptedSource('one'), scriptedSource('other')]
    const { advance, ticks } = ticking([one, other])
    await advance(900)
    one.asked[0]?.tell({ a: 1 })
    await settled()
    expect(ticks).toEqual([])
    other.asked[0]?.tell({ b: 2 })
    await settled()
    expect(ticks).toMatchObject([{ epochMs: 1_001_000, values: { a: 1, b: 2 } }])
  })

  test('that were held up are skipped and counted, not bunched', async () => {
    const seen: [number, number][] = []
    const watch = promptSource('self', ({ epochMs, skipped, lateSeconds }) => {
      seen.push([epochMs, skipped])
      return { values: { late: lateSeconds } }
    })
    const { advance, stall, ticks } = ticking([watch])
    await advance(1000)
    await stall(3600)
    await advance(1500)
    // At 4.85 s none is due any more.
    expect(seen).toEqual([
      [1_001_000, 0],
      [1_005_000, 3],
      [1_006_000, 3],
    ])
    expect(ticks[1]?.values['late']).toBe(0)
  })

  test('follow a wall clock that is set back', async () => {
    const { advance, step, ticks } = ticking([counter()])
    await advance(1000)
    step(-3_600_000)
    await advance(2000)
    expect(ticks.map(({ epochMs }) => epochMs)).toEqual([1_001_000, 1_003_000 - 3_600_000])
  })

  test('take of two sources with the same series the first that knows it', async () => {
    const none = promptSource('none', () => ({ values: { a: null, b: 1 } }))
    const some = promptSource('some', () => ({ values: { a: 5, b: 2 } }))
    const { advance, ticks } = ticking([none, some])
    await advance(750)
    expect(ticks[0]?.values).toEqual({ a: 5, b: 1 })
  })

  test('have the busiest processes where a source listed them', async () => {
    const line = { pid: 1, name: 'init', cpuCores: 0.5, residentBytes: 4096, command: '/sbin/init' }
    const host = promptSource('host', ({ epochMs }) =>
      epochMs % 2000 === 0 ? { values: {}, processes: [line] } : { values: {} },
    )
    const { advance, ticks } = ticking([host])
    await advance(1750)
    expect(ticks.map(({ processes }) => processes)).toEqual([null, [line]])
  })
})

describe('a source that fails', () => {
  test.each<[string, () => never, string]>([
    [
      'by an error',
      () => fail(new Error('connect ECONNREFUSED 127.0.0.1:80')),
      'connect ECONNREFUSED 127.0.0.1:80',
    ],
    [
      'by what an operator can mend',
      () => fail(new OperatorError({ sentence: 'No process is called "x".', hint: 'Start it.' })),
      'No process is called "x"',
    ],
    [
      'with a secret in its reason',
      () => fail(new Error('GET http://me:hunter22@box/ failed')),
      'GET http://me:***@box/ failed',
    ],
  ])('%s, tells why', async (_, look, reason) => {
    const { advance, ticks } = ticking([{ name: 'bad', look, close: () => Promise.resolve() }, counter()])
    await advance(750)
    expect(ticks[0]?.sources[0]).toEqual({ name: 'bad', staleBecause: reason, toldEpochMs: null })
    expect(ticks[0]?.values).toEqual({ looks: 1 })
  })

  test('is asked again after 1, 2, 4 ... 30 intervals, and at once when it is well', async () => {
    const asked: number[] = []
    let isWell = false
    const source = promptSource('moody', ({ epochMs }) => {
      asked.push(epochMs / 1000)
      if (!isWell) throw new Error('not now')
      return { values: { a: 1 } }
    })
    const { advance, ticks } = ticking([source], { epochMs: 0 })
    await advance(70_000)
    expect(asked).toEqual([1, 2, 4, 8, 16, 32, 62])
    isWell = true
    await advance(24_000)
    expect(asked.slice(7)).toEqual([92, 93, 94])
    expect(ticks.at(-1)?.sources[0]).toEqual({ name: 'moody', staleBecause: null, toldEpochMs: 94_000 })
  })

  test('has its series as null from then on, and says when it told last', async () => {
    let isWell = true
    const source = promptSource('moody', () => {
      if (!isWell) throw new Error('not now')
      return { values: { a: 1, b: null } }
    })
    const { advance, ticks } = ticking([source])
    await advance(750)
    isWell = false
    await advance(2000)
    expect(ticks.map(({ values }) => values)).toEqual([
      { a: 1, b: null },
      { a: null, b: null },
      { a: null, b: null },
    ])
    expect(ticks[2]?.sources[0]).toEqual({
      name: 'moody',
      staleBecause: 'not now',
      toldEpochMs: 1_001_000,
    })
  })
})

describe('what an operator should know', () => {
  test('is told once', async () => {
    const source = promptSource('page', () => ({ values: {}, warnings: ['It is large.'] }))
    const { advance, warnings } = ticking([source])
    await advance(3000)
    expect(warnings).toEqual(['It is large.'])
  })
})

describe('a ticker that is stopped', () => {
  test('closes all sources, lets go of open looks, and takes no tick more', async () => {
    const silent = scriptedSource('silent')
    const { advance, ticker, ticks } = ticking([silent, counter()])
    await advance(1000)
    await ticker.stop()
    await ticker.stopped
    expect(silent.isClosed()).toBe(true)
    expect(silent.asked[0]?.signal.aborted).toBe(true)
    silent.asked[0]?.tell({ a: 1 })
    await advance(5000)
    expect(ticks).toEqual([])
  })

  test('is so by its signal too, even one that was given before it began', async () => {
    const source = scriptedSource('one')
    const { ticker, stopping, advance } = ticking([source])
    stopping.abort()
    await ticker.stopped
    const late = scriptedSource('late')
    const second = startTicker({
      intervalMs: 1000,
      sources: [late],
      clock: handClock(0).clock,
      onTick: () => {},
      signal: stopping.signal,
    })
    await second.stopped
    await advance(5000)
    expect([source.isClosed(), late.isClosed(), source.asked]).toEqual([true, true, []])
  })

  test('may be so by whoever takes a tick', async () => {
    let looks = 0
    const hand = handClock(0)
    const ticker = startTicker({
      intervalMs: 1000,
      sources: [promptSource('one', () => ({ values: { looks: ++looks } }))],
      clock: hand.clock,
      onTick: () => void ticker.stop(),
    })
    await hand.advance(5000)
    expect(looks).toBe(1)
  })
})

function fail(cause: Error): never {
  throw cause
}
