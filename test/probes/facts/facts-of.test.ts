import { describe, expect, it } from 'vitest'
import type { Snapshot } from '../../../src/core/index.ts'
import { factsOf } from '../../../src/probes/facts/index.ts'
import { lastOf, literalFacts, literalSnapshot, windowFacts } from './literal-snapshot.ts'

const load = (one: string) => `${one} 0.50 0.25 2/100 4711\n`

describe('the window', () => {
  it.each([
    ['goes by the uptime of both samples', '1000.00 1', '1003.25 1', 3.25],
    ['is stated in hundredths, as the kernel does', '7192.55 1', '7223.72 1', 31.17],
    ['is none in a still picture', '1000.00 1', '1000.00 1', null],
    ['is none where the machine booted in between', '1000.00 1', '12.00 1', null],
    ['is none where an uptime is damaged', '1000.00 1', 'soon', null],
  ])('%s', (_, before, after, windowSeconds) => {
    const files = (uptime: string, one: string) => ({ '/proc/uptime': uptime, '/proc/loadavg': load(one) })
    const facts = factsOf(literalSnapshot(files(after, '2.00'), { first: files(before, '1.00') }))
    expect(facts.windowSeconds).toBe(windowSeconds)
    expect(facts.loadAverage).toMatchObject({
      known: true,
      last: { one: 2 },
      first: windowSeconds === null ? null : { one: 1 },
    })
  })

  it('is none for one sample or for none', () => {
    expect(literalFacts({ '/proc/uptime': '5.00 1\n' })).toMatchObject({
      windowSeconds: null,
      uptimeSeconds: { known: true, last: 5, first: null, path: '/proc/uptime' },
    })
    const empty: Snapshot = { schema: 'lewis-perf/facts/1', host: 'box', samples: [] }
    expect(factsOf(empty).windowSeconds).toBeNull()
  })

  it('reaches from the first of several samples to the last', () => {
    const at = (uptime: string) => ({ atMs: 0, files: { '/proc/uptime': uptime }, commands: {} })
    const samples = [at('10.00 1'), at('20.00 1'), at('40.00 1')]
    expect(factsOf({ schema: 'lewis-perf/facts/1', host: 'box', samples }).windowSeconds).toBe(30)
  })
})

describe('a fact', () => {
  it('has no beginning where the first sample lacks its file or has it damaged', () => {
    const last = { '/proc/loadavg': load('2.00') }
    expect(windowFacts({}, last).loadAverage).toMatchObject({ known: true, first: null })
    expect(windowFacts({ '/proc/loadavg': 'broken' }, last).loadAverage).toMatchObject({ first: null })
  })

  it('is missing where only the first sample has it', () => {
    expect(windowFacts({ '/proc/loadavg': load('2.00') }, {}).loadAverage).toEqual({
      known: false,
      reason: 'absent',
      path: '/proc/loadavg',
    })
  })

  it.each(['absent', 'denied', 'unreadable', 'timeout'] as const)('keeps the reason %s', (reason) => {
    const facts = literalFacts({ '/proc/stat': { missing: reason } }, { dmesg: { missing: reason } })
    expect(facts.kernelStat).toEqual({ known: false, reason, path: '/proc/stat' })
    expect(facts.kernelLog).toEqual({ known: false, reason, path: 'dmesg' })
  })

  it('is unreadable where its text is damaged', () => {
    expect(literalFacts({ '/proc/stat': 'no\n' }).kernelStat).toMatchObject({ reason: 'unreadable' })
  })

  it('is absent, by its file or command, where nothing was collected', () => {
    const { windowSeconds, ...facts } = literalFacts({})
    expect(windowSeconds).toBeNull()
    const paths = Object.entries(facts).map(([name, fact]) => {
      expect(fact, name).toMatchObject({ known: false, reason: 'absent' })
      return [name, fact.path]
    })
    expect(Object.fromEntries(paths)).toEqual({
      system: '/proc/sys/kernel/hostname',
      inventory: 'inventory',
      uptimeSeconds: '/proc/uptime',
      kernelStat: '/proc/stat',
      loadAverage: '/proc/loadavg',
      effectiveCpu: '/sys/devices/system/cpu/online',
      effectiveMemory: '/proc/meminfo',
      cpuPressure: '/proc/pressure/cpu',
      memoryPressure: '/proc/pressure/memory',
      ioPressure: '/proc/pressure/io',
      schedulerTimes: '/proc/schedstat',
      ownCgroup: '/proc/self/cgroup',
      cgroupAncestors: '/proc/self/cgroup',
      cgroups: '/proc/self/mountinfo',
      meminfo: '/proc/meminfo',
      vmstat: '/proc/vmstat',
      transparentHugePages: '/sys/kernel/mm/transparent_hugepage/enabled',
      numaNodes: '/sys/devices/system/node',
      cpuFrequency: '/sys/devices/system/cpu',
      thermalThrottles: '/sys/devices/system/cpu',
      memoryControllers: '/sys/devices/system/edac/mc',
      disks: '/proc/diskstats',
      mounts: '/proc/self/mountinfo',
      fstab: '/etc/fstab',
      filesystems: 'df -P',
      networkMounts: 'network mounts',
      raidArrays: '/proc/mdstat',
      fsyncProbe: 'fsync probe',
      interfaces: '/proc/net/dev',
      snmp: '/proc/net/snmp',
      netstat: '/proc/net/netstat',
      socketUse: '/proc/net/sockstat',
      tcpSockets: '/proc/net/tcp',
      softnet: '/proc/net/softnet_stat',
      conntrack: '/proc/sys/net/netfilter/nf_conntrack_count',
      sysctls: '/proc/sys',
      fileHandles: '/proc/sys/fs/file-nr',
      processes: '/proc/[0-9]*/stat',
      clockSource: '/sys/devices/system/clocksource/clocksource0/current_clocksource',
      kernelLog: 'dmesg',
      failedUnits: 'systemctl --failed',
      timeSync: 'timedatectl show',
      clockOffset: 'clock offset',
      nodeRuntime: 'diagnose process --attach',
      spaceHistory: 'diagnose --recording',
    })
  })
})

describe('what the container-true readers say of a sample', () => {
  const limits = {
    '/sys/devices/system/cpu/online': '0-7\n',
    '/proc/self/status': 'Cpus_allowed_list:\t0-7\n',
    '/proc/self/cgroup': '0::/web\n',
    '/proc/self/mountinfo': '30 20 0:26 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw\n',
    '/sys/fs/cgroup/web/cpu.max': '150000 100000\n',
    '/sys/fs/cgroup/web/memory.max': '1073741824\n',
    '/sys/fs/cgroup/web/memory.current': '536870912\n',
    '/sys/fs/cgroup/web/memory.stat': 'inactive_file 0\n',
    '/proc/meminfo': 'MemTotal: 4194304 kB\nMemAvailable: 4194304 kB\n',
  }

  it('is what they say of a machine', () => {
    const facts = literalFacts(limits)
    expect(lastOf(facts, 'effectiveCpu')).toMatchObject({
      cores: 8,
      quotaCores: 1.5,
      effectiveCores: 1.5,
      doubts: [],
    })
    expect(lastOf(facts, 'effectiveMemory')).toMatchObject({
      effectiveBytes: 2 ** 30,
      availableBytes: 2 ** 29,
      doubts: [],
    })
  })

  it('has no beginning where the first sample has no limits to look at', () => {
    const counters = {
      '/proc/meminfo': limits['/proc/meminfo'],
      '/proc/stat': 'cpu0 1 1 1 1\n',
      '/proc/self/cgroup': limits['/proc/self/cgroup'],
      '/proc/self/mountinfo': limits['/proc/self/mountinfo'],
    }
    const facts = windowFacts(counters, limits)
    expect(facts.effectiveCpu).toMatchObject({ known: true, first: null })
    expect(facts.effectiveMemory).toMatchObject({ known: true, first: null })
    expect(windowFacts(limits, limits).effectiveCpu).toMatchObject({ first: { effectiveCores: 1.5 } })
  })

  it('keeps its reason', () => {
    expect(literalFacts({ '/proc/meminfo': { missing: 'denied' } }).effectiveMemory).toEqual({
      known: false,
      reason: 'denied',
      path: '/proc/meminfo',
    })
  })
})
