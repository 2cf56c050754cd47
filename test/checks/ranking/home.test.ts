import { describe, expect, it } from 'vitest'
import { rank } from '../../../src/checks/ranking/index.ts'
import type { FactTypes } from '../../../src/core/index.ts'
import { factsWith, judged, wellKnown } from './samples.ts'

type Sample = Parameters<typeof judged>[0]
const facts = factsWith(wellKnown)
const ranked = (findings: readonly Sample[], about = facts) =>
  rank(findings.map(judged), about).map(({ resource, causedBy }) => `${resource} < ${causedBy ?? 'itself'}`)

const stat = (runningProcesses: number, blockedProcesses: number): FactTypes['kernelStat'] => {
  const none = {
    user: 0,
    nice: 0,
    system: 0,
    idle: 0,
    iowait: 0,
    irq: 0,
    softirq: 0,
    steal: 0,
    guest: 0,
    guestNice: 0,
  }
  return { total: none, perCpu: {}, runningProcesses, blockedProcesses, forks: 0, bootTimeSeconds: 0 }
}

describe('the load', () => {
  it('of blocked processes is not of the CPU', () => {
    const blocked = factsWith({ ...wellKnown, kernelStat: stat(1, 9) })
    expect(ranked([{ id: 'cpu.load', status: 'fail' }], blocked)).toEqual(['processes < itself'])
    expect(ranked([{ id: 'cpu.load', status: 'fail' }, { id: 'disk.await' }], blocked)).toEqual([
      'disk < itself',
      'processes < disk',
    ])
  })

  it.each([
    ['as many run as are blocked', stat(3, 3)],
    ['those that run do not fit onto the CPUs', stat(5, 9)],
  ])('is of the CPU where %s', (_, kernelStat) => {
    expect(
      ranked([{ id: 'cpu.load' }, { id: 'disk.await' }], factsWith({ ...wellKnown, kernelStat })),
    ).toEqual(['cpu < itself', 'disk < itself'])
  })

  it('is of the CPU where nothing tells', () => {
    expect(ranked([{ id: 'cpu.load' }])).toEqual(['cpu < itself'])
    expect(ranked([{ id: 'cpu.load' }], factsWith({ kernelStat: stat(1, 9) }))).toEqual(['cpu < itself'])
  })

  it('is told by processes and loadavg where /proc/stat says nothing of it', () => {
    const process = (state: string) => ({ state }) as FactTypes['processes']['processes'][number]
    const known = factsWith({
      ...wellKnown,
      loadAverage: { one: 9, five: 9, fifteen: 9, runnable: 1, threads: 99 },
      processes: { processes: ['D', 'D', 'S'].map(process), detailed: 3 },
    })
    expect(ranked([{ id: 'cpu.load' }], known)).toEqual(['processes < itself'])
  })

  it('of running processes does not follow from a slow disk', () => {
    const running = factsWith({ ...wellKnown, kernelStat: stat(9, 1) })
    expect(
      ranked(
        [
          { id: 'cpu.load', index: 2 },
          { id: 'disk.await', index: 1 },
        ],
        running,
      ),
    ).toEqual(['cpu < itself', 'disk < itself'])
  })

  it('of running processes follows from stolen CPU time', () => {
    const running = factsWith({ ...wellKnown, kernelStat: stat(9, 1) })
    expect(
      rank([judged({ id: 'cpu.load' }), judged({ id: 'cpu.steal', because: 'Stolen.' })], running)[0]
        ?.saturation,
    ).toBe('Stolen')
  })
})

describe('the kernel log speaks of', () => {
  it.each([
    ['Out of memory: Killed process 12 (java)', 'memory'],
    ['blk_update_request: I/O error, dev sda', 'disk'],
    ['EXT4-fs error (device sda1)', 'disk'],
    ['nf_conntrack: table full, dropping packet', 'network'],
    ['Possible SYN flooding on port 80', 'network'],
    ['mce: CPU0: hardware error', 'kernel'],
  ])('%s: %s', (because, resource) => {
    expect(ranked([{ id: 'krn.kmsg', role: 'errors', because }])).toEqual([`${resource} < itself`])
  })
})
