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
import { damaged, plan } from './damaged-text.ts'
import { literalSnapshot } from './literal-snapshot.ts'
import { oddNumber } from './odd-number.ts'
import { outputs, recordedTexts, seeds } from './seeds.ts'

const numRuns = 10_000
const recorded = recordedTexts()

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
    (text) => containerOf({ ...noTexts, text: () => ({ ok: true, value: text, atMs: 0 }) }, false),
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
