import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parseCpuList } from '../../src/probes/cpu-list.ts'
import { parseCpuModel } from '../../src/probes/cpu-model.ts'
import { fingerprintMachine, gatherHost } from '../../src/probes/index.ts'
import { describeWithFixtures, fixtureJson, fixtureNames, fixtureText, unpackedFixture } from '../fixtures.ts'
import { layeredFiles, literalFiles, literalPlatform, rootedFiles, stillClock } from '../worlds.ts'

interface Expected {
  lscpu?: Record<string, string>
  metrics?: Record<string, string | Record<string, string>>
}

const reasons = ['absent', 'denied', 'unreadable', 'timeout']
// Their /proc/stat is all that tells which CPUs are online: counted by eye.
const countedCpus: Record<string, number> = {
  'node-exporter-e2e': 4,
  'pcp-meminfo-root-001': 8,
  'pcp-meminfo-root-003': 32,
  'pcp-meminfo-root-005': 8,
  'pcp-meminfo-root-007': 8,
  'sysstat-root1': 9,
  'sysstat-root2': 8,
  'sysstat-root6': 10,
}

describeWithFixtures('recorded machines', () => {
  const machines = fixtureNames('machines').filter((name) => name !== 'README.md')

  describe.each(machines)('%s', (name) => {
    let unpacked: { directory: string; remove: () => void }
    beforeAll(() => {
      unpacked = unpackedFixture(`machines/${name}/root.tar.gz`)
    })
    afterAll(() => unpacked.remove())
    const world = () => ({
      files: rootedFiles(unpacked.directory),
      platform: literalPlatform(),
      clock: stillClock(),
    })

    it('gives facts or reasons, and no 0', () => {
      const { cpu, memory, storage, network } = gatherHost(world(), { path: '/' })
      for (const fact of [cpu, memory, storage, network]) {
        if (!fact.ok) expect(reasons).toContain(fact.reason)
        for (const value of Object.values(fact.ok ? fact.value : {})) expect(value).not.toBe(0)
      }
      const { cores, effectiveCores, memoryBytes } = fingerprintMachine(world())
      expect(Math.min(cores, effectiveCores, memoryBytes)).toBeGreaterThan(0)
    })

    const expected = expectedOf(name)
    const online = expected.lscpu?.['On-line CPU(s) list']
    if (online !== undefined)
      it(`has the online CPUs ${online}`, () => {
        const { cpu } = gatherHost(world(), { path: '/' })
        expect(cpu).toMatchObject({ ok: true, value: { cores: parseCpuList(online)?.size } })
      })

    if (name in countedCpus)
      it(`has ${countedCpus[name]} CPUs in /proc/stat`, () => {
        const { cpu } = gatherHost(world(), { path: '/' })
        expect(cpu).toMatchObject({ ok: true, value: { cores: countedCpus[name] } })
      })

    const model = expected.lscpu?.['Model name']
    if (model !== undefined)
      it(`is a ${model}`, () => {
        const named = model === '-' ? `IBM/S390 machine ${expected.lscpu?.['Machine type']}` : model
        expect(fingerprintMachine(world()).cpuModel).toBe(named)
      })

    const totalBytes = statedMemory(expected)
    if (totalBytes !== null)
      it(`has ${totalBytes} bytes of memory`, () => {
        expect(gatherHost(world(), { path: '/' }).memory).toMatchObject({ ok: true, value: { totalBytes } })
      })
  })
})

describeWithFixtures('a process in the groups of a recorded machine', () => {
  it.each([
    [
      'pcp-cgroups-root-001',
      '2:memory:/libvirt/lxc\n3:cpu:/libvirt\n4:cpuset:/libvirt/lxc\n',
      [
        '30 20 0:26 / /cgroup/memory rw - cgroup cgroup rw,memory',
        '31 20 0:27 / /cgroup/cpu rw - cgroup cgroup rw,cpu',
        '32 20 0:28 / /cgroup/cpuset rw - cgroup cgroup rw,cpuset',
      ].join('\n'),
      '/cgroup/cpuset/libvirt/lxc/cpuset.cpus',
      8,
    ],
    [
      'pcp-cgroups-root-003',
      '2:memory:/system.slice\n3:cpu,cpuacct:/system.slice\n4:cpuset:/\n',
      [
        '30 20 0:26 / /sys/fs/cgroup/memory rw - cgroup cgroup rw,memory',
        '31 20 0:27 / /sys/fs/cgroup/cpu,cpuacct rw - cgroup cgroup rw,cpu,cpuacct',
        '32 20 0:28 / /sys/fs/cgroup/cpuset rw - cgroup cgroup rw,cpuset',
      ].join('\n'),
      '/sys/fs/cgroup/cpuset/cpuset.effective_cpus',
      4,
    ],
    [
      'pcp-cgroups-root-004-system',
      '0::/system.slice/crond.service\n',
      '30 20 0:26 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw',
      '/sys/fs/cgroup/cpuset.cpus.effective',
      8,
    ],
  ])('of %s has no quota and no memory limit', (name, cgroup, mountinfo, cpusetPath, cpusetCores) => {
    const { directory, remove } = unpackedFixture(`machines/${name}/root.tar.gz`)
    try {
      const own = literalFiles({
        '/proc/self/cgroup': cgroup,
        '/proc/self/mountinfo': mountinfo,
        '/proc/self/status': 'Cpus_allowed_list:\t0-63\n',
        '/sys/devices/system/cpu/online': '0-15\n',
        '/proc/meminfo': 'MemTotal: 16777216 kB\n',
      })
      const files = layeredFiles(own, rootedFiles(directory))
      const host = gatherHost({ files, platform: literalPlatform(), clock: stillClock() }, { path: '/' })
      expect(host).toMatchObject({
        cpu: { value: { quotaCores: null, cpusetCores, cpusetPath, doubts: [] } },
        memory: { value: { limitBytes: null, doubts: [] } },
      })
    } finally {
      remove()
    }
  })
})

describeWithFixtures('recorded /proc/cpuinfo', () => {
  it.each([
    ['cpuinfo-1cpu-alpha', 'Alpha EV56'],
    ['cpuinfo-1cpu-powermac', '604'],
    ['cpuinfo-1cpu-ppc-pcippc2', '750'],
    ['cpuinfo-2cpu-umax-s900dp', '604e'],
    ['cpuinfo-32cpu-amd-6132', 'AMD Opteron(tm) Processor 6132 HE'],
    ['cpuinfo-4cpu-ia64-linux-2.6.32', 'Dual-Core Intel(R) Itanium(R) Processor 9040'],
  ])('%s is a %s', (file, model) => {
    expect(parseCpuModel(fixtureText(`kernel-files/${file}`))).toBe(model)
  })
})

function expectedOf(name: string): Expected {
  return fixtureNames(`machines/${name}`).includes('expected.json')
    ? (fixtureJson(`machines/${name}/expected.json`) as Expected)
    : {}
}

function statedMemory({ metrics }: Expected): number | null {
  const bytes = metrics?.['node_memory_MemTotal_bytes']
  const kibibytes = metrics?.['mem.physmem']
  if (typeof bytes === 'string') return Number(bytes)
  return typeof kibibytes === 'string' ? Number(kibibytes) * 1024 : null
}
