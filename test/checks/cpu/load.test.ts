import { describe, expect, it } from 'vitest'
import { cpuLoad } from '../../../src/checks/cpu/load.ts'
import { thresholdChanges } from '../../../src/checks/threshold-changes.ts'
import type { Known } from '../ranking/samples.ts'
import { cpus, did, finding, findings, judgedBy, list, process, stat } from './samples.ts'

describe('the load', () => {
  const loaded = (one: number, five: number, fifteen: number, more: Known = {}): Known => ({
    loadAverage: { one, five, fifteen, runnable: 3, threads: 100 },
    effectiveCpu: cpus(4),
    ...more,
  })

  it.each<[string, Known, string]>([
    ['of an idle machine', loaded(0.1, 0.1, 0.1), 'pass'],
    ['of two a CPU over 15 minutes', loaded(8, 8, 8), 'warn'],
    ['just below', loaded(7.9, 7.9, 7.9), 'pass'],
    ['of four a CPU over 5 minutes', loaded(20, 16, 6), 'warn'],
    ['just below that', loaded(20, 15.9, 6), 'pass'],
    ['of eight a CPU over a minute', loaded(32, 8, 2), 'warn'],
    ['just below it', loaded(31.9, 8, 2), 'pass'],
    ['that ended is for information', loaded(3.9, 9, 20), 'info'],
    ['that has nearly ended still warns', loaded(4, 9, 20), 'warn'],
    ['never fails', loaded(400, 400, 400), 'warn'],
    ['is of the machine, whatever we may use of it', loaded(7, 7, 7, { effectiveCpu: cpus(4, 0.5) }), 'pass'],
  ])('%s', (_, known, status) => {
    expect(finding(cpuLoad, known).status).toBe(status)
  })

  it('may have a limit of any number of threads a CPU', () => {
    expect(
      thresholdChanges({ name: 'ours', thresholds: { 'cpu.load': { warn: '4', clear: '3' } } }, [cpuLoad]),
    ).toEqual({ 'cpu.load': { warn: 4, clear: 3 } })
  })

  it('says where it goes', () => {
    expect(finding(cpuLoad, loaded(9, 8, 7)).because).toContain('It is rising.')
    expect(finding(cpuLoad, loaded(7, 8, 7)).because).toContain('It is steady.')
    expect(finding(cpuLoad, loaded(5, 8, 7)).because).toContain('It is falling.')
  })

  it('is split into threads that run and threads that wait for a disk, and what helps follows', () => {
    const blocked = process(8, { name: 'tar', state: 'D', waitsIn: 'nfs_wait' })
    const busy = process(7, { userSeconds: 3 })
    const known = (running: number, blockedProcesses: number): Known => ({
      ...loaded(12, 12, 12),
      kernelStat: stat({}, { runningProcesses: running, blockedProcesses }),
      processes: did(busy, blocked),
    })
    const [onDisk] = judgedBy(cpuLoad, known(1, 9))
    expect(onDisk?.culprit).toBe('tar (pid 8)')
    expect(onDisk?.finding.because).toContain(
      'Now 1 of its threads run or wait for a CPU, 9 wait uninterruptibly.',
    )
    expect(onDisk?.finding.evidence).toMatchObject({ 'waits uninterruptibly': 'tar (pid 8) in nfs_wait' })
    expect(onDisk?.finding.advice?.[0]?.command).toContain('wchan')
    const [onCpu] = judgedBy(cpuLoad, known(9, 9))
    expect(onCpu?.culprit).toBe('app (pid 7)')
    expect(onCpu?.finding.advice?.[0]?.command).toContain('pcpu')
    expect(onCpu?.finding.advice).toHaveLength(2)
  })

  it('counts D state by processes where /proc/stat does not, and runnable by the load average', () => {
    const known = {
      ...loaded(12, 12, 12),
      processes: list(process(8, { state: 'D' }), process(9, { state: 'D' })),
    }
    expect(finding(cpuLoad, known).evidence).toMatchObject({
      running: { value: 3 },
      blocked: { value: 2 },
      'waits uninterruptibly': 'app (pid 8)',
    })
  })
})

it('findings of one machine have no instance', () => {
  expect(
    findings(cpuLoad, {
      loadAverage: { one: 0, five: 0, fifteen: 0, runnable: 0, threads: 1 },
      effectiveCpu: cpus(1),
    })[0],
  ).not.toHaveProperty('instance')
})
