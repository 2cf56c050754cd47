import { describe, expect, it } from 'vitest'
import { memAvailable } from '../../../src/checks/memory/available.ts'
import { memMajorFaults } from '../../../src/checks/memory/major-faults.ts'
import { memPressure } from '../../../src/checks/memory/pressure.ts'
import { cgroup, did, finding, judgedBy, list, process, stalls, statuses, system } from '../cpu/samples.ts'
import type { Known } from '../ranking/samples.ts'

const gib = 2 ** 30

describe('available memory', () => {
  it.each([
    [0.5, 'pass', 0.06],
    [0.11, 'pass', 0.273],
    [0.1, 'warn', 0.3],
    [0.03, 'fail', 1],
    [0, 'fail', 2],
  ])('of %d of all: %s', (share, status, index) => {
    const meminfo = { MemTotal: 1000, MemAvailable: 1000 * share }
    expect(finding(memAvailable, { meminfo }, null)).toMatchObject({ status, index })
  })

  it('is told with the largest process, which is the culprit', () => {
    const [judged] = judgedBy(memAvailable, {
      meminfo: { MemTotal: 8 * gib, MemAvailable: gib / 8 },
      processes: list(process(1, { residentBytes: gib }), process(2, { residentBytes: 3 * gib })),
    })
    expect(judged?.culprit).toBe('app (pid 2)')
    expect(judged?.finding).toMatchObject({
      because: '1.6 % of the memory is available: 128 MiB of 8 GiB.',
      evidence: { largest: 'app (pid 2), 3 GiB', available: { value: gib / 8, unit: 'bytes' } },
    })
    expect(judged?.finding.advice?.[1]?.command).toBe('lewis-perf diagnose process 2')
  })

  it('is estimated on kernels that do not tell it, without what only looks like cache', () => {
    const old = { MemTotal: 1000, MemFree: 100, Cached: 300, Buffers: 50, Shmem: 200 }
    const found = finding(memAvailable, { meminfo: old })
    expect(found.evidence).toMatchObject({ available: { value: 250 } })
    expect(found.because).toContain('estimated')
    expect(
      finding(memAvailable, { meminfo: { MemTotal: 1000, MemFree: 100, Cached: 100, Shmem: 500 } }).evidence,
    ).toMatchObject({ available: { value: 100 } })
  })

  it.each([
    ['nothing else', { MemTotal: 1000 }],
    ['free memory alone', { MemTotal: 1000, MemFree: 5 }],
    ['no total', { MemAvailable: 5 }],
    ['a total of nothing', { MemTotal: 0, MemAvailable: 0 }],
  ])('is unknown where there is %s', (_, meminfo) => {
    expect(finding(memAvailable, { meminfo }).status).toBe('unknown')
  })
})

describe('memory pressure', () => {
  it.each<[string, readonly [number, number, number], readonly [number, number, number], string, number]>([
    ['of an idle machine', [0, 0, 0], [0, 0, 0], 'pass', 0],
    ['of some tasks for a minute', [0.1, 0.1, 0.1], [0, 0, 0], 'warn', 0.5],
    ['just below', [0.09, 0.099, 0.09], [0, 0, 0], 'pass', 0.495],
    ['of some tasks nearly all the time', [1, 1, 1], [0.05, 0.5, 0.5], 'warn', 2],
    ['of all tasks just now', [0.2, 0, 0], [0.1, 0, 0], 'fail', 1],
    ['of all tasks, a little less', [0.09, 0, 0], [0.09, 0, 0], 'pass', 0.9],
    ['of some tasks that has just begun', [0.25, 0.05, 0], [0, 0, 0], 'warn', 0.25],
    ['that is over', [0, 0.3, 0.3], [0, 0.3, 0.3], 'warn', 1.5],
  ])('%s', (_, some, full, status, index) => {
    expect(finding(memPressure, { memoryPressure: stalls(some, full) }, null)).toMatchObject({
      status,
      index,
    })
  })

  it('says how long some and all waited, and where it goes', () => {
    expect(finding(memPressure, { memoryPressure: stalls([0.4, 0.3, 0.1], [0.2, 0, 0]) }).because).toBe(
      'Some task waited for memory 30 % of the last minute, all of them at once 20 % of the last 10 seconds. It is rising: 40 % in the last 10 seconds, 10 % in the last 5 minutes.',
    )
    expect(finding(memPressure, { memoryPressure: stalls([0, 0.3, 0.3]) }).because).toContain('It is over')
  })

  it('is of some tasks only where the kernel has no figure of all', () => {
    const memoryPressure = { ...stalls([1, 1, 1]), full: null }
    expect(finding(memPressure, { memoryPressure }).status).toBe('warn')
  })

  it('accuses who has to read most pages again, else the largest', () => {
    const memoryPressure = stalls([0.5, 0.5, 0.5])
    const large = process(1, { residentBytes: 5 })
    expect(
      judgedBy(memPressure, { memoryPressure, processes: did(large, process(2, { majorFaults: 9 })) })[0]
        ?.culprit,
    ).toBe('app (pid 2)')
    expect(judgedBy(memPressure, { memoryPressure, processes: list(large) })[0]?.culprit).toBe('app (pid 1)')
    expect(judgedBy(memPressure, { memoryPressure })[0]?.culprit).toBeNull()
  })

  it('inside a container is told of both, and accuses in the container alone', () => {
    const known: Known = {
      memoryPressure: stalls([0.5, 0.5, 0.5]),
      ownCgroup: cgroup('/', { pressure: { memory: stalls([0, 0, 0], [0.1, 0, 0]) } }),
      system: system(true),
      processes: list(process(1, { residentBytes: 5 })),
    }
    expect(statuses(memPressure, known)).toEqual({ '': 'warn', 'this container': 'fail' })
    expect(judgedBy(memPressure, known).map(({ culprit }) => culprit)).toEqual([null, 'app (pid 1)'])
    expect(judgedBy(memPressure, known)[1]?.finding.because).toMatch(/^In this container some task/)
    expect(statuses(memPressure, { ...known, system: system(false) })).toEqual({ '': 'warn' })
  })

  it('is unknown where the kernel tells none, and known of the container alone', () => {
    expect(finding(memPressure, { ownCgroup: cgroup('/'), system: system(true) })).toMatchObject({
      status: 'unknown',
      because: expect.stringContaining('psi=1'),
    })
    const own = cgroup('/', { pressure: { memory: stalls([0, 0, 0]) } })
    expect(statuses(memPressure, { ownCgroup: own, system: system(true) })).toEqual({
      'this container': 'pass',
    })
  })

  it('keeps to the limits of a profile, each for its own average', () => {
    const known = { memoryPressure: stalls([0.2, 0.2, 0.2], [0.2, 0, 0]) }
    const at = (warn: number, fail: number) =>
      judgedBy(memPressure, known, 3, { 'mem.pressure': { warn, fail } })[0]?.finding.status
    expect([at(0.3, 0.3), at(0.2, 0.3), at(0.1, 0.2)]).toEqual(['pass', 'warn', 'fail'])
  })
})

describe('major page faults', () => {
  const faults = (last: Record<string, number>, more: Known = {}): Known => ({
    vmstat: {
      first: { pgmajfault: 0, ...Object.fromEntries(Object.keys(last).map((name) => [name, 0])) },
      last,
    },
    ...more,
  })

  it.each<[string, Record<string, number>, string]>([
    ['500 a second', { pgmajfault: 1500 }, 'warn'],
    ['fewer', { pgmajfault: 1499 }, 'pass'],
    ['a hundred pages looked through a second', { pgmajfault: 0, pgscan_direct: 300 }, 'warn'],
    ['a few pages looked through', { pgmajfault: 0, pgscan_direct: 299 }, 'info'],
    [
      'pages by zone, as old kernels count',
      { pgmajfault: 0, pgscan_direct_normal: 200, pgscan_direct_dma32: 100 },
      'warn',
    ],
    ['no pages, only that it was held back', { pgmajfault: 0, pgscan_direct_throttle: 900 }, 'pass'],
    ['pages that the kernel looked through itself', { pgmajfault: 0, pgscan_kswapd: 9000 }, 'pass'],
  ])('%s', (_, last, status) => {
    expect(finding(memMajorFaults, faults(last)).status).toBe(status)
  })

  it('are told with stalls and who faults most', () => {
    const [judged] = judgedBy(
      memMajorFaults,
      faults(
        { pgmajfault: 3000, pgscan_direct: 60, allocstall_normal: 3, allocstall_movable: 3 },
        { processes: did(process(1, { majorFaults: 3 }), process(2, { majorFaults: 30 })) },
      ),
    )
    expect(judged?.culprit).toBe('app (pid 2)')
    expect(judged?.finding).toMatchObject({
      because: '1,000 major page faults a second. Programs looked through 20 pages a second for free memory.',
      evidence: { 'allocations stalled': { value: 2 }, most: 'app (pid 2), 10 a second' },
      index: 1,
    })
  })

  it('are unknown where they are not counted, or the counter was reset', () => {
    expect(finding(memMajorFaults, { vmstat: { first: {}, last: {} } }).status).toBe('unknown')
    expect(
      finding(memMajorFaults, { vmstat: { first: { pgmajfault: 5 }, last: { pgmajfault: 1 } } }).status,
    ).toBe('unknown')
  })
})
