import { describe, expect, test } from 'vitest'
import { encodeHdr, hdrHistogram, recordValue } from '../../../src/metrics/index.ts'
import {
  countMeasured,
  countsOf,
  joinSlices,
  judgeValidity,
  latenciesOf,
  newAccount,
  newCell,
  newTally,
  presentRun,
  type SliceRun,
  startSkewSeconds,
  type TimelinePoint,
} from '../../../src/traffic/index.ts'
import { closed, open, planTo } from '../../load/planned.ts'

const model = open(100, 10)

/** A slice of a plan of 100/s for 10 s that was answered whole, each answer after `us`. */
function slice(index: number, of: number, { us = 1000, beganAfterMs = 0, ...more }: Shape = {}): SliceRun {
  const planned = countMeasured(model.stages, model.process, {
    seed: 1,
    slice: { index, of },
    warmupSeconds: 0,
  })
  const tally = newTally(true)
  const cell = newCell({ request: 'GET /', target: 'http://a:1', isPoll: false }, 200, true)
  tally.cells.push({ ...cell, answered: planned, ok: planned })
  for (let count = 0; count < planned; count++) {
    recordValue(cell.fromSend, us)
    if (cell.fromDue !== null) recordValue(cell.fromDue, us)
  }
  tally.accounts.push({ ...newAccount('GET /', 'http://a:1'), planned, sent: planned, ok: planned })
  return {
    plan: planTo('http://a:1', model),
    tally,
    timeline: [],
    startedEpochMs: 1000,
    measuredSeconds: 10,
    answeredInTime: planned,
    generators: 1,
    isInterrupted: false,
    stoppedBecause: null,
    ...more.run,
    slice: {
      index,
      of,
      digest: 'a',
      name: `pod-${index}`,
      startEpochMs: 1000,
      beganEpochMs: 1000 + beganAfterMs,
      clock: null,
      seed: 1,
      warmupSeconds: 0,
      isJourney: false,
      endedEarly: null,
      ...more.stamp,
    },
  }
}

interface Shape {
  us?: number
  beganAfterMs?: number
  run?: Partial<SliceRun>
  stamp?: Partial<SliceRun['slice']>
}

describe('the slices of a plan', () => {
  test('make the run of one generator, in whatever order they come', () => {
    const run = joinSlices([slice(2, 3, { us: 9000 }), slice(0, 3), slice(1, 3)])
    expect(countsOf(run.tally)).toMatchObject({ planned: 1000, sent: 1000, ok: 1000, unsent: 0 })
    expect(latenciesOf(run.tally).fromDue).toMatchObject({ count: 1000 })
    expect(run.shares?.map(({ slice: number, planned }) => [number, planned])).toEqual([
      [1, 334],
      [2, 333],
      [3, 333],
    ])
    expect(judgeValidity(run)).toEqual({ verdict: 'valid', reasons: [] })
    expect(presentRun(run, []).exitCode).toBeUndefined()
  })

  test('show how far their begins lie apart, and are doubted where it is far', () => {
    const near = joinSlices([slice(0, 2, { beganAfterMs: 2 }), slice(1, 2, { beganAfterMs: 40 })])
    expect(startSkewSeconds(near.shares ?? [])).toBeCloseTo(0.038)
    expect(judgeValidity(near).verdict).toBe('valid')
    const far = joinSlices([slice(0, 2), slice(1, 2, { beganAfterMs: 400 })])
    expect(judgeValidity(far)).toEqual({
      verdict: 'suspect',
      reasons: [expect.stringContaining('The 2 generators began up to 400 ms apart')],
    })
    expect(presentRun(far, []).data).toMatchObject({ startSkewSeconds: 0.4 })
    expect(presentRun(far, []).tables.map(({ title }) => title)).toContain(
      'Generators, which began within 400 ms',
    )
  })

  test('that are missing are named, and their part is unsent', () => {
    const run = joinSlices([1, 3, 4, 6, 7].map((index) => slice(index, 8)))
    expect(countsOf(run.tally)).toMatchObject({
      planned: 1000,
      sent: 625,
      unsent: 375,
      unsentBy: { 'generator-missing': 375 },
    })
    const { verdict, reasons } = judgeValidity(run)
    expect(verdict).toBe('invalid')
    expect(reasons).toHaveLength(1)
    expect(reasons[0]).toMatch(/^3 of 8 slices are missing \(slice 1: .*; slice 3: .*; slice 6: /)
    expect(presentRun(run, []).exitCode).toBe(3)
  })

  test('of a closed model that are missing make it invalid too', () => {
    const users = { ...slice(0, 2), plan: planTo('http://a:1', closed(4)) }
    const run = joinSlices([users])
    expect(judgeValidity(run).verdict).toBe('invalid')
    expect(presentRun(run, []).exitCode).toBe(3)
  })

  test('that ended early leave the rest unsent; where all did, somebody stopped them', () => {
    const early = { stamp: { endedEarly: 'interrupted' } }
    const cut = slice(1, 2, early)
    const [account] = cut.tally.accounts
    const [cell] = cut.tally.cells
    if (account === undefined || cell === undefined) throw new Error('there is no account')
    Object.assign(account, { planned: 100, sent: 100, ok: 100 })
    cell.ok = 100
    const run = joinSlices([slice(0, 2), cut])
    expect(countsOf(run.tally)).toMatchObject({
      planned: 1000,
      sent: 600,
      unsentBy: { 'generator-ended': 400 },
    })
    expect(judgeValidity(run).reasons[0]).toContain(
      '1 of 2 slices ended early (slice 2 on pod-1: interrupted)',
    )
    const all = joinSlices([slice(0, 2, early), cut])
    expect(all.isInterrupted).toBe(true)
    expect(countsOf(all.tally)).toMatchObject({ planned: 600, unsent: 0 })
    expect(judgeValidity(all).verdict).toBe('valid')
    expect(presentRun(all, []).exitCode).toBe(3)
    const storm = { stamp: { endedEarly: 'Stopped: 80 % failed.' } }
    const stormy = joinSlices([slice(0, 2, storm), slice(1, 2, storm)])
    expect([stormy.isInterrupted, stormy.stoppedBecause]).toEqual([false, 'Stopped: 80 % failed.'])
  })

  test.each<[string, SliceRun[]]>([
    ['Slice 2 of 3 is given twice', [slice(1, 3), slice(0, 3), slice(1, 3)]],
    ['slices of 2 different plans', [slice(0, 2), slice(1, 2, { stamp: { digest: 'b' } })]],
  ])('%s: refused', (sentence, runs) => {
    expect(() => joinSlices(runs)).toThrow(sentence)
  })

  test('of which one came late have its seconds where they were', () => {
    const timeline = (from: number, to: number): TimelinePoint[] =>
      Array.from({ length: to - from + 1 }, (_, place) => point(from + place))
    const run = joinSlices([
      slice(0, 2, { run: { timeline: timeline(1, 4) } }),
      slice(1, 2, { run: { timeline: timeline(3, 4) } }),
    ])
    expect(run.timeline.map(({ atSeconds, sent }) => [atSeconds, sent])).toEqual([
      [1, 10],
      [2, 10],
      [3, 20],
      [4, 20],
    ])
  })
})

function point(atSeconds: number): TimelinePoint {
  return {
    atSeconds,
    lengthSeconds: 1,
    sent: 10,
    answered: 10,
    ok: 10,
    failed: 0,
    bodyBytes: 0,
    inFlight: 0,
    waiting: 0,
    busy: 0,
    latency: encodeHdr(hdrHistogram()),
  }
}

describe('the arrivals of the measured time', () => {
  test.each([
    [{ index: 0, of: 1 }, 0, 1000],
    [{ index: 0, of: 1 }, 2, 1000],
    [{ index: 2, of: 3 }, 0, 333],
  ])('of slice %j after %i s of warm-up are %i', (part, warmupSeconds, count) => {
    expect(countMeasured(model.stages, 'uniform', { seed: 1, slice: part, warmupSeconds })).toBe(count)
  })

  test('of all slices of a Poisson process are those of the whole', () => {
    const count = (part: { index: number; of: number }) =>
      countMeasured(model.stages, 'poisson', { seed: 5, slice: part, warmupSeconds: 1 })
    const parts = [0, 1, 2, 3, 4].map((index) => count({ index, of: 5 }))
    expect(parts.reduce((sum, one) => sum + one, 0)).toBe(count({ index: 0, of: 1 }))
  })
})
