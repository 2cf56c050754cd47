import { describe, expect, it } from 'vitest'
import { cpuIowait } from '../../../src/checks/cpu/iowait.ts'
import { shareOfTime, spentTime } from '../../../src/checks/cpu/share-of-time.ts'
import { cpuSingleCoreHot } from '../../../src/checks/cpu/single-core-hot.ts'
import { cpuSteal } from '../../../src/checks/cpu/steal.ts'
import { cpuSystemTime } from '../../../src/checks/cpu/system-time.ts'
import { cpuUtilization } from '../../../src/checks/cpu/utilization.ts'
import type { CpuTimes } from '../../../src/core/index.ts'
import { cpus, did, finding, judgedBy, process, spent, stalls, stat, times } from './samples.ts'

describe('CPU time', () => {
  it('counts guests once, as the kernel puts them into user and nice', () => {
    const after = times({ user: 6, guest: 4, nice: 2, guestNice: 1, idle: 2 })
    expect(spentTime(times(), after)).toMatchObject({ all: 10, busy: 8, user: 8 })
  })

  it('is split by what it went to', () => {
    const after = times({ user: 1, system: 2, irq: 3, softirq: 4, iowait: 5, steal: 6, idle: 7 })
    expect(spentTime(times(), after)).toEqual({
      all: 28,
      busy: 10,
      user: 1,
      system: 2,
      interrupts: 7,
      iowait: 5,
      steal: 6,
    })
  })

  it('that went back was reset, and what old kernels do not count is nothing', () => {
    const before = times({ iowait: 9, idle: 1, steal: null })
    expect(spentTime(before, times({ iowait: 8, idle: 4, steal: null }))).toMatchObject({
      all: 3,
      iowait: 0,
      steal: 0,
    })
  })

  it('has no shares from one sample or where none passed', () => {
    expect(shareOfTime({ first: null, last: stat({ idle: 5 }) }, ({ all }) => all)).toBeNull()
    expect(shareOfTime({ first: stat({ idle: 5 }), last: stat({ idle: 5 }) }, ({ all }) => all)).toBeNull()
  })
})

describe('CPU use', () => {
  const busy = (user: number) => ({ kernelStat: spent({ user, idle: 100 - user }) })

  it.each([
    [84, 'pass'],
    [85, 'warn'],
    [95, 'warn'],
    [100, 'warn'],
  ])('of %i %% over a window of 3 s: %s at most, for nothing confirms it', (user, status) => {
    expect(finding(cpuUtilization, busy(user)).status).toBe(status)
  })

  it.each([
    [95, 600, 'fail'],
    [94, 600, 'warn'],
  ])('of %i %% over %i s: %s', (user, windowSeconds, status) => {
    expect(finding(cpuUtilization, busy(user), windowSeconds).status).toBe(status)
  })

  it.each<[string, object, string]>([
    [
      'pressure over 5 minutes',
      { cpuPressure: stalls([0, 0, 0.1]) },
      'CPU pressure was 10 % over the last 5 minutes',
    ],
    [
      'the load over 5 minutes',
      { effectiveCpu: cpus(4), loadAverage: { one: 9, five: 3.6, fifteen: 1, runnable: 4, threads: 9 } },
      'the load over 5 minutes is 3.6 for 4 cores',
    ],
  ])('fails when %s agrees', (_, known, words) => {
    const found = finding(cpuUtilization, { ...busy(97), ...known })
    expect(found.status).toBe('fail')
    expect(found.because).toContain(words)
  })

  it.each<[string, object]>([
    ['pressure of a minute only', { cpuPressure: stalls([1, 1, 0.09]) }],
    [
      'a load that is too low',
      { effectiveCpu: cpus(4), loadAverage: { one: 9, five: 3.59, fifteen: 9, runnable: 4, threads: 9 } },
    ],
    [
      'a load for an unknown number of CPUs',
      { loadAverage: { one: 9, five: 9, fifteen: 9, runnable: 4, threads: 9 } },
    ],
  ])('does not fail by %s', (_, known) => {
    expect(finding(cpuUtilization, { ...busy(97), ...known }).status).toBe('warn')
  })

  it('does not fail by a load of threads that wait for something else', () => {
    const known = {
      kernelStat: spent({ user: 97, idle: 3 }, { blockedProcesses: 3 }),
      effectiveCpu: cpus(4),
      loadAverage: { one: 6, five: 6, fifteen: 6, runnable: 4, threads: 9 },
    }
    expect(finding(cpuUtilization, known).status).toBe('warn')
  })

  it('names the process that used the most, also in what to do', () => {
    const [judged] = judgedBy(cpuUtilization, {
      ...busy(97),
      processes: did(process(7, { userSeconds: 1 }), process(8, { userSeconds: 1, systemSeconds: 1.5 })),
    })
    expect(judged?.culprit).toBe('app (pid 8)')
    expect(judged?.finding.evidence).toMatchObject({
      busy: { value: 0.97, unit: 'ratio' },
      busiest: 'app (pid 8), 83 % of one CPU',
    })
    expect(judged?.finding.advice?.[1]?.command).toBe('lewis-perf diagnose process 8 --cpu-profile 10s')
  })

  it('is unknown from counters that stand still and from one sample', () => {
    const still = finding(cpuUtilization, {
      kernelStat: { first: stat({ user: 1 }), last: stat({ user: 1 }) },
    })
    expect(still).toMatchObject({ status: 'unknown', because: expect.stringContaining('did not move') })
    expect(finding(cpuUtilization, { kernelStat: stat() }).because).toContain('two samples')
  })
})

describe('one hot CPU', () => {
  const cores = (...all: Partial<CpuTimes>[]) => ({
    kernelStat: {
      first: stat({}, { perCpu: Object.fromEntries(all.map((_, cpu) => [cpu, times()])) }),
      last: stat({}, { perCpu: Object.fromEntries(all.map((one, cpu) => [cpu, times(one)])) }),
    },
  })
  const idle = { idle: 100 }
  const hot = { user: 96, idle: 4 }

  it.each<[string, Partial<CpuTimes>[], string]>([
    ['of four warns', [idle, hot, idle, idle], 'warn'],
    ['that is not quite full passes', [idle, { user: 94, idle: 6 }, idle, idle], 'pass'],
    ['while all are half busy passes', [hot, { user: 4, idle: 96 }], 'pass'],
    ['while all are nearly half busy warns', [hot, { user: 3, idle: 97 }], 'warn'],
    ['of twelve warns', [hot, ...Array.from({ length: 11 }, () => idle)], 'warn'],
    ['of thirteen is for information', [hot, ...Array.from({ length: 12 }, () => idle)], 'info'],
    ['of one is all there is', [hot], 'not-applicable'],
    ['of none is unknown', [], 'unknown'],
  ])('%s', (_, all, status) => {
    expect(finding(cpuSingleCoreHot, cores(...all)).status).toBe(status)
  })

  it('is told with its number, the mean and who it is', () => {
    const [judged] = judgedBy(cpuSingleCoreHot, {
      ...cores(idle, hot),
      processes: did(process(9, { name: 'node', userSeconds: 2.9 })),
    })
    expect(judged?.finding.because).toBe('CPU 1 was busy for 96 % of the time, all 2 together for 48 %.')
    expect(judged?.culprit).toBe('node (pid 9)')
    expect(judged?.finding.advice?.[0]?.command).toBe('top -H -b -n 1 -p 9 | head -20')
  })

  it('that serves interrupts accuses no process', () => {
    const [judged] = judgedBy(cpuSingleCoreHot, {
      ...cores(idle, { softirq: 60, user: 38, idle: 2 }),
      processes: did(process(9, { userSeconds: 1 })),
    })
    expect(judged?.finding.because).toContain('Most of it went to interrupts.')
    expect(judged?.culprit).toBeNull()
  })

  it('is not looked for among CPUs that one sample lacks, or that did not count', () => {
    const known = {
      kernelStat: {
        first: stat({}, { perCpu: { 0: times(), 1: times({ idle: 5 }) } }),
        last: stat({}, { perCpu: { 0: times(idle), 1: times({ idle: 5 }), 2: times(hot) } }),
      },
    }
    expect(finding(cpuSingleCoreHot, known).status).toBe('not-applicable')
  })
})

describe('time in the kernel', () => {
  it.each<[string, Partial<CpuTimes>, string]>([
    ['three quarters of the work on a busy machine', { system: 75, user: 25 }, 'warn'],
    ['less than that', { system: 74, user: 26 }, 'info'],
    ['the same share on a machine that is not busy', { system: 54, user: 16, idle: 30 }, 'info'],
    ['on one that is just busy', { system: 54, user: 17, idle: 29 }, 'warn'],
    ['worth a look from a fifth of all time on', { system: 21, idle: 79 }, 'info'],
    ['not worth it below', { system: 20, idle: 80 }, 'pass'],
    ['of a machine that only serves interrupts', { softirq: 90, idle: 10 }, 'pass'],
  ])('%s', (_, total, status) => {
    expect(finding(cpuSystemTime, { kernelStat: spent(total) }).status).toBe(status)
  })

  it('names the process with the most system time, not with the most time', () => {
    const [judged] = judgedBy(cpuSystemTime, {
      kernelStat: spent({ system: 90, user: 10 }),
      processes: did(process(7, { userSeconds: 3 }), process(8, { systemSeconds: 1 })),
    })
    expect(judged?.culprit).toBe('app (pid 8)')
    expect(judged?.finding.advice?.[1]?.command).toBe('timeout 10 strace -f -c -p 8')
  })

  it('is unknown where nothing was counted', () => {
    expect(finding(cpuSystemTime, { kernelStat: spent({}) }).status).toBe('unknown')
  })
})

describe('stolen time', () => {
  it.each([
    [9, 'pass'],
    [10, 'warn'],
    [60, 'warn'],
  ])('%i %%: %s', (steal, status) => {
    expect(finding(cpuSteal, { kernelStat: spent({ steal, idle: 100 - steal }) }, 2000).status).toBe(status)
  })

  it('is unknown to kernels that do not count it, and where nothing was counted', () => {
    expect(finding(cpuSteal, { kernelStat: spent({ idle: 5, steal: null }) }).because).toContain('too old')
    expect(finding(cpuSteal, { kernelStat: spent({}) }).status).toBe('unknown')
  })
})

describe('CPUs idle for I/O', () => {
  it.each([
    [39, 'pass'],
    [40, 'warn'],
    [95, 'warn'],
  ])('%i %%: %s, and never worse', (iowait, status) => {
    expect(finding(cpuIowait, { kernelStat: spent({ iowait, idle: 100 - iowait }) }, 2000).status).toBe(
      status,
    )
  })

  it('names who waited for a disk', () => {
    const [judged] = judgedBy(cpuIowait, {
      kernelStat: spent({ iowait: 50, idle: 50 }),
      processes: did(process(7, { userSeconds: 9 }), process(8, { blockIoSeconds: 1 })),
    })
    expect(judged?.culprit).toBe('app (pid 8)')
    expect(judged?.check.resource).toBe('disk')
  })

  it('is unknown to kernels that do not count it, and where nothing was counted', () => {
    expect(finding(cpuIowait, { kernelStat: spent({ idle: 5, iowait: null }) }).because).toContain('too old')
    expect(finding(cpuIowait, { kernelStat: spent({}) }).status).toBe('unknown')
  })
})
