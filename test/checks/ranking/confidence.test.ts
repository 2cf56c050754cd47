import { describe, expect, it } from 'vitest'
import { rank } from '../../../src/checks/ranking/index.ts'
import { factsWith, fourCpus, judged, type Known, pressure, wellKnown } from './samples.ts'

const cpu = (reads: readonly string[], known: Known = wellKnown, windowSeconds: number | null = 3) => {
  const found = rank(
    reads.map((text, index) => judged({ id: `cpu.check-${index}`, index: 1, reads: text })),
    factsWith(known, windowSeconds),
  )[0]
  return [found?.confidence, found?.confidenceInWords]
}
const four = ['/proc/stat', '/proc/loadavg', '/proc/schedstat', '/proc/pressure/cpu']
const { cpuPressure: _, ...withoutPressure } = wellKnown

describe('confidence', () => {
  it.each([
    [1, 0.5, 'medium (1 fact)'],
    [2, 0.7, 'medium (2 facts agree)'],
    [3, 0.85, 'high (3 facts agree)'],
    [4, 0.95, 'high (4 facts agree)'],
  ])('of %i facts', (count, value, words) => {
    expect(cpu(four.slice(0, count))).toEqual([value, words])
  })

  it('does not grow beyond four facts', () => {
    expect(cpu([...four, '/proc/interrupts'])).toEqual([0.95, 'high (5 facts agree)'])
  })

  it('counts a file once, however many findings rest on it', () => {
    expect(cpu(['/proc/stat', '/proc/stat and cg/cpu.stat', 'cg/cpu.stat', '/proc/stat.'])[1]).toBe(
      'medium (2 facts agree)',
    )
  })

  it('counts words that name no file as one fact', () => {
    expect(cpu(['the scheduler', 'the scheduler', 'the weather'])[1]).toBe('medium (2 facts agree)')
  })

  it('is lower without pressure figures', () => {
    expect(cpu(four, withoutPressure)).toEqual([0.7, 'medium (4 facts agree, no pressure figures)'])
  })

  it('takes the pressure of the own cgroup where the machine tells none', () => {
    const ownCgroup = {
      path: '/',
      version: 2,
      cpu: null,
      memory: null,
      pids: null,
      pressure: { cpu: pressure(0), memory: null, io: null },
    } as const
    expect(cpu(four, { ...withoutPressure, ownCgroup })[0]).toBe(0.95)
    expect(
      cpu(four, {
        ...withoutPressure,
        ownCgroup: { ...ownCgroup, pressure: { cpu: null, memory: pressure(0), io: pressure(0) } },
      })[0],
    ).toBe(0.7)
  })

  it('is lower with one sample and higher with a long window', () => {
    expect(cpu(four.slice(0, 2), wellKnown, null)).toEqual([0.55, 'medium (2 facts agree, one sample)'])
    expect(cpu(four.slice(0, 2), wellKnown, 9.9)[0]).toBe(0.7)
    expect(cpu(four.slice(0, 2), wellKnown, 10)[0]).toBe(0.75)
  })

  it('is lower where limits of a container are not known', () => {
    const { effectiveMemory: __, ...noMemory } = wellKnown
    for (const known of [
      noMemory,
      { ...wellKnown, effectiveCpu: { ...fourCpus, doubts: ['cpu.max may not be read'] } },
    ])
      expect(cpu(four.slice(0, 2), known)).toEqual([0.65, 'medium (2 facts agree, container limits unknown)'])
  })

  it('of a resource without pressure figures neither gains nor loses', () => {
    const [network] = rank([judged({ id: 'net.errors' }), judged({ id: 'net.drops' })], factsWith(wellKnown))
    expect(network?.confidence).toBe(0.6)
  })

  it('stays above nothing', () => {
    expect(cpu(['/a'], {}, null)).toEqual([
      0.1,
      'low (1 fact, no pressure figures, one sample, container limits unknown)',
    ])
  })
})
