import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { FactCommand, FactFile } from '../../../src/core/index.ts'
import { cgroupAt } from '../../../src/probes/facts/cgroup-group.ts'
import { parseChosenWord } from '../../../src/probes/facts/chosen-word.ts'
import { parseClockOffset } from '../../../src/probes/facts/clock-offset.ts'
import { containerOf } from '../../../src/probes/facts/container.ts'
import { parseCounters } from '../../../src/probes/facts/counters.ts'
import { parseDiskCounters } from '../../../src/probes/facts/disk-counters.ts'
import { parseDiskFree } from '../../../src/probes/facts/disk-free.ts'
import { parseFailedUnits } from '../../../src/probes/facts/failed-units.ts'
import { parseFileHandles } from '../../../src/probes/facts/file-handles.ts'
import { parseFstab } from '../../../src/probes/facts/fstab.ts'
import { parseFsyncProbe } from '../../../src/probes/facts/fsync-times.ts'
import { factsOf, snapshotFiles } from '../../../src/probes/facts/index.ts'
import { parseInterfaceCounters } from '../../../src/probes/facts/interface-counters.ts'
import { parseInventory } from '../../../src/probes/facts/inventory.ts'
import { parseKernelLog } from '../../../src/probes/facts/kernel-log.ts'
import { parseKernelStat } from '../../../src/probes/facts/kernel-stat.ts'
import { parseLoadAverage } from '../../../src/probes/facts/load-average.ts'
import { parseNetworkMounts } from '../../../src/probes/facts/network-mounts.ts'
import { parseNumastat } from '../../../src/probes/facts/numa-nodes.ts'
import { parsePressure } from '../../../src/probes/facts/pressure.ts'
import {
  parseCgroupPath,
  parseChosenEnvironment,
  parseCommandLine,
  parseOpenFilesLimit,
  parseProcessIo,
  parseRunDelay,
  parseWaitChannel,
} from '../../../src/probes/facts/process-details.ts'
import { parseProcessStat } from '../../../src/probes/facts/process-stat.ts'
import { parseProtocolCounters } from '../../../src/probes/facts/protocol-counters.ts'
import { parseRaidArrays } from '../../../src/probes/facts/raid-arrays.ts'
import { parseSchedulerTimes } from '../../../src/probes/facts/scheduler-times.ts'
import { socketAddress } from '../../../src/probes/facts/socket-address.ts'
import { parseSocketUse } from '../../../src/probes/facts/socket-use.ts'
import { parseSoftnet } from '../../../src/probes/facts/softnet.ts'
import { parsePrettyName } from '../../../src/probes/facts/system.ts'
import { countSockets, parseTcpLines } from '../../../src/probes/facts/tcp-sockets.ts'
import { parseChronyTracking, parseTimedatectl } from '../../../src/probes/facts/time-sync.ts'
import { parseUptime } from '../../../src/probes/facts/uptime.ts'
import { parseMountinfo } from '../../../src/probes/mountinfo.ts'
import { fixturesFolder, fixtureText, unpackedFixture } from '../../fixtures.ts'
import { literalSnapshot } from './literal-snapshot.ts'
import { treeFiles } from './tree-files.ts'

const numRuns = 10_000

/** Texts that every kind of file begins from; those of recorded machines are put before them where they are at hand. */
const seeds: Record<string, string> = {
  '/proc/uptime': '7192.55 29212.05\n',
  '/proc/stat':
    'cpu  94891 2581673 52704 2909475 58343 27927 25855 0 0 0\ncpu0 1 2 3 4\nbtime 1418183276\nprocs_running 2\n',
  '/proc/loadavg': '0.21 0.37 0.39 1/719 19737\n',
  '/proc/schedstat':
    'version 15\ncpu0 498494191 0 3533438552 2553969831 1 2 2045936778163039 343796328169361 47\n',
  '/proc/pressure/io':
    'some avg10=0.18 avg60=0.34 avg300=0.10 total=159886802\nfull avg10=0.18 avg60=0.34 avg300=0.10 total=159229614\n',
  '/proc/meminfo': 'MemTotal: 16022140 kB\nMemAvailable: 8000000 kB\n',
  '/proc/vmstat': 'pgfault 2320168809\npgmajfault 507162\noom_kill 0\n',
  '/proc/diskstats':
    '   8       0 sda 49601 2822 3195498 623970 12180 9784 821088 117109 0 32862 714408 100 100 100 100\n   8  1 sda1 1 2 3 4\n',
  '/proc/mdstat':
    'Personalities : [raid1]\nmd6 : active raid1 sdb2[2](F) sdc[1](S) sda2[0]\n      195310144 blocks [2/1] [U_]\nunused devices: <none>\n',
  '/proc/net/dev': ' face |bytes\n  eth0: 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16\n',
  '/proc/net/snmp': 'Tcp: RtoMin MaxConn InSegs\nTcp: 200 -1 65616042\n',
  '/proc/net/netstat': 'TcpExt: ListenOverflows ListenDrops\nTcpExt: 1 2\n',
  '/proc/net/sockstat': 'sockets: used 229\nTCP: inuse 4 orphan 0 tw 4 alloc 17 mem 1\n',
  '/proc/net/softnet_stat': '00049279 00000000 00000001 00000000\n000dfb82 00000029 0000000a 00000000\n',
  '/proc/net/tcp':
    '  sl  local_address rem_address   st\n   0: 0100007F:1F90 00000000:0000 0A 00000000:00000081 00:00000000 00000000  1000        0 4711 1 0\n   1: 0100000A:C001 0200000A:1538 01 00000000:00000000 02:000A 00000000   0  0 12 2\n',
  '/proc/net/tcp6':
    '  sl  local_address rem_address   st\n   0: 00000000000000000000000000000000:1F90 0000000000000000FFFF00000100007F:1538 01 00000000:00000000 00:00000000 00000000  0 0 7 1\n',
  '/proc/sys/fs/file-nr': '1024\t0\t1631329\n',
  '/proc/sys/net/netfilter/nf_conntrack_count': '123\n',
  '/proc/sys/net/netfilter/nf_conntrack_max': '65536\n',
  '/proc/self/cgroup': '4:cpu,cpuacct:/a/b\n3:memory:/a\n0::/a\n',
  '/proc/self/mountinfo':
    '30 20 0:26 / /sys/fs/cgroup rw shared:1 - cgroup2 cgroup2 rw\n31 20 0:27 / /sys/fs/cgroup/memory rw - cgroup cgroup rw,memory\n20 1 8:1 / / rw - ext4 /dev/sda1 rw\n',
  '/proc/self/status': 'Name:\tnode\nPid:\t42\nVmRSS:\t  10540 kB\nCpus_allowed_list:\t0-3\n',
  '/proc/42/stat':
    '42 (node) S 7 1 1 0 -1 4194560 9061 9416027 94 2620 36 98 54406 13885 20 0 5 0 2900 109604864 2507 18446744073709551615 1 1 0 0 0 0 671173123 4096 1260 0 0 0 17 0 0 0 19 0 0\n',
  '/proc/42/schedstat': '1000 2500000000 7\n',
  '/proc/42/io': 'rchar: 1\nread_bytes: 5\nwrite_bytes: 6\n',
  '/proc/42/limits': 'Max open files            1024                 unlimited            files     \n',
  '/proc/42/cgroup': '0::/system.slice/docker-0123456789ab.scope\n',
  '/proc/42/cmdline': 'node\0--password\0hunter2\0app.js\0',
  '/proc/42/wchan': 'ep_poll',
  '/proc/42/environ': 'NODE_OPTIONS=--max-old-space-size=4096\0UV_THREADPOOL_SIZE=8\0',
  '/sys/fs/cgroup/a/cpu.max': '150000 100000\n',
  '/sys/fs/cgroup/a/cpu.stat':
    'usage_usec 2500000\nnr_periods 100\nnr_throttled 25\nthrottled_usec 1500000\n',
  '/sys/fs/cgroup/a/pids.current': '12\n',
  '/sys/fs/cgroup/memory/a/memory.limit_in_bytes': '9223372036854771712\n',
  '/sys/fs/cgroup/memory/a/memory.usage_in_bytes': '5368709\n',
  '/sys/fs/cgroup/memory/a/memory.stat': 'cache 5\ntotal_inactive_file 4096\n',
  '/sys/kernel/mm/transparent_hugepage/enabled': 'always [madvise] never\n',
  '/sys/devices/system/node/node0/numastat': 'numa_hit 10\nnuma_miss 20\nnuma_foreign 30\n',
  '/sys/devices/system/cpu/online': '0-3\n',
  '/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor': 'powersave\n',
  '/sys/devices/system/cpu/cpu0/thermal_throttle/core_throttle_count': '5\n',
  '/sys/devices/system/edac/mc/mc0/ce_count': '3\n',
  '/sys/devices/system/edac/mc/mc0/ue_count': '0\n',
  '/sys/class/net/eth0/operstate': 'up\n',
  '/sys/class/net/eth0/speed': '1000\n',
  '/sys/block/sda/queue/scheduler': 'none [mq-deadline] bfq\n',
  '/etc/fstab': '# comment\nUUID=ab-12  /  ext4\terrors=remount-ro 0 1\n',
  '/etc/os-release': 'PRETTY_NAME="Debian GNU/Linux 12"\n',
}
const outputs: Record<string, string> = {
  'df -P':
    'Filesystem 1024-blocks Used Available Capacity Mounted on\n/dev/sda1 41152736 18200540 20830012 47% /\n//box/my share 10 4 6 40% /mnt/a  b\n',
  'df -Pi':
    'Filesystem Inodes IUsed IFree IUse% Mounted on\n/dev/sda1 100 60 40 60% /\n/dev/sdb1 0 0 0 - /b\n',
  'network mounts': 'answered nfs4 /home\nhung cifs /my\\040share\n',
  dmesg: '<6>[   12.345678] text\n[   13.000000][    T1] more\nno time\n',
  'systemctl --failed': '● nginx.service loaded failed failed A web server\n',
  'timedatectl show': 'NTP=yes\nNTPSynchronized=no\n',
  'chronyc -c tracking':
    'A9FEA97B,box,4,1732452000.1,0.000006523,0.1,0.2,-3.1,0.001,0.02,0.0004,0.0001,64.2,Normal\n',
  'clock offset': '0.25 0.003\n',
  'fsync probe': '{"directory":"/data","samples":100,"p50Seconds":0.001,"p99Seconds":0.01,"maxSeconds":0.02}',
  inventory:
    '{"os":{"hostname":"desk"},"cpu":{"brand":"M2","cores":8},"mem":{"total":16e9,"available":4e9},"loadavg":[1,2,3],"fs":[{"fs":"a","size":9,"used":4,"available":5,"mount":"/"}]}',
}

const recorded: Record<string, string[]> = recordedTexts()

/** Bits that kernels write, that overflow, or that look like both. */
const crumbs = [
  '',
  '',
  '-1',
  '0',
  'max',
  '18446744073709551615',
  '1e309',
  '1e999',
  'NaN',
  'Infinity',
  '-',
  ':',
  '/',
  '/..',
  ' - ',
  '\n',
  '\0',
  ' ',
  '\t',
  '__proto__',
  'constructor',
  'toString',
  '9'.repeat(400),
  '\\040',
  '\\777',
  ' (deleted)',
  '\ud800',
  '\ufffd',
  ',',
  '(',
  ')',
  '[',
  ']',
  '[9/9]',
  '{',
  '}',
  '"',
  'null',
  '%',
  '%s',
  '-0',
  '0x1F',
  '.5',
  '1.',
  'cpu',
  'some ',
  'FFFFFFFF',
  ' 0 0 0 0 0 0 0',
]

// One list of numbers makes a whole damage: far faster than a tree of arbitraries.
const plan = fc.array(fc.nat(2 ** 31 - 1), { minLength: 2, maxLength: 14 })

/** A part of one of `texts` after up to four cuts, each filled with a crumb. */
function damaged(texts: readonly string[], [which = 0, from = 0, ...cuts]: readonly number[]): string {
  const whole = texts[which % texts.length] ?? ''
  // Most files speak in their first lines; of a long one, any part.
  const start = from % 3 === 0 ? from % Math.max(whole.length - 1000, 1) : 0
  let text = whole.slice(start, start + 1500)
  for (let at = 0; at + 2 < cuts.length; at += 3) {
    const [place = 0, length = 0, crumb = 0] = cuts.slice(at, at + 3)
    const cut = place % (text.length + 1)
    text = text.slice(0, cut) + (crumbs[crumb % crumbs.length] ?? '') + text.slice(cut + (length % 12))
  }
  return text
}

const noTexts = {
  text: () => ({ ok: false, reason: 'absent' }) as const,
  entries: () => ({ ok: false, reason: 'absent' }) as const,
}

const parsers: [string, (text: string) => unknown][] = [
  ['/proc/uptime', parseUptime],
  ['/proc/stat', parseKernelStat],
  ['/proc/loadavg', parseLoadAverage],
  ['/proc/schedstat', parseSchedulerTimes],
  ['/proc/pressure/io', parsePressure],
  ['/proc/vmstat', parseCounters],
  ['/proc/diskstats', parseDiskCounters],
  ['/proc/mdstat', parseRaidArrays],
  ['/proc/net/dev', parseInterfaceCounters],
  ['/proc/net/snmp', parseProtocolCounters],
  ['/proc/net/netstat', parseProtocolCounters],
  ['/proc/net/sockstat', parseSocketUse],
  ['/proc/net/softnet_stat', parseSoftnet],
  ['/proc/net/tcp', (text) => countSockets(parseTcpLines(text) ?? [])],
  ['/proc/net/tcp6', (text) => [countSockets(parseTcpLines(text) ?? []), socketAddress(text.slice(0, 40))]],
  ['/proc/sys/fs/file-nr', parseFileHandles],
  ['/proc/self/mountinfo', parseMountinfo],
  [
    '/proc/self/cgroup',
    (text) => containerOf({ ...noTexts, text: () => ({ ok: true, value: text, atMs: 0 }) }),
  ],
  ['/proc/42/stat', parseProcessStat],
  ['/proc/42/schedstat', parseRunDelay],
  ['/proc/42/io', parseProcessIo],
  ['/proc/42/limits', (text) => ({ openFilesLimit: parseOpenFilesLimit(text) })],
  ['/proc/42/cgroup', parseCgroupPath],
  ['/proc/42/cmdline', parseCommandLine],
  ['/proc/42/wchan', parseWaitChannel],
  ['/proc/42/environ', parseChosenEnvironment],
  ['/sys/fs/cgroup/a/cpu.max', groupOf],
  ['/sys/fs/cgroup/a/cpu.stat', groupOf],
  ['/sys/fs/cgroup/a/pids.current', groupOf],
  ['/sys/fs/cgroup/memory/a/memory.limit_in_bytes', groupOf],
  ['/sys/fs/cgroup/memory/a/memory.stat', groupOf],
  ['/sys/kernel/mm/transparent_hugepage/enabled', parseChosenWord],
  ['/sys/devices/system/node/node0/numastat', parseNumastat],
  ['/etc/fstab', parseFstab],
  ['/etc/os-release', parsePrettyName],
  ['df -P', parseDiskFree],
  ['df -Pi', parseDiskFree],
  ['network mounts', parseNetworkMounts],
  ['dmesg', parseKernelLog],
  ['systemctl --failed', parseFailedUnits],
  ['timedatectl show', parseTimedatectl],
  ['chronyc -c tracking', parseChronyTracking],
  ['clock offset', parseClockOffset],
  ['fsync probe', parseFsyncProbe],
  ['inventory', (text) => parseInventory(text, 0)],
]

describe('no text makes a parser throw, or give a number that cannot be counted with', () => {
  it.each(parsers)('%s', (name, parse) => {
    const texts = [...(recorded[name] ?? []), seeds[name] ?? outputs[name] ?? '']
    fc.assert(
      fc.property(plan, (numbers) => {
        const odd = oddNumber(parse(damaged(texts, numbers)))
        if (odd !== null) throw new Error(`The number ${odd} came out.`)
      }),
      { numRuns },
    )
  })
})

describe('a snapshot with damaged files', () => {
  const paths = [...Object.keys(seeds), ...Object.keys(outputs)]

  it('gives facts or reasons, never an exception', () => {
    let known = 0
    let missing = 0
    const marks = ['absent', 'denied', 'unreadable', 'timeout'] as const
    const run = fc.record({ plan, touched: fc.array(fc.nat(2 ** 31 - 1), { minLength: 1, maxLength: 12 }) })
    fc.assert(
      fc.property(run, ({ plan, touched }) => {
        const files: Record<string, FactFile> = { ...seeds, '/proc/42/fd': { entries: 20 } }
        const commands: Record<string, FactCommand> = { ...outputs }
        const first: Record<string, FactFile> = { ...seeds, '/proc/uptime': '7000.00 1\n' }
        for (const [index, number] of touched.entries()) {
          const path = paths[number % paths.length] ?? ''
          const text = damaged(
            [seeds[path] ?? outputs[path] ?? ''],
            [0, 0, ...plan.slice(2), number, index, number >> 3],
          )
          const value = number % 5 === 0 ? { missing: marks[number % 4] ?? 'absent' } : text
          if (path in outputs) commands[path] = value
          else if (number % 3 === 0) first[path] = value
          else files[path] = value
        }
        const { windowSeconds, ...each } = factsOf(literalSnapshot(files, { commands, first }))
        expect(oddNumber(windowSeconds)).toBeNull()
        for (const fact of Object.values(each)) {
          if (fact.known) known += 1
          else missing += 1
          if (oddNumber(fact) !== null) throw new Error(`${fact.path} gave ${oddNumber(fact)}.`)
        }
      }),
      { numRuns: numRuns / 10 },
    )
    // Otherwise the damage would have been too small or too great to test anything.
    expect(Math.min(known, missing)).toBeGreaterThan(numRuns / 10)
  })

  it('with any path is read as files', () => {
    const path = fc.oneof(
      fc.string({ maxLength: 20 }),
      fc.constantFrom('/', '//', '/a//b', '__proto__', '/proc/', 'a/b', ''),
    )
    fc.assert(
      fc.property(fc.array(path, { maxLength: 6 }), path, (keys, asked) => {
        const files = snapshotFiles({ atMs: 0, files: Object.fromEntries(keys.map((key) => [key, 'x'])) })
        for (const look of [files.text(asked), files.entries(asked), files.link(asked), files.count(asked)])
          expect(typeof look.ok).toBe('boolean')
      }),
      { numRuns },
    )
  })
})

/** A group all of whose files hold `text`, by v1 and by v2. */
function groupOf(text: string): unknown {
  const files = { text: () => ({ ok: true, value: text, atMs: 0 }) as const }
  const legacy = { cpu: '/c', cpuacct: '/c', memory: '/m', pids: '/p' }
  return [legacy, { unified: '/u' }].map((folders) => cgroupAt(files, { path: '/a', folders }))
}

/** The first number that is not finite, but for a limit of open files that is none; else null. */
function oddNumber(value: unknown, name = ''): number | null {
  if (typeof value === 'number') {
    return Number.isFinite(value) || (name === 'openFilesLimit' && value === Number.POSITIVE_INFINITY)
      ? null
      : value
  }
  if (typeof value !== 'object' || value === null) return null
  const items = value instanceof Map ? [...value.entries()] : Object.entries(value)
  for (const [key, item] of items) {
    const odd = oddNumber(item, String(key))
    if (odd !== null) return odd
  }
  return null
}

function recordedTexts(): Record<string, string[]> {
  if (fixturesFolder() === null) return {}
  const texts: Record<string, string[]> = {}
  for (const machine of [
    'node-exporter-e2e',
    'pcp-procpid-5.5.7-root-007',
    'sysstat-root6',
    'pcp-blkdev-root-003',
  ]) {
    const { directory, remove } = unpackedFixture(`machines/${machine}/root.tar.gz`)
    for (const [path, file] of Object.entries(treeFiles(directory))) {
      const name = path.replace(/^\/proc\/\d+\//, '/proc/42/').replace(/\/node\d\//, '/node0/')
      if (typeof file === 'string' && name in seeds && file !== '')
        texts[name] = [...(texts[name] ?? []), file]
    }
    remove()
  }
  const snmp = ['procnet-snmp-3.19.0', 'procnet-snmp-5.14.7', 'proc_net_snmp']
  const mounts = ['mountinfo-fedoraMountinfo.txt', 'mountinfo-ubuntuMountinfo.txt']
  return {
    ...texts,
    '/proc/net/snmp': snmp.map((file) => fixtureText(`kernel-files/${file}`)),
    '/proc/self/mountinfo': mounts.map((file) => fixtureText(`services/${file}`)),
  }
}
