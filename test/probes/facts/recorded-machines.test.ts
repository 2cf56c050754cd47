import { describe, expect, it } from 'vitest'
import type { FactFile } from '../../../src/core/index.ts'
import { factsOf } from '../../../src/probes/facts/index.ts'
import { describeWithFixtures, fixtureJson, fixtureNames, unpackedFixture } from '../../fixtures.ts'
import { lastOf, literalFacts, literalSnapshot } from './literal-snapshot.ts'
import { treeFiles } from './tree-files.ts'

type Metrics = Record<string, string | Record<string, string>>

const trees = new Map<string, Record<string, FactFile>>()

function tree(name: string): Record<string, FactFile> {
  const known = trees.get(name)
  if (known !== undefined) return known
  const { directory, remove } = unpackedFixture(`machines/${name}/root.tar.gz`)
  try {
    const files = treeFiles(directory)
    trees.set(name, files)
    return files
  } finally {
    remove()
  }
}

function expected<T>(name: string): T {
  return fixtureJson(`machines/${name}/expected.json`) as T
}

function metricsOf(name: string): Metrics {
  return expected<{ metrics: Metrics }>(name).metrics
}

/** The values of one metric by instance. */
function byInstance(metrics: Metrics, name: string): [string, number][] {
  const values = metrics[name]
  if (values === undefined || typeof values === 'string') throw new Error(`${name} is no table.`)
  return Object.entries(values).map(([instance, value]) => [instance, Number(value)])
}

describeWithFixtures('every recorded machine', () => {
  const machines = fixtureNames('machines').filter((name) => name !== 'README.md')

  it.each(machines)('%s gives facts or reasons, and only numbers that can be counted with', (name) => {
    const facts = literalFacts(tree(name))
    const { windowSeconds, ...each } = facts
    expect(windowSeconds).toBeNull()
    for (const [fact, value] of Object.entries(each)) {
      if (value.known) {
        expect(value.first, fact).toBeNull()
        expect(oddNumbers(value.last), fact).toEqual([])
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

describeWithFixtures('the exporter’s machine', () => {
  const name = 'node-exporter-e2e'
  const stated = () => {
    const { metrics } = expected<{ metrics: Record<string, string> }>(name)
    return Object.entries(metrics).map(([key, value]) => {
      const [, metric = '', labels = ''] = /^node_([^{]+)(?:\{(.*)\})?$/.exec(key) ?? []
      return { metric, labels: labelsOf(labels), value: Number(value) }
    })
  }
  const facts = () => literalFacts(tree(name))
  const compare = (
    pattern: RegExp,
    least: number,
    actual: (metric: string, labels: Record<string, string>) => number | null | undefined,
  ) => {
    const chosen = stated().filter(({ metric }) => pattern.test(metric))
    expect(chosen.length).toBeGreaterThanOrEqual(least)
    for (const { metric, labels, value } of chosen) {
      const [found, about] = [actual(metric, labels), `${metric} ${JSON.stringify(labels)}`]
      expect(found, about).toBeTypeOf('number')
      expect(Math.abs((found ?? 0) - value), about).toBeLessThanOrEqual(Math.abs(value) * 1e-12)
    }
  }

  it('has the CPU times that the exporter states', () => {
    const { perCpu } = lastOf(facts(), 'kernelStat')
    compare(/^cpu_seconds_total$/, 64, (_, { cpu = '', mode = '' }) => {
      const times = perCpu[Number(cpu)]
      return times?.[mode as keyof typeof times]
    })
    compare(/^cpu_guest_seconds_total$/, 16, (_, { cpu = '', mode }) => {
      const times = perCpu[Number(cpu)]
      return mode === 'user' ? times?.guest : times?.guestNice
    })
  })

  it('has its processes, loads and boot time', () => {
    const stat = lastOf(facts(), 'kernelStat')
    const load = lastOf(facts(), 'loadAverage')
    const handles = lastOf(facts(), 'fileHandles')
    const values: Record<string, number | null> = {
      procs_running: stat.runningProcesses,
      procs_blocked: stat.blockedProcesses,
      forks_total: stat.forks,
      boot_time_seconds: stat.bootTimeSeconds,
      load1: load.one,
      load5: load.five,
      load15: load.fifteen,
      filefd_allocated: handles.allocated,
      filefd_maximum: handles.maximum,
    }
    compare(/^(?:procs_|forks|boot|load|filefd)/, 9, (metric) => values[metric])
  })

  it('has its disks', () => {
    const disks = new Map(lastOf(facts(), 'disks').map(({ name, counters }) => [name, counters]))
    compare(
      /^disk_(?:reads_completed|read_bytes|read_time|writes_completed|written|write_time|io_)/,
      135,
      (metric, { device = '' }) => {
        const counters = disks.get(device)
        const values: Record<string, number | undefined> = {
          disk_reads_completed_total: counters?.reads,
          disk_read_bytes_total: counters?.readBytes,
          disk_read_time_seconds_total: counters?.readSeconds,
          disk_writes_completed_total: counters?.writes,
          disk_written_bytes_total: counters?.writtenBytes,
          disk_write_time_seconds_total: counters?.writeSeconds,
          disk_io_now: counters?.inFlight,
          disk_io_time_seconds_total: counters?.busySeconds,
          disk_io_time_weighted_seconds_total: counters?.queueSeconds,
        }
        return values[metric]
      },
    )
    const named = (which: 'isPartition' | 'isVirtual') =>
      lastOf(facts(), 'disks').flatMap((disk) => (disk[which] ? [disk.name] : []))
    expect(named('isPartition')).toEqual(
      expect.arrayContaining(['sda1', 'sda2', 'mmcblk0p1', 'mmcblk0p2', 'nvme0n1p1', 'nvme0n1p2']),
    )
    expect(named('isPartition')).not.toContain('dm-1')
    expect(named('isVirtual')).toEqual(expect.arrayContaining(['ram0', 'loop7']))
    expect(lastOf(facts(), 'disks').find(({ name }) => name === 'sda')).toMatchObject({
      rotational: true,
      scheduler: 'bfq',
      readAheadBytes: 128 * 1024,
    })
  })

  it('has its memory', () => {
    const meminfo = lastOf(facts(), 'meminfo')
    const plain = new Map(
      Object.entries(meminfo).map(([key, value]) => [key.replace(/\((.*)\)/, '_$1'), value]),
    )
    compare(/^memory_(?!numa)/, 40, (metric) =>
      plain.get(metric.replace(/^memory_/, '').replace(/_bytes$/, '')),
    )
    const vmstat = lastOf(facts(), 'vmstat')
    compare(/^vmstat_/, 7, (metric) => vmstat[metric.replace(/^vmstat_/, '')])
    const nodes = new Map(lastOf(facts(), 'numaNodes').map((node) => [node.node, node]))
    compare(/^memory_numa_numa_(?:hit|miss|foreign)_total$/, 9, (metric, { node = '' }) => {
      const counts = nodes.get(Number(node))
      if (metric.includes('_hit_')) return counts?.hit
      return metric.includes('_miss_') ? counts?.miss : counts?.foreign
    })
  })

  it('has its pressure and its run queues', () => {
    const pressures = {
      cpu: lastOf(facts(), 'cpuPressure'),
      io: lastOf(facts(), 'ioPressure'),
      memory: lastOf(facts(), 'memoryPressure'),
    }
    compare(/^pressure_(?:cpu|io|memory)_/, 5, (metric) => {
      const pressure = pressures[(metric.split('_')[1] ?? 'cpu') as keyof typeof pressures]
      return metric.includes('waiting') ? pressure.some.totalSeconds : pressure.full?.totalSeconds
    })
    const total = (metric: string) =>
      stated()
        .filter((one) => one.metric === metric)
        .reduce((sum, { value }) => sum + value, 0)
    const times = lastOf(facts(), 'schedulerTimes')
    expect(times.runSeconds).toBeCloseTo(total('schedstat_running_seconds_total'), 3)
    expect(times.runDelaySeconds).toBeCloseTo(total('schedstat_waiting_seconds_total'), 3)
  })

  it('has its network', () => {
    const softnet = lastOf(facts(), 'softnet')
    compare(/^softnet_(?:processed|dropped|times_squeezed)_total$/, 12, (metric, { cpu = '' }) => {
      const counts = softnet[Number(cpu)]
      if (metric.includes('processed')) return counts?.processed
      return metric.includes('dropped') ? counts?.dropped : counts?.squeezed
    })
    const conntrack = lastOf(facts(), 'conntrack')
    compare(/^nf_conntrack_entries/, 2, (metric) =>
      metric.endsWith('_limit') ? conntrack.maximum : conntrack.count,
    )
    const use = lastOf(facts(), 'socketUse')
    compare(/^sockstat_(?!.*_bytes$)/, 18, (metric) => {
      const [, protocol = '', counter = ''] = metric.split('_')
      return use[protocol]?.[counter]
    })
    const counters = { ...lastOf(facts(), 'snmp'), ...lastOf(facts(), 'netstat') }
    compare(/^netstat_(?:Icmp|Ip|Tcp|TcpExt|IpExt|Udp|UdpLite)_/, 25, (metric) => {
      const [, protocol = '', counter = ''] = metric.split('_')
      return counters[protocol]?.[counter]
    })
  })

  it('has its governors and its throttling', () => {
    const governors = stated().filter(({ metric, value }) => metric === 'cpu_scaling_governor' && value === 1)
    expect(lastOf(facts(), 'cpuFrequency').map(({ cpu, governor }) => [`${cpu}`, governor])).toEqual(
      governors.map(({ labels }) => [labels['cpu'], labels['governor']]),
    )
    const counts = stated()
      .filter(({ metric }) => metric === 'cpu_core_throttles_total')
      .map(({ value }) => value)
    const throttles = lastOf(facts(), 'thermalThrottles')
    expect(throttles.map(({ coreCount }) => coreCount).sort()).toEqual(counts.sort())
  })

  it('has its arrays', () => {
    const arrays = new Map(lastOf(facts(), 'raidArrays').map((array) => [array.name, array]))
    expect(arrays.size).toBe(16)
    expect(arrays.get('md3')).toMatchObject({
      level: 'raid6',
      active: true,
      present: 8,
      wanted: 8,
      failed: [],
    })
    expect(arrays.get('md4')).toMatchObject({ level: 'raid1', active: false, failed: ['sda3'] })
    expect(arrays.get('md6')).toMatchObject({ present: 1, wanted: 2, failed: ['sdb2'] })
    expect(arrays.get('md7')).toMatchObject({ present: 3, wanted: 4, failed: ['sdc1'] })
    expect(arrays.get('md9')).toMatchObject({ present: 4, wanted: 4, failed: ['sde', 'sdf'] })
    expect(arrays.get('md101')).toMatchObject({ level: 'raid0', active: true, present: null })
  })

  it('has its processes', () => {
    expect(
      lastOf(facts(), 'processes').processes.map(({ pid, name, isKernelThread }) => [
        pid,
        name,
        isKernelThread,
      ]),
    ).toEqual([
      [1, 'systemd', false],
      [10, 'khungtaskd', true],
      [11, 'rcu_preempt', true],
    ])
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

describeWithFixtures('recorded groups', () => {
  const own = (name: string, cgroup: string, mountinfo: string) =>
    literalFacts({ ...tree(name), '/proc/self/cgroup': cgroup, '/proc/self/mountinfo': mountinfo })

  it('of v2 are as their source project states them', () => {
    const name = 'pcp-cgroups-root-004-system'
    const metrics = metricsOf(name)
    const facts = own(
      name,
      '0::/system.slice/crond.service\n',
      '30 20 0:26 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw\n',
    )
    const groups = new Map(lastOf(facts, 'cgroups').map((group) => [unescaped(group.path), group]))
    for (const [path, value] of byInstance(metrics, 'cgroup.cpu.stat.usage')) {
      expect(Math.round((groups.get(path)?.cpu?.usageSeconds ?? Number.NaN) * 1e6), path).toBe(value)
    }
    for (const [path, value] of byInstance(metrics, 'cgroup.memory.current')) {
      expect(groups.get(path)?.memory?.usageBytes, path).toBe(value)
    }
    for (const [path, value] of byInstance(metrics, 'cgroup.memory.stat.inactive_file')) {
      expect(groups.get(path)?.memory?.inactiveFileBytes, path).toBe(value)
    }
    for (const resource of ['cpu', 'memory', 'io'] as const) {
      for (const [path, value] of byInstance(metrics, `cgroup.pressure.${resource}.some.total`)) {
        const seconds = groups.get(path)?.pressure[resource]?.some.totalSeconds ?? Number.NaN
        expect(Math.round(seconds * 1e6), `${resource} ${path}`).toBe(value)
      }
    }
    expect(groups.size).toBe(135)
    expect(lastOf(facts, 'ownCgroup').path).toBe('/system.slice/crond.service')
    expect(lastOf(facts, 'cgroupAncestors').map(({ path }) => path)).toEqual(['/system.slice', '/'])
  })

  it.each([
    ['pcp-cgroups-root-001', '/cgroup/cpu', '/cgroup/cpuacct', '/cgroup/memory'],
    ['pcp-cgroups-root-003', '/sys/fs/cgroup/cpu,cpuacct', null, '/sys/fs/cgroup/memory'],
  ])('of v1 in %s are as their source project states them', (name, cpu, cpuacct, memory) => {
    const metrics = metricsOf(name)
    const mounts = [
      `30 20 0:26 / ${cpu} rw - cgroup cgroup rw,cpu${cpuacct === null ? ',cpuacct' : ''}`,
      ...(cpuacct === null ? [] : [`31 20 0:27 / ${cpuacct} rw - cgroup cgroup rw,cpuacct`]),
      `32 20 0:28 / ${memory} rw - cgroup cgroup rw,memory`,
    ]
    const facts = own(name, '4:memory:/\n3:cpuacct:/\n2:cpu:/\n', mounts.join('\n'))
    const groups = new Map(
      [lastOf(facts, 'ownCgroup'), ...lastOf(facts, 'cgroups')].map((group) => [
        unescaped(group.path),
        group,
      ]),
    )
    for (const [path, value] of byInstance(metrics, 'cgroup.cpuacct.usage')) {
      expect(Math.round((groups.get(path)?.cpu?.usageSeconds ?? Number.NaN) * 1e9), path).toBe(value)
    }
    for (const [path, value] of byInstance(metrics, 'cgroup.memory.usage')) {
      expect(groups.get(path)?.memory, path).toMatchObject({ usageBytes: value, limitBytes: null })
    }
    for (const [path, value] of byInstance(metrics, 'cgroup.memory.stat.total.inactive_file')) {
      expect(groups.get(path)?.memory?.inactiveFileBytes, path).toBe(value)
    }
    for (const [path, value] of byInstance(metrics, 'cgroup.cpusched.throttled')) {
      expect(groups.get(path)?.cpu, path).toMatchObject({ throttledPeriods: value, quotaCores: null })
    }
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
    expect(oddNumbers({ a: [1, Number.NaN], openFilesLimit: Number.POSITIVE_INFINITY })).toEqual([Number.NaN])
    expect(oddNumbers({ a: { b: Number.NEGATIVE_INFINITY } })).toEqual([Number.NEGATIVE_INFINITY])
  })
})

function oddNumbers(value: unknown, name = ''): number[] {
  if (typeof value === 'number') {
    return Number.isFinite(value) || (name === 'openFilesLimit' && value === Number.POSITIVE_INFINITY)
      ? []
      : [value]
  }
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, item]) => oddNumbers(item, key))
}

/** The source project states the names of systemd as they were before it escaped them. */
function unescaped(path: string): string {
  return path.replaceAll('\\x2d', '-')
}

function milliseconds(seconds: number | undefined): number {
  return Math.round((seconds ?? Number.NaN) * 1000)
}

function labelsOf(text: string): Record<string, string> {
  return Object.fromEntries(
    [...text.matchAll(/(\w+)="([^"]*)"/g)].map((match) => [match[1] ?? '', match[2] ?? '']),
  )
}
