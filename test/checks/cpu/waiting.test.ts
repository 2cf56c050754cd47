import { describe, expect, it } from 'vitest'
import { cpuLoad } from '../../../src/checks/cpu/load.ts'
import { cpuPressure } from '../../../src/checks/cpu/pressure.ts'
import { cpuRunQueue } from '../../../src/checks/cpu/run-queue.ts'
import type { Known } from '../ranking/samples.ts'
import {
  cgroup,
  cpus,
  did,
  finding,
  findings,
  judgedBy,
  list,
  process,
  stalls,
  stat,
  statuses,
  system,
} from './samples.ts'

describe('CPU pressure', () => {
  it.each<[string, readonly [number, number, number], string]>([
    ['an idle machine', [0, 0, 0], 'pass'],
    ['a minute just below the limit', [0.09, 0.09, 0.09], 'pass'],
    ['a minute at the limit', [0.1, 0.1, 0.1], 'warn'],
    ['a minute of much', [0.3, 0.25, 0.2], 'fail'],
    ['a short moment', [0.24, 0.02, 0.01], 'pass'],
    ['what has just begun', [0.25, 0.02, 0.01], 'warn'],
    ['even when it is all there is', [1, 0.09, 0.01], 'warn'],
    ['what is over but remembered', [0.05, 0.6, 0.5], 'warn'],
    ['what falls but is still there', [0.1, 0.6, 0.5], 'fail'],
  ])('%s', (_, some, status) => {
    expect(finding(cpuPressure, { cpuPressure: stalls(some) }).status).toBe(status)
  })

  it('needs one sample only, and says where it goes', () => {
    expect(finding(cpuPressure, { cpuPressure: stalls([0.4, 0.3, 0.1]) }, null)).toMatchObject({
      status: 'fail',
      because:
        'Some task had to wait for a CPU 30 % of the last minute. It is rising: 40 % in the last 10 seconds, 10 % in the last 5 minutes.',
      index: 1.2,
    })
    expect(finding(cpuPressure, { cpuPressure: stalls([0, 0.3, 0.3]) }).because).toMatch(
      /falling.*It is over/,
    )
    expect(finding(cpuPressure, { cpuPressure: stalls([0.5, 0.05, 0]) }).because).toContain('only just begun')
  })

  it('inside a container is told of the machine and of the container, which alone has a culprit', () => {
    const judged = judgedBy(cpuPressure, {
      cpuPressure: stalls([0.3, 0.3, 0.3]),
      ownCgroup: cgroup('/', { pressure: { cpu: stalls([0.5, 0.5, 0.5]) } }),
      system: system(true),
      processes: did(process(7, { userSeconds: 3 })),
    })
    expect(judged.map(({ finding: { instance, status }, culprit }) => [instance, status, culprit])).toEqual([
      [undefined, 'fail', null],
      ['this container', 'fail', 'app (pid 7)'],
    ])
    expect(judged[1]?.finding.because).toMatch(/^In this container some task/)
    expect(judged[1]?.finding.advice?.[1]?.command).toBe('renice -n 10 -p 7')
  })

  it('on a host is told of the machine alone, with the culprit', () => {
    const judged = judgedBy(cpuPressure, {
      cpuPressure: stalls([0.3, 0.3, 0.3]),
      ownCgroup: cgroup('/user.slice', { pressure: { cpu: stalls([0.5, 0.5, 0.5]) } }),
      system: system(false),
      processes: did(process(7, { userSeconds: 3 })),
    })
    expect(judged.map(({ culprit }) => culprit)).toEqual(['app (pid 7)'])
    expect(judged[0]?.finding.evidence).toMatchObject({ busiest: 'app (pid 7), 100 % of one CPU' })
  })

  it('may be told of the container alone', () => {
    const known = {
      ownCgroup: cgroup('/', { pressure: { cpu: stalls([0, 0, 0]) } }),
      system: system(true),
    }
    expect(statuses(cpuPressure, known)).toEqual({ 'this container': 'pass' })
  })

  it('is unknown where the kernel tells none', () => {
    expect(finding(cpuPressure, { ownCgroup: cgroup('/'), system: system(true) })).toMatchObject({
      status: 'unknown',
      because: expect.stringContaining('psi=1'),
    })
  })

  it('keeps to the limits of a profile', () => {
    const known = { cpuPressure: stalls([0.05, 0.05, 0.05]) }
    expect(
      judgedBy(cpuPressure, known, 3, { 'cpu.pressure': { warn: 0.02, fail: 0.05 } })[0]?.finding.status,
    ).toBe('fail')
  })
})

describe('the run queue', () => {
  const load = (five: number) => ({ one: five, five, fifteen: five, runnable: 2, threads: 100 })
  const queue = (running: number | [number, number], delay: number | null, more: Known = {}): Known => {
    const [before, after] = typeof running === 'number' ? [running, running] : running
    const waiting = process(7, { name: 'sh', runDelaySeconds: delay })
    return {
      kernelStat: {
        first: stat({}, { runningProcesses: before }),
        last: stat({}, { runningProcesses: after }),
      },
      effectiveCpu: cpus(4),
      processes: {
        first: list(process(7, { name: 'sh', runDelaySeconds: delay === null ? null : 0 })),
        last: list(waiting),
      },
      ...more,
    }
  }

  it.each<[string, Known, string]>([
    ['of an idle machine', queue(1, 0), 'pass'],
    ['that is full but makes nobody wait', queue(9, 0.29), 'pass'],
    ['in which a process waits a tenth of the time', queue(5, 0.31), 'warn'],
    ['that waits long, but is not twice the CPUs', queue(8, 2.4, { loadAverage: load(9) }), 'warn'],
    ['that is more than twice the CPUs, for long', queue(9, 1.5, { loadAverage: load(9) }), 'fail'],
    ['the same as the mean of both looks', queue([4, 12], 1.5, { loadAverage: load(9) }), 'warn'],
    ['and with more', queue([4, 13], 1.5, { loadAverage: load(9) }), 'fail'],
    ['that nothing confirms', queue(9, 2.4), 'warn'],
    ['that a calm load does not confirm', queue(9, 2.4, { loadAverage: load(3) }), 'warn'],
    ['that pressure of a minute confirms', queue(9, 2.4, { cpuPressure: stalls([0, 0.1, 0]) }), 'fail'],
    ['that only seconds of pressure do not', queue(9, 2.4, { cpuPressure: stalls([1, 0.09, 0]) }), 'warn'],
    ['that was there at one look', queue([1, 5], 2.4), 'warn'],
    ['in which one waits although CPUs are free', queue(4, 2.4), 'info'],
  ])('%s', (_, known, status) => {
    expect(finding(cpuRunQueue, known).status).toBe(status)
  })

  it('fails over a whole minute without more', () => {
    expect(finding(cpuRunQueue, queue(9, 40), 60).status).toBe('fail')
  })

  it('names those who waited longest, and how many wanted to run', () => {
    const [judged] = judgedBy(cpuRunQueue, {
      ...queue(10, 0),
      processes: did(
        process(1, { runDelaySeconds: 0.3 }),
        process(2, { runDelaySeconds: 2.4 }),
        process(3, { runDelaySeconds: 1.5 }),
        process(4, { runDelaySeconds: 0.9 }),
      ),
    })
    expect(judged?.culprit).toBe('app (pid 2)')
    expect(judged?.finding.because).toContain(
      'app (pid 2) waited for a CPU 80 % of the time, and 10 threads wanted to run on 4 cores.',
    )
    expect(judged?.finding.evidence).toMatchObject({
      runnable: { value: 10, unit: 'count' },
      cores: { value: 4, unit: 'cores' },
      'waited longest': 'app (pid 2) 80 %, app (pid 3) 50 %, app (pid 4) 30 %',
    })
    expect(judged?.finding.index).toBe(1.6)
  })

  it('says where else to look when CPUs were free, and that nobody waited', () => {
    expect(finding(cpuRunQueue, queue(1, 2.4)).because).toContain('CPUs were free meanwhile')
    expect(finding(cpuRunQueue, queue(1, 0)).because).toBe(
      'No process waited for a CPU, and 1 thread wanted to run on 4 cores.',
    )
  })

  it('takes the sum of the scheduler where processes do not tell', () => {
    const times = {
      first: { runSeconds: 0, runDelaySeconds: 0 },
      last: { runSeconds: 4, runDelaySeconds: 8 },
    }
    const found = finding(cpuRunQueue, queue(12, null, { schedulerTimes: times, loadAverage: load(12) }))
    expect(found.status).toBe('fail')
    expect(found.because).toContain('Threads that could run waited for a CPU 67 % of the time')
    const nothing = { first: times.first, last: times.first }
    expect(finding(cpuRunQueue, queue(12, null, { schedulerTimes: nothing })).status).toBe('pass')
  })

  it.each<[number | [number, number], string]>([
    [5, 'warn'],
    [4, 'pass'],
    [[4, 9], 'pass'],
    [[9, 4], 'pass'],
  ])('with no delay told at all and %j threads: %s', (running, status) => {
    const found = finding(cpuRunQueue, queue(running, null))
    expect(found.status).toBe(status)
    expect(found.because).toContain('not told by this kernel')
  })

  it('does not take a scheduler that was reset for one without delay', () => {
    const times = {
      first: { runSeconds: 9, runDelaySeconds: 9 },
      last: { runSeconds: 1, runDelaySeconds: 1 },
    }
    expect(finding(cpuRunQueue, queue(9, null, { schedulerTimes: times })).because).toContain('not told')
  })

  it('counts by the load average where /proc/stat does not', () => {
    const known = queue(1, 2.4, {
      kernelStat: { first: stat({}, { runningProcesses: null }), last: stat({}, { runningProcesses: null }) },
    })
    expect(finding(cpuRunQueue, known).status).toBe('unknown')
    const average = { one: 1, five: 1, fifteen: 1, runnable: 9, threads: 99 }
    expect(finding(cpuRunQueue, { ...known, loadAverage: average }).evidence).toMatchObject({
      runnable: { value: 9 },
    })
  })

  it('inside a container counts what runs in it, against what it may use', () => {
    const running = [1, 2, 3].map((pid) => process(pid, { state: 'R', runDelaySeconds: 2 }))
    const inside: Known = {
      kernelStat: { first: stat({}, { runningProcesses: 99 }), last: stat({}, { runningProcesses: 99 }) },
      effectiveCpu: cpus(64, 1),
      processes: did(...running, process(4)),
      system: system(true),
      ownCgroup: cgroup('/', { pressure: { cpu: stalls([0.5, 0.5, 0.5]) } }),
    }
    expect(finding(cpuRunQueue, inside)).toMatchObject({
      status: 'fail',
      because: expect.stringContaining('3 threads wanted to run on 1 core.'),
    })
    // The machine's own pressure says nothing against a calm container, nor the cgroup of a host against the host.
    expect(finding(cpuRunQueue, { ...inside, system: system(false) }).because).toContain(
      '99 threads wanted to run on 64 cores',
    )
    expect(finding(cpuRunQueue, { ...inside, effectiveCpu: cpus(64) }).because).toContain('99 threads')
  })
})

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
