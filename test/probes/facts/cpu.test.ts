import { describe, expect, it } from 'vitest'
import { parseKernelStat } from '../../../src/probes/facts/kernel-stat.ts'
import { parseLoadAverage } from '../../../src/probes/facts/load-average.ts'
import { parsePressure } from '../../../src/probes/facts/pressure.ts'
import { parseSchedulerTimes } from '../../../src/probes/facts/scheduler-times.ts'
import { parseUptime } from '../../../src/probes/facts/uptime.ts'
import { lastOf, literalFacts } from './literal-snapshot.ts'

describe('/proc/stat', () => {
  it('gives times in seconds, by CPU and of all, and counts', () => {
    const text = [
      'cpu  1000 200 300 4000 50 60 70 80 90 10',
      'cpu0 500 100 150 2000 25 30 35 40 45 5',
      'cpu12 500 100 150 2000 25 30 35 40 45 5',
      'intr 8885917 17 0 0',
      'ctxt 38014093',
      'btime 1418183276',
      'processes 26442',
      'procs_running 2',
      'procs_blocked 1',
      'softirq 5057579 250191 1481983',
      '',
    ].join('\n')
    const half = {
      user: 5,
      nice: 1,
      system: 1.5,
      idle: 20,
      iowait: 0.25,
      irq: 0.3,
      softirq: 0.35,
      steal: 0.4,
      guest: 0.45,
      guestNice: 0.05,
    }
    expect(parseKernelStat(text)).toEqual({
      total: {
        user: 10,
        nice: 2,
        system: 3,
        idle: 40,
        iowait: 0.5,
        irq: 0.6,
        softirq: 0.7,
        steal: 0.8,
        guest: 0.9,
        guestNice: 0.1,
      },
      perCpu: { 0: half, 12: half },
      runningProcesses: 2,
      blockedProcesses: 1,
      forks: 26442,
      bootTimeSeconds: 1418183276,
    })
  })

  it.each([
    ['cpu  1 2 3 4', { iowait: null, irq: null, softirq: null, steal: null, guest: null, guestNice: null }],
    ['cpu  1 2 3 4 500', { iowait: 5, irq: null, steal: null }],
    ['cpu  1 2 3 4 500 600 700', { irq: 6, softirq: 7, steal: null, guest: null }],
    ['cpu  1 2 3 4 500 600 700 800 900', { steal: 8, guest: 9, guestNice: null }],
  ])('of an old kernel leaves null what it does not count: %s', (line, times) => {
    expect(parseKernelStat(`${line}\n`)).toMatchObject({
      total: times,
      runningProcesses: null,
      blockedProcesses: null,
      forks: null,
      bootTimeSeconds: null,
    })
  })

  it('holds counters past 2^53', () => {
    expect(parseKernelStat('cpu  18446744073709551615 0 0 0\n')?.total.user).toBeCloseTo(1.8446744e17, -11)
  })

  it.each(['', 'cpu0 1 2 3 4\n', 'cpu  1 2 3\n', 'cpu  1 2 x 4\n', 'cpu  1 2 3 -4\n'])(
    'is null without a whole line of all CPUs: %j',
    (text) => {
      expect(parseKernelStat(text)).toBeNull()
    },
  )

  it('leaves out a CPU whose line is damaged', () => {
    expect(Object.keys(parseKernelStat('cpu  1 2 3 4\ncpu0 1 2\ncpu1 1 2 3 4\n')?.perCpu ?? {})).toEqual([
      '1',
    ])
  })
})

describe('/proc/loadavg', () => {
  it('gives loads and threads', () => {
    expect(parseLoadAverage('0.21 0.37 1500.39 1/719 19737\n')).toEqual({
      one: 0.21,
      five: 0.37,
      fifteen: 1500.39,
      runnable: 1,
      threads: 719,
    })
  })

  it.each([
    '',
    '0.21 0.37',
    '0.21 0.37 0.39',
    '0.21 0.37 0.39 1/',
    'a 0.37 0.39 1/719 1',
    '-1.00 0.3 0.3 1/7 1',
  ])('is null when damaged: %j', (text) => {
    expect(parseLoadAverage(text)).toBeNull()
  })
})

describe('/proc/uptime', () => {
  it.each([
    ['7192.55 29212.05\n', 7192.55],
    ['12\n', 12],
    ['', null],
    ['-5.00 1', null],
    ['1e9 1', null],
  ])('%j is %j', (text, seconds) => {
    expect(parseUptime(text)).toBe(seconds)
  })
})

describe('/proc/schedstat', () => {
  const cpu = (name: string, run: string, delay: string) =>
    `${name} 498494191 0 3533438552 2553969831 1 2 ${run} ${delay} 47`
  const domain = 'domain0 00000000,00000003 212499247 210112015'

  it('adds up the times of all CPUs, in seconds', () => {
    const text = [
      'version 15',
      'timestamp 1',
      cpu('cpu0', '1500000000', '250000000'),
      domain,
      cpu('cpu1', '500000000', '50000000'),
    ]
    expect(parseSchedulerTimes(text.join('\n'))).toEqual({ runSeconds: 2, runDelaySeconds: 0.3 })
    expect(parseSchedulerTimes(`version 17\n${cpu('cpu0', '0', '0')}\n`)).toEqual({
      runSeconds: 0,
      runDelaySeconds: 0,
    })
  })

  it.each([
    ['an older version', `version 14\n${cpu('cpu0', '1', '1')}\n`],
    ['no version', `${cpu('cpu0', '1', '1')}\n`],
    ['no CPU', 'version 15\ntimestamp 1\n'],
    ['a damaged CPU', `version 15\n${cpu('cpu0', '1', '1')}\ncpu1 1 2 3\n`],
    ['a word for a number', `version 15\n${cpu('cpu0', '1', 'x')}\n`],
  ])('is null with %s', (_, text) => {
    expect(parseSchedulerTimes(text)).toBeNull()
  })
})

describe('a pressure file', () => {
  const some = 'some avg10=2.04 avg60=0.75 avg300=100.00 total=157656722'

  it('gives shares and seconds', () => {
    expect(
      parsePressure(`${some}\nfull avg10=0.00 avg60=1.00 avg300=0.10 total=18446744073709551615\n`),
    ).toEqual({
      some: { avg10: 0.0204, avg60: 0.0075, avg300: 1, totalSeconds: 157.656722 },
      full: { avg10: 0, avg60: 0.01, avg300: 0.001, totalSeconds: 18446744073709.55 },
    })
  })

  it('gives shares without the rests of a division', () => {
    const text = 'some avg10=11.79 avg60=1.22 avg300=0.07 total=1\n'
    expect(parsePressure(text)?.some).toMatchObject({ avg10: 0.1179, avg60: 0.0122, avg300: 0.0007 })
  })

  it('has no full line for the CPU of older kernels', () => {
    expect(parsePressure(`${some}\n`)?.full).toBeNull()
    expect(parsePressure(`${some}\nfull avg10=x avg60=1.00 avg300=0.10 total=1\n`)?.full).toBeNull()
  })

  it.each([
    '',
    'full avg10=0.00 avg60=0.00 avg300=0.00 total=8494\n',
    'some avg10=2.04 avg60=0.75 total=1\n',
    `x${some}\n`,
  ])('is null without the line of some: %j', (text) => {
    expect(parsePressure(text)).toBeNull()
  })

  it('belongs to its resource', () => {
    const line = (total: number) => `some avg10=0.00 avg60=0.00 avg300=0.00 total=${total}000000\n`
    const facts = literalFacts({
      '/proc/pressure/cpu': line(1),
      '/proc/pressure/memory': line(2),
      '/proc/pressure/io': line(3),
    })
    const total = (name: 'cpuPressure' | 'memoryPressure' | 'ioPressure') =>
      lastOf(facts, name).some.totalSeconds
    expect([total('cpuPressure'), total('memoryPressure'), total('ioPressure')]).toEqual([1, 2, 3])
  })
})
