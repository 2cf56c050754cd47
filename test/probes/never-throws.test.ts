import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseByteCount } from '../../src/probes/byte-count.ts'
import { cgroupFolders } from '../../src/probes/cgroup-folders.ts'
import { parseCpuList } from '../../src/probes/cpu-list.ts'
import { parseCpuModel } from '../../src/probes/cpu-model.ts'
import { parseCfsQuota, parseCpuMax } from '../../src/probes/cpu-quota.ts'
import { parseDefaultRoutes, parseIpv6DefaultRoutes } from '../../src/probes/default-routes.ts'
import { parseFlatKeyed } from '../../src/probes/flat-keyed.ts'
import { fingerprintMachine, gatherHost } from '../../src/probes/index.ts'
import { parseLinkSpeed } from '../../src/probes/link-speed.ts'
import { parseMeminfo } from '../../src/probes/meminfo.ts'
import { parseMountinfo } from '../../src/probes/mountinfo.ts'
import { parseStatCpus } from '../../src/probes/online-cpus.ts'
import { parseProcessCgroups } from '../../src/probes/process-cgroups.ts'
import { parseAllowedCpus } from '../../src/probes/process-status.ts'
import { literalFiles, literalPlatform, stillClock } from '../worlds.ts'

const numRuns = 10_000
const zeros = '0'.repeat(32)
const machine: Record<string, string> = {
  '/sys/devices/system/cpu/online': '0-3,8-11,16-31:2/4\n',
  '/proc/stat': 'cpu  1 2 3\ncpu0 1 2 3\ncpu1 1 2 3\n',
  '/proc/self/status': 'Name:\tnode\nCpus_allowed_list:\t0-3,8\n',
  '/proc/self/cgroup': '5:cpu,cpuacct:/a/b\n4:memory:/a\n0::/a\n',
  '/proc/self/mountinfo': [
    '30 20 0:26 / /sys/fs/cgroup/cpu rw shared:1 - cgroup cgroup rw,cpu,cpuacct',
    '31 20 0:27 / /sys/fs/cgroup/memory rw - cgroup cgroup rw,memory',
    '32 20 0:28 /.. /sys/fs/cgroup/my\\040own rw - cgroup2  rw,nsdelegate',
    '33 20 0:28 / /sys/fs/cgroup/unified rw - cgroup2 cgroup2 rw',
  ].join('\n'),
  '/sys/fs/cgroup/cpu/a/b/cpu.cfs_quota_us': '50000\n',
  '/sys/fs/cgroup/cpu/a/b/cpu.cfs_period_us': '100000\n',
  '/sys/fs/cgroup/unified/a/cpuset.cpus.effective': '0-2\n',
  '/sys/fs/cgroup/unified/a/cpu.max': '150000 100000\n',
  '/sys/fs/cgroup/memory/a/memory.limit_in_bytes': '9223372036854771712\n',
  '/sys/fs/cgroup/memory/memory.limit_in_bytes': '536870912\n',
  '/sys/fs/cgroup/memory/memory.usage_in_bytes': '5368709\n',
  '/sys/fs/cgroup/memory/memory.stat':
    'cache 5\ntotal_inactive_file 4096\nhierarchical_memory_limit 1073741824\n',
  '/sys/fs/cgroup/memory/a/memory.stat': 'cache 5\nhierarchical_memory_limit 1073741824\n',
  '/proc/meminfo': 'MemTotal:       16022140 kB\nMemAvailable:    8000000 kB\nHugePages_Total:   0\n',
  '/proc/cpuinfo': 'processor\t: 0\nmodel name\t: AMD EPYC\nCPU implementer\t: 0x41\nCPU part\t: 0xd0c\n',
  '/proc/net/route': 'Iface\tDestination\neth0\t00000000\t010200C0\t0003\t0\t0\t100\t00000000\t0\t0\t0\n',
  '/proc/net/ipv6_route': `${zeros} 00 ${zeros} 00 ${zeros} 00000400 00000002 00000000 00000003     eth0\n`,
  '/sys/class/net/eth0/speed': '1000\n',
}
const paths = Object.keys(machine)

/** Bits that kernels write, that overflow, or that look like both. */
const crumb = fc.oneof(
  fc.constantFrom(
    '-1',
    '0',
    'max',
    '18446744073709551615',
    '1e309',
    'NaN',
    '-',
    ':',
    '/',
    '/..',
    ' - ',
    '\n',
    '\0',
    ' ',
    '\t',
  ),
  fc.constantFrom(
    '__proto__',
    'constructor',
    '0-65535',
    '9'.repeat(400),
    '\\040',
    '\\777',
    ' (deleted)',
    '\ud800',
    ',',
  ),
  fc.string({ maxLength: 12 }),
  fc.integer().map(String),
)

/** `text` after up to four cuts, each filled with a crumb or nothing. */
function damaged(text: string): fc.Arbitrary<string> {
  const cut = fc.record({
    at: fc.nat(text.length),
    length: fc.nat(12),
    fill: fc.oneof(crumb, fc.constant('')),
  })
  return fc
    .array(cut, { maxLength: 4 })
    .map((cuts) =>
      cuts.reduce((now, { at, length, fill }) => now.slice(0, at) + fill + now.slice(at + length), text),
    )
}

const anyText = fc.oneof(
  fc.string({ maxLength: 200 }),
  fc.array(crumb, { maxLength: 20 }).map((crumbs) => crumbs.join('')),
  ...Object.values(machine).map(damaged),
)

const parsers: [string, (text: string) => unknown][] = [
  ['byte counts', parseByteCount],
  ['CPU lists', parseCpuList],
  ['allowed CPUs', parseAllowedCpus],
  ['CPUs of /proc/stat', parseStatCpus],
  ['CPU models', parseCpuModel],
  ['v2 quotas', parseCpuMax],
  [
    'v1 quotas',
    (text) => [parseCfsQuota(text, '100000'), parseCfsQuota('50000', text), parseCfsQuota(text, text)],
  ],
  ['flat keyed files', parseFlatKeyed],
  ['meminfo', parseMeminfo],
  ['default routes', parseDefaultRoutes],
  ['IPv6 default routes', parseIpv6DefaultRoutes],
  ['link speeds', parseLinkSpeed],
  ['mounts', parseMountinfo],
  ['own cgroups', parseProcessCgroups],
  ['cgroup folders', (text) => foldersOf(text, machine['/proc/self/mountinfo'] ?? '')],
  ['cgroup folders of odd mounts', (text) => foldersOf(machine['/proc/self/cgroup'] ?? '', text)],
]

describe('no text makes a parser throw, or give NaN or a negative number', () => {
  it.each(parsers)('%s', (_, parse) => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(numbersIn(parse(text)).filter((number) => !(number >= 0))).toEqual([])
      }),
      { numRuns },
    )
  })
})

describe('a machine with damaged files', () => {
  const world = fc
    .record(Object.fromEntries(paths.map((path) => [path, fileOf(machine[path] ?? '')])))
    .map((contents) => ({ files: literalFiles(contents), platform: literalPlatform(), clock: stillClock() }))

  it('gives facts within the machine or reasons, never an exception', () => {
    let limited = 0
    let missing = 0
    fc.assert(
      fc.property(world, (damagedWorld) => {
        const { cpu, memory, network } = gatherHost(damagedWorld, { path: '/' })
        const numbers = numbersIn([cpu, memory, network])
        expect(numbers.filter((number) => !Number.isFinite(number) || number < 0)).toEqual([])
        if (cpu.ok) {
          expect(cpu.value.effectiveCores).toBeGreaterThan(0)
          expect(cpu.value.effectiveCores).toBeLessThanOrEqual(cpu.value.cores)
          limited += cpu.value.effectiveCores < cpu.value.cores ? 1 : 0
        } else missing += 1
        if (memory.ok) {
          expect(memory.value.effectiveBytes).toBeLessThanOrEqual(memory.value.totalBytes)
          expect(memory.value.availableBytes ?? 0).toBeLessThanOrEqual(memory.value.effectiveBytes)
        }
        if (network.ok) expect(network.value.bitsPerSecond).toBeGreaterThan(0)
        expect(fingerprintMachine(damagedWorld).id).toMatch(/^[0-9a-f]{16}$/)
      }),
      { numRuns },
    )
    // Otherwise the damage would have been too small or too great to test anything.
    expect(Math.min(limited, missing)).toBeGreaterThan(numRuns / 100)
  })
})

function fileOf(text: string) {
  return fc.oneof(
    { weight: 6, arbitrary: fc.constant(text) },
    { weight: 3, arbitrary: damaged(text) },
    { weight: 1, arbitrary: fc.constantFrom({ missing: 'denied' as const }, { missing: 'absent' as const }) },
  )
}

function foldersOf(cgroup: string, mountinfo: string): unknown {
  return (['cpu', 'memory'] as const).map((controller) =>
    cgroupFolders(controller, parseProcessCgroups(cgroup) ?? [], parseMountinfo(mountinfo) ?? []),
  )
}

function numbersIn(value: unknown): number[] {
  if (typeof value === 'number') return [value]
  if (value instanceof Map) return [...value.values()].flatMap(numbersIn)
  if (value instanceof Set) return [...value].flatMap(numbersIn)
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(numbersIn) : []
}
