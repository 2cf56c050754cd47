import { describe, expect, it } from 'vitest'
import { cpuRunQueue } from '../../../src/checks/cpu/run-queue.ts'
import type { Known } from '../ranking/samples.ts'
import { cgroup, cpus, did, finding, judgedBy, list, process, stalls, stat, system } from './samples.ts'

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
