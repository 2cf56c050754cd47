import { describe, expect, it } from 'vitest'
import { accused, processName, topProcess } from '../../src/checks/culprit.ts'
import type { Fact, ProcessFacts, ProcessList } from '../../src/core/index.ts'
import { list, process } from './cpu/samples.ts'

const known = (first: ProcessList | null, last: ProcessList): Fact<ProcessList> => ({
  known: true,
  first,
  last,
  path: '/proc',
})
const grown = (before: ProcessFacts, after: ProcessFacts) => after.userSeconds - before.userSeconds

describe('the process that did the most', () => {
  it('is told by what it did between the samples, not by what it ever did', () => {
    const first = list(process(1, { userSeconds: 100 }), process(2, { userSeconds: 1 }))
    const last = list(process(1, { userSeconds: 101 }), process(2, { userSeconds: 4 }))
    expect(topProcess(known(first, last), grown)).toEqual({
      process: process(2, { userSeconds: 4 }),
      value: 3,
    })
  })

  it('is the first of two that did as much', () => {
    const last = list(process(1, { userSeconds: 1 }), process(2, { userSeconds: 1 }))
    expect(topProcess(known(list(process(1), process(2)), last), grown)?.process.pid).toBe(1)
  })

  it('is none that began meanwhile, even with the number of another', () => {
    const last = list(process(2, { startSeconds: 99, userSeconds: 5 }), process(3, { userSeconds: 5 }))
    expect(topProcess(known(list(process(2)), last), grown)).toBeNull()
  })

  it('is none where nothing was done or measured', () => {
    const both = known(list(process(1)), list(process(1)))
    expect(topProcess(both, grown)).toBeNull()
    expect(topProcess(both, () => null)).toBeNull()
  })

  it('is none from one sample, and none without processes', () => {
    expect(topProcess(known(null, list(process(1))), () => 1)).toBeNull()
    expect(topProcess({ known: false, reason: 'denied', path: '/proc' }, () => 1)).toBeNull()
  })
})

it('a process is called by name and number, on one line', () => {
  expect(processName(process(12, { name: 'node' }))).toBe('node (pid 12)')
  expect(processName(process(12, { name: 'a)\n\u001bb' }))).toBe('a)??b (pid 12)')
})

it('an accused process is culprit, {pid} and {nice}, beside other names', () => {
  expect(accused(process(12, { nice: -5 }), { unit: 'x' })).toEqual({
    culprit: 'app (pid 12)',
    names: { unit: 'x', pid: '12', nice: '-5' },
  })
  expect(accused(undefined, { unit: 'x' })).toEqual({ names: { unit: 'x' } })
})
