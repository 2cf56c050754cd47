import { expect, it } from 'vitest'
import { describeWithFixtures } from '../../fixtures.ts'
import { lastOf, literalFacts } from './literal-snapshot.ts'
import { expected, tree } from './recorded-trees.ts'

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

function labelsOf(text: string): Record<string, string> {
  return Object.fromEntries(
    [...text.matchAll(/(\w+)="([^"]*)"/g)].map((match) => [match[1] ?? '', match[2] ?? '']),
  )
}
