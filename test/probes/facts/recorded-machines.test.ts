import { describe, expect, it } from 'vitest'
import { factsOf } from '../../../src/probes/facts/index.ts'
import { describeWithFixtures, fixtureNames } from '../../fixtures.ts'
import { lastOf, literalFacts, literalSnapshot } from './literal-snapshot.ts'
import { oddNumber } from './odd-number.ts'
import { byInstance, expected, metricsOf, tree } from './recorded-trees.ts'

describeWithFixtures('every recorded machine', () => {
  const machines = fixtureNames('machines').filter((name) => name !== 'README.md')

  it.each(machines)('%s gives facts or reasons, and only numbers that can be counted with', (name) => {
    const facts = literalFacts(tree(name))
    const { windowSeconds, ...each } = facts
    expect(windowSeconds).toBeNull()
    for (const [fact, value] of Object.entries(each)) {
      if (value.known) {
        expect(value.first, fact).toBeNull()
        expect(oddNumber(value.last), fact).toBeNull()
      } else {
        expect(['absent', 'unreadable'], fact).toContain(value.reason)
      }
    }
  })

  it('lacks a fact only where its files do', () => {
    const unreadable = machines.flatMap((name) => {
      const { windowSeconds: _, ...each } = literalFacts(tree(name))
      return Object.entries(each).flatMap(([fact, value]) =>
        value.known || value.reason !== 'unreadable' ? [] : [`${name} ${fact}`],
      )
    })
    expect(unreadable).toEqual([])
  })
})

describeWithFixtures('recorded disks', () => {
  it.each(['001', '003', '005', '007'])('of machine %s are as its source project states them', (machine) => {
    const name = `pcp-blkdev-root-${machine}`
    const metrics = metricsOf(name)
    const disks = new Map(lastOf(literalFacts(tree(name)), 'disks').map((disk) => [disk.name, disk]))
    for (const kind of ['disk.dev', 'disk.partitions']) {
      if (!(`${kind}.read` in metrics)) continue
      const columns: [string, (name: string) => number | undefined][] = [
        ['read', (disk) => disks.get(disk)?.counters.reads],
        ['blkread', (disk) => (disks.get(disk)?.counters.readBytes ?? Number.NaN) / 512],
        ['read_rawactive', (disk) => milliseconds(disks.get(disk)?.counters.readSeconds)],
        ['write', (disk) => disks.get(disk)?.counters.writes],
        ['blkwrite', (disk) => (disks.get(disk)?.counters.writtenBytes ?? Number.NaN) / 512],
        ['write_rawactive', (disk) => milliseconds(disks.get(disk)?.counters.writeSeconds)],
        ['inflight', (disk) => disks.get(disk)?.counters.inFlight],
        ['avactive', (disk) => milliseconds(disks.get(disk)?.counters.busySeconds)],
        ['aveq', (disk) => milliseconds(disks.get(disk)?.counters.queueSeconds)],
      ]
      for (const [column, actual] of columns) {
        for (const [disk, value] of byInstance(metrics, `${kind}.${column}`)) {
          expect(actual(disk), `${kind}.${column} ${disk}`).toBe(value)
          expect(disks.get(disk)?.isPartition, disk).toBe(kind === 'disk.partitions')
        }
      }
    }
  })
})

describeWithFixtures('recorded memory', () => {
  it.each(['001', '003', '005', '007'])('of machine %s is as its source project states it', (machine) => {
    const name = `pcp-meminfo-root-${machine}`
    const metrics = metricsOf(name)
    const facts = literalFacts(tree(name))
    const meminfo = lastOf(facts, 'meminfo')
    for (const [metric, key] of Object.entries({
      physmem: 'MemTotal',
      'util.free': 'MemFree',
      'util.available': 'MemAvailable',
      'util.dirty': 'Dirty',
      'util.writeback': 'Writeback',
      'util.swapTotal': 'SwapTotal',
      'util.swapFree': 'SwapFree',
      'util.commitLimit': 'CommitLimit',
      'util.committed_AS': 'Committed_AS',
    })) {
      if (meminfo[key] !== undefined) expect(meminfo[key] / 1024, key).toBe(Number(metrics[`mem.${metric}`]))
    }
    const vmstat = lastOf(facts, 'vmstat')
    const counters = ['pgfault', 'pgmajfault', 'pswpin', 'pswpout', 'nr_dirty', 'pgpgin', 'pgpgout']
    for (const counter of counters)
      expect(vmstat[counter], counter).toBe(Number(metrics[`mem.vmstat.${counter}`]))
    if (facts.numaNodes.known) {
      for (const [node, value] of byInstance(metrics, 'mem.numa.alloc.hit')) {
        expect(facts.numaNodes.last.find((one) => `node${one.node}` === node)?.hit).toBe(value)
      }
    }
  })
})

describeWithFixtures('recorded pressure', () => {
  it('is as its source project states it', () => {
    const metrics = metricsOf('pcp-pressure-root-001')
    const facts = literalFacts(tree('pcp-pressure-root-001'))
    for (const resource of ['cpu', 'memory', 'io'] as const) {
      const { some, full } = lastOf(facts, `${resource}Pressure`)
      for (const [kind, stall] of Object.entries({ some, full })) {
        if (stall === null) continue
        const base = `kernel.all.pressure.${resource}.${kind}`
        const averages = byInstance(metrics, `${base}.avg`).map(([, share]) => share)
        // It cuts what a float holds off after the second digit: 0.42 is stated as 0.41.
        for (const [index, share] of [stall.avg10, stall.avg60, stall.avg300].entries())
          expect(Math.abs(share * 100 - (averages[index] ?? Number.NaN)), base).toBeLessThan(0.0101)
        // What it states past the whole millisecond does not come from the file.
        expect(Math.floor(stall.totalSeconds * 1000), base).toBe(Math.floor(Number(metrics[`${base}.total`])))
      }
    }
  })
})

describeWithFixtures('recorded CPU times', () => {
  it('are as their source project states them, in milliseconds', () => {
    const metrics = metricsOf('pcp-sysdev-root-001')
    const { total, perCpu } = lastOf(literalFacts(tree('pcp-sysdev-root-001')), 'kernelStat')
    const names = { user: 'user', nice: 'nice', sys: 'system', idle: 'idle', 'wait.total': 'iowait' } as const
    const more = { 'irq.hard': 'irq', 'irq.soft': 'softirq', steal: 'steal', guest: 'guest' } as const
    for (const [metric, time] of Object.entries({ ...names, ...more })) {
      expect(milliseconds(total[time] ?? undefined), metric).toBe(Number(metrics[`kernel.all.cpu.${metric}`]))
      for (const [cpu, value] of byInstance(metrics, `kernel.percpu.cpu.${metric}`)) {
        expect(milliseconds(perCpu[Number(cpu.slice(3))]?.[time] ?? undefined), `${metric} ${cpu}`).toBe(
          value,
        )
      }
    }
  })

  it('of two samples of one machine give the shares that were measured', () => {
    const facts = factsOf(literalSnapshot(tree('sysstat-root2'), { first: tree('sysstat-root1') }))
    const { cpu_percent: shares } = expected<{ cpu_percent: Record<string, Record<string, number>> }>(
      'sysstat-root1',
    )
    expect(facts.windowSeconds).toBe(31.17)
    if (!facts.kernelStat.known || facts.kernelStat.first === null) throw new Error('There is no window.')
    const { first, last } = facts.kernelStat
    const names = { '%usr': 'user', '%sys': 'system', '%iowait': 'iowait', '%idle': 'idle' } as const
    const times = ['user', 'nice', 'system', 'idle', 'iowait', 'irq', 'softirq', 'steal'] as const
    for (const cpu of [0, 1]) {
      const since = (time: (typeof times)[number]) =>
        (last.perCpu[cpu]?.[time] ?? Number.NaN) - (first.perCpu[cpu]?.[time] ?? Number.NaN)
      const all = times.reduce((sum, time) => sum + since(time), 0)
      for (const [name, time] of Object.entries(names)) {
        expect((since(time) / all) * 100, `${name} of CPU ${cpu}`).toBeCloseTo(
          shares[`${cpu}`]?.[name] ?? Number.NaN,
          1,
        )
      }
    }
    expect(last.perCpu[8]).toBeUndefined()
    expect(first.perCpu[8]).toBeDefined()
  })

  it('of an old kernel are null where it did not count', () => {
    expect(lastOf(literalFacts(tree('sysstat-root6')), 'kernelStat').total).toMatchObject({
      user: 948.91,
      softirq: 258.55,
      steal: null,
      guest: null,
    })
  })
})

describeWithFixtures('recorded processes', () => {
  it.each([
    ['pcp-procpid-2.6.32-root-001', 'init', 385, '/'],
    ['pcp-procpid-3.2.0-root-003', 'init', 211, null],
    ['pcp-procpid-4.14.5-root-005', 'systemd', 2406, '/init.scope'],
    ['pcp-procpid-5.5.7-root-007', 'systemd', 2635, '/init.scope'],
  ])('of %s begin with %s in pages of 4 KiB', (name, first, pages, cgroup) => {
    const { processes, detailed } = lastOf(literalFacts(tree(name)), 'processes')
    expect(processes[0]).toMatchObject({
      pid: 1,
      name: first,
      isKernelThread: false,
      residentBytes: pages * 4096,
    })
    if (cgroup !== null) expect(processes[0]?.cgroup).toBe(cgroup)
    expect(detailed).toBe(processes.length)
    const threads = processes.filter(({ isKernelThread }) => isKernelThread)
    for (const { residentBytes, command } of threads) expect([residentBytes, command]).toEqual([0, ''])
    if (name.includes('3.2.0') || name.includes('2.6.32')) expect(threads.length).toBeGreaterThan(20)
  })
})

describe('odd numbers', () => {
  it('are told apart from good ones', () => {
    expect(oddNumber({ a: [1, Number.NaN], openFilesLimit: Number.POSITIVE_INFINITY })).toBeNaN()
    expect(oddNumber(new Map([['a', { b: Number.NEGATIVE_INFINITY }]]))).toBe(Number.NEGATIVE_INFINITY)
    expect(oddNumber({ a: [1, null, 'NaN'], openFilesLimit: Number.POSITIVE_INFINITY })).toBeNull()
  })
})

function milliseconds(seconds: number | undefined): number {
  return Math.round((seconds ?? Number.NaN) * 1000)
}
