import { describe, expect, it } from 'vitest'
import { growthWithoutChildren, isInside, isWithin, seenCgroups, tightest } from '../../src/checks/cgroups.ts'
import type { CgroupFacts, Fact } from '../../src/core/index.ts'
import { cgroup, system } from './cpu/samples.ts'

const absent: Fact<never> = { known: false, reason: 'absent', path: '/' }
const known = <T>(last: T): Fact<T> => ({ known: true, last, first: null, path: '/' })
const seen = (last: CgroupFacts[], first: CgroupFacts[] | null = null) =>
  seenCgroups({ cgroups: { last, first }, ownCgroup: absent, system: absent })
const kills = ({ memory }: CgroupFacts) => memory?.oomKill ?? null
const killed = (path: string, oomKill: number, version: 1 | 2 = 2) =>
  cgroup(path, { memory: { oomKill }, version })

describe('cgroups', () => {
  it('are joined by path; one that is new has no beginning', () => {
    const groups = seen([killed('/a', 5), killed('/b', 6)], [killed('/b', 1), killed('/gone', 2)])
    expect(groups.map(({ name, before }) => [name, before && kills(before)])).toEqual([
      ['/a', null],
      ['/b', 1],
    ])
  })

  it.each<[string, boolean, string]>([
    ['the own one is this container where we are in one', true, 'this container'],
    ['the own one keeps its path on a host', false, '/own'],
  ])('%s', (_, inside, name) => {
    const groups = seenCgroups({
      cgroups: { last: [cgroup('/own'), cgroup('/other')], first: null },
      ownCgroup: known(cgroup('/own')),
      system: known(system(inside)),
    })
    expect(groups.map((group) => group.name)).toEqual([name, '/other'])
  })

  it('are those of a container only where that is known', () => {
    expect(isInside(known(system(true)))).toBe(true)
    expect(isInside(known(system(false)))).toBe(false)
    expect(isInside(absent)).toBe(false)
  })

  it.each([
    ['/a', '/a', true],
    ['/a/b', '/a', true],
    ['/ab', '/a', false],
    ['/a', '/a/b', false],
    ['/a', '/', true],
    ['/', '/', true],
  ])('%s is within %s: %s', (path, group, within) => {
    expect(isWithin(path, group)).toBe(within)
  })
})

it('the tightest limit is the least of those above', () => {
  const groups = seen([
    cgroup('/a', { memory: { limitBytes: 100 } }),
    cgroup('/a/b', { memory: { limitBytes: 200 } }),
    cgroup('/c', { memory: { limitBytes: 1 } }),
    cgroup('/a/b/d'),
  ])
  const limit = ({ memory }: CgroupFacts) => memory?.limitBytes ?? null
  expect(tightest(groups, '/a/b/d', limit)).toMatchObject({ value: 100, group: { name: '/a' } })
  expect(tightest(groups, '/c', limit)).toMatchObject({ value: 1, group: { name: '/c' } })
  expect(tightest(groups, '/e', limit)).toBeNull()
})

describe('events of a group', () => {
  it('are less those of the groups right below, which v2 counts again', () => {
    const groups = seen(
      [killed('/a', 10), killed('/a/b', 4), killed('/a/b/c', 4), killed('/ax', 3)],
      [killed('/a', 5), killed('/a/b', 1), killed('/a/b/c', 1), killed('/ax', 0)],
    )
    expect(groups.map((group) => growthWithoutChildren(groups, group, kills))).toEqual([2, 0, 3, 3])
  })

  it('of the root are less those of the first level', () => {
    const groups = seen([killed('/', 3), killed('/a', 2)], [killed('/', 0), killed('/a', 0)])
    expect(growthWithoutChildren(groups, groups[0] ?? never(), kills)).toBe(1)
  })

  it('are never below zero, though the files were read one after the other', () => {
    const groups = seen([killed('/a', 1), killed('/a/b', 3)], [killed('/a', 0), killed('/a/b', 0)])
    expect(growthWithoutChildren(groups, groups[0] ?? never(), kills)).toBe(0)
  })

  it('of v1 are its own already', () => {
    const groups = seen(
      [killed('/a', 3, 1), killed('/a/b', 2, 1)],
      [killed('/a', 0, 1), killed('/a/b', 0, 1)],
    )
    expect(growthWithoutChildren(groups, groups[0] ?? never(), kills)).toBe(3)
  })

  it('are not known of a group that is new, or was reset', () => {
    const fresh = seen([killed('/a', 3)])
    expect(growthWithoutChildren(fresh, fresh[0] ?? never(), kills)).toBeNull()
    const reset = seen([killed('/a', 3)], [killed('/a', 9)])
    expect(growthWithoutChildren(reset, reset[0] ?? never(), kills)).toBeNull()
  })
})

function never(): never {
  throw new Error('there is no such group')
}
