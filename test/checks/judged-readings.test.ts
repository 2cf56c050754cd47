import { describe, expect, it } from 'vitest'
import { judge, type ThresholdChanges } from '../../src/checks/judge.ts'
import { quantity } from '../../src/core/index.ts'
import { all, checkOf, one, reading } from './answering.ts'
import { factsWith } from './ranking/samples.ts'

describe('what is judged', () => {
  it('may not apply, or be unknown for a reason of its own', () => {
    expect(one({ notApplicable: 'No disks.' })).toMatchObject({
      status: 'not-applicable',
      because: 'No disks.',
    })
    expect(one({ unknown: 'Who knows.' })).toMatchObject({ status: 'unknown', because: 'Who knows.' })
  })

  it('that has no instances does not apply', () => {
    expect(all([])).toMatchObject([{ status: 'not-applicable', because: 'There is none here.' }])
  })

  it('is one finding for each instance, with its evidence', () => {
    const evidence = { used: quantity(1, 'bytes') }
    expect(all([reading(0, { instance: 'sda' }), reading(0.9, { instance: 'sdb', evidence })])).toMatchObject(
      [
        { id: 'cpu.sample', instance: 'sda', status: 'pass', evidence: {} },
        { id: 'cpu.sample', instance: 'sdb', status: 'fail', evidence },
      ],
    )
    expect(one(reading(0))).not.toHaveProperty('instance')
  })

  it('keeps the culprit for the ranking', () => {
    const judged = judge([checkOf([reading(9, { culprit: 'app (pid 7)' }), reading(9)])], factsWith())
    expect(judged.map(({ culprit }) => culprit)).toEqual(['app (pid 7)', null])
  })

  it('sees the facts, the window and the limits', () => {
    const spec = checkOf(reading(0))
    const seen: unknown[] = []
    const check = {
      ...spec,
      evaluate: (given: unknown) => {
        seen.push(given)
        return reading(0)
      },
    }
    judge([check], factsWith({ uptimeSeconds: 7 }, 3), { 'cpu.sample': { warn: 0.6 } })
    judge([check], factsWith({}, null))
    expect(seen).toMatchObject([
      {
        windowSeconds: 3,
        thresholds: { unit: 'ratio', direction: 'above', warn: 0.6, fail: 0.8 },
        facts: { uptimeSeconds: { known: true, last: 7, first: null } },
      },
      { windowSeconds: 0, thresholds: { warn: 0.5, fail: 0.8 } },
    ])
  })
})

describe('limits of a profile', () => {
  it('take the place of the own ones, each by itself', () => {
    const at = (limits: ThresholdChanges[string]) =>
      one(reading(0.6), {}, factsWith(), { 'cpu.sample': limits })
    expect(at({ warn: 0.7 })).toMatchObject({ status: 'pass', index: 0.75 })
    expect(at({ fail: 0.6 })).toMatchObject({ status: 'fail', index: 1 })
    expect(at({ clear: 0.1 })).toMatchObject({ status: 'warn', index: 0.75 })
    expect(at(undefined)).toMatchObject({ status: 'warn', index: 0.75 })
  })

  it('of other checks do not matter, nor do names that every object has', () => {
    expect(one(reading(0.6), {}, factsWith(), { 'cpu.other': { warn: 0.7 } }).status).toBe('warn')
    expect(one(reading(0.6), { id: 'constructor' }).status).toBe('warn')
  })

  it('set when it is over, beside the own end of a failure', () => {
    const limits: unknown[] = []
    const base = checkOf(reading(0), {
      thresholds: { unit: 'ratio', direction: 'above', warn: 0.5, fail: 0.8, warnClear: 0.4, failClear: 0.6 },
    })
    const check = {
      ...base,
      evaluate: ({ thresholds }: { thresholds: unknown }) => {
        limits.push(thresholds)
        return reading(0)
      },
    }
    judge([check], factsWith(), { 'cpu.sample': { clear: 0.3 } })
    judge([check], factsWith(), { 'cpu.sample': { fail: 0.9 } })
    expect(limits).toEqual([
      { unit: 'ratio', direction: 'above', warn: 0.5, fail: 0.8, warnClear: 0.3, failClear: 0.6 },
      { unit: 'ratio', direction: 'above', warn: 0.5, fail: 0.9, warnClear: 0.4, failClear: 0.6 },
    ])
  })
})

describe('advice', () => {
  const advice = [{ text: 'Look at {pid}.', command: 'ps {pid}' }]

  it('is filled in and given with what is not fine', () => {
    const names = { pid: '7' }
    for (const status of ['info', 'warn', 'fail'] as const)
      expect(one(reading(0, { status, names }), { advice }).advice).toEqual([
        { text: 'Look at 7.', command: 'ps 7' },
      ])
  })

  it('is not given with what is fine or not known', () => {
    expect(one(reading(0), { advice })).not.toHaveProperty('advice')
    expect(one(reading(null), { advice })).not.toHaveProperty('advice')
    expect(one(reading(9))).not.toHaveProperty('advice')
  })

  it('of the reading goes before that of the check', () => {
    const own = [{ text: 'Do this about {name}.' }]
    expect(one(reading(9, { advice: own, names: { name: 'x' } }), { advice }).advice).toEqual([
      { text: 'Do this about x.' },
    ])
    expect(one(reading(9, { advice: [] }), { advice })).not.toHaveProperty('advice')
  })
})
