import { describe, expect, it } from 'vitest'
import { zombies } from '../../../src/checks/process/index.ts'
import type { ProcessFacts } from '../../../src/core/index.ts'
import { aProcess, commands, culprit, finding, listOf } from './samples.ts'

const parent = aProcess({ pid: 5, name: 'sleep' })
const zombie = (pid: number, about: Partial<ProcessFacts> = {}) =>
  aProcess({ pid, parentPid: 5, name: 'sh', state: 'Z', ...about })
const many = (count: number) => Array.from({ length: count }, (_, n) => zombie(100 + n))
const between = (first: ProcessFacts[], last: ProcessFacts[]) => ({
  processes: { first: listOf(parent, ...first), last: listOf(parent, ...last) },
})
const lasting = (...all: ProcessFacts[]) => between(all, all)

describe('zombies', () => {
  it('none is fine', () => {
    expect(finding(zombies, lasting())).toMatchObject({ status: 'pass', because: 'There are no zombies.' })
  })

  it.each([
    [1, 0.01],
    [6, 0.06],
    [300, 2],
  ])('%d that stay warn, with index %d', (count, index) => {
    expect(finding(zombies, lasting(...many(count)))).toMatchObject({ status: 'warn', index })
  })

  it('their parent is named and to be reminded', () => {
    const known = lasting(zombie(20), zombie(21))
    expect(finding(zombies, known)).toMatchObject({
      because:
        '2 zombies stayed for the whole window: sleep (pid 5), their parent, does not collect what has ended.',
      evidence: { zombies: { value: 2 }, 'in both samples': { value: 2 }, parent: 'sleep (pid 5): 2' },
    })
    expect(culprit(zombies, known)).toBe('sleep (pid 5)')
    expect(commands(finding(zombies, known))).toEqual(['kill -s CHLD 5'])
  })

  it('of several parents the one with the most is named', () => {
    const known = lasting(zombie(20, { parentPid: 7 }), zombie(21), zombie(22))
    expect(finding(zombies, known).because).toBe(
      '3 zombies stayed for the whole window: sleep (pid 5), the parent of 2 of them, does not collect what has ended.',
    )
  })

  it('a parent that is not in the list is named by its number', () => {
    expect(culprit(zombies, lasting(zombie(20, { parentPid: 7 })))).toBe('pid 7')
  })

  it.each([
    ['has just died', [zombie(20, { state: 'S' })]],
    ['is another one with the same number', [zombie(20, { startSeconds: 90 })]],
    ['was not there before', []],
  ])('one that %s is information', (_, first) => {
    expect(finding(zombies, between(first, [zombie(20)]))).toMatchObject({
      status: 'info',
      because: '1 zombie appeared within the window: sleep (pid 5), its parent, has not collected it yet.',
    })
  })

  it('only those that stay are counted where some do', () => {
    const known = between([zombie(20)], [zombie(20), zombie(21)])
    expect(finding(zombies, known)).toMatchObject({
      because: expect.stringMatching(/^1 zombie stayed/),
      evidence: { zombies: { value: 2 }, 'in both samples': { value: 1 } },
    })
  })

  it.each([
    [100, 'info'],
    [101, 'warn'],
  ])('%d that are new are %s', (count, status) => {
    expect(finding(zombies, between([], many(count))).status).toBe(status)
  })

  it.each([
    [listOf(parent, zombie(20), zombie(21)), 3],
    [lasting(zombie(20), zombie(21)).processes, null],
  ])('one sample gives no more than information', (processes, windowSeconds) => {
    const found = finding(zombies, { processes }, { windowSeconds })
    expect(found).toMatchObject({
      status: 'info',
      because:
        '2 zombies are there in the one sample taken: sleep (pid 5), their parent, has not collected them yet.',
    })
    expect(found.evidence).not.toHaveProperty('in both samples')
  })

  it('but more than 100 are a warning in one sample, too', () => {
    expect(finding(zombies, { processes: listOf(...many(101)) }).status).toBe('warn')
  })
})
