import type { Fact, Facts, Snapshot } from '../../core/index.ts'
import { parseMeminfo } from '../meminfo.ts'
import { parseMountinfo } from '../mountinfo.ts'
import { readAllCgroups, readCgroupAncestors, readOwnCgroup } from './cgroups.ts'
import { parseChosenWord } from './chosen-word.ts'
import { parseClockOffset } from './clock-offset.ts'
import { readClockSource } from './clock-source.ts'
import { readConntrack } from './conntrack.ts'
import { parseCounters } from './counters.ts'
import { readCpuFrequency } from './cpu-frequency.ts'
import { readDisks } from './disks.ts'
import { readEffectiveCpu, readEffectiveMemory } from './effective.ts'
import { parseFailedUnits } from './failed-units.ts'
import { parseFileHandles } from './file-handles.ts'
import { readFilesystems } from './filesystems.ts'
import { type Found, nothing } from './found.ts'
import { parseFstab } from './fstab.ts'
import { parseFsyncProbe } from './fsync-times.ts'
import { readInterfaces } from './interfaces.ts'
import { inventoryFacts } from './inventory-facts.ts'
import { parseKernelLog } from './kernel-log.ts'
import { parseKernelStat } from './kernel-stat.ts'
import { parseLoadAverage } from './load-average.ts'
import { parseMachineInventory } from './machine-inventory.ts'
import { readMemoryControllers } from './memory-controllers.ts'
import { parseNetworkMounts } from './network-mounts.ts'
import { readNumaNodes } from './numa-nodes.ts'
import { parsePressure } from './pressure.ts'
import { readProcesses } from './processes.ts'
import { parseProtocolCounters } from './protocol-counters.ts'
import { parseRaidArrays } from './raid-arrays.ts'
import { readCommand, readParsed, type SampleView, sampleViews } from './sample-view.ts'
import { parseSchedulerTimes } from './scheduler-times.ts'
import { readSocketUse } from './socket-use.ts'
import { parseSoftnet } from './softnet.ts'
import { readSysctls } from './sysctls.ts'
import { readSystem } from './system.ts'
import { readTcpSockets } from './tcp-sockets.ts'
import { readThermalThrottles } from './thermal-throttles.ts'
import { readTimeSync } from './time-sync.ts'
import { parseUptime } from './uptime.ts'

type Reader<T> = (view: SampleView) => Found<T>

/**
 * Every fact of the machine in `snapshot`, at the end of the window and at its beginning, or the reason why it is missing.
 * A still picture, a single sample and a machine that booted in between have no window, hence no beginning.
 */
export function factsOf(snapshot: Snapshot): Facts {
  const { last, first } = sampleViews(snapshot)
  const windowSeconds = first === null ? null : windowOf(first, last)
  const before = windowSeconds === null ? null : first
  const fact = <T>(read: Reader<T>): Fact<T> => factOf(read, last, before)
  const facts: Facts = {
    windowSeconds,
    system: fact(readSystem),
    inventory: fact(command('inventory', parseMachineInventory)),
    uptimeSeconds: fact(file('/proc/uptime', parseUptime)),
    kernelStat: fact(file('/proc/stat', parseKernelStat)),
    loadAverage: fact(file('/proc/loadavg', parseLoadAverage)),
    effectiveCpu: fact(readEffectiveCpu),
    effectiveMemory: fact(readEffectiveMemory),
    cpuPressure: fact(file('/proc/pressure/cpu', parsePressure)),
    memoryPressure: fact(file('/proc/pressure/memory', parsePressure)),
    ioPressure: fact(file('/proc/pressure/io', parsePressure)),
    schedulerTimes: fact(file('/proc/schedstat', parseSchedulerTimes)),
    ownCgroup: fact(readOwnCgroup),
    cgroupAncestors: fact(readCgroupAncestors),
    cgroups: fact(readAllCgroups),
    meminfo: fact(file('/proc/meminfo', meminfo)),
    vmstat: fact(file('/proc/vmstat', parseCounters)),
    transparentHugePages: fact(file('/sys/kernel/mm/transparent_hugepage/enabled', parseChosenWord)),
    numaNodes: fact(readNumaNodes),
    cpuFrequency: fact(readCpuFrequency),
    thermalThrottles: fact(readThermalThrottles),
    memoryControllers: fact(readMemoryControllers),
    disks: fact(readDisks),
    mounts: fact(file('/proc/self/mountinfo', parseMountinfo)),
    fstab: fact(file('/etc/fstab', parseFstab)),
    filesystems: fact(readFilesystems),
    networkMounts: fact(command('network mounts', parseNetworkMounts)),
    raidArrays: fact(file('/proc/mdstat', parseRaidArrays)),
    fsyncProbe: fact(command('fsync probe', parseFsyncProbe)),
    interfaces: fact(readInterfaces),
    snmp: fact(file('/proc/net/snmp', parseProtocolCounters)),
    netstat: fact(file('/proc/net/netstat', parseProtocolCounters)),
    socketUse: fact(readSocketUse),
    tcpSockets: fact(readTcpSockets),
    softnet: fact(file('/proc/net/softnet_stat', parseSoftnet)),
    conntrack: fact(readConntrack),
    sysctls: fact(readSysctls),
    fileHandles: fact(file('/proc/sys/fs/file-nr', parseFileHandles)),
    processes: fact(readProcesses),
    clockSource: fact(readClockSource),
    kernelLog: fact(command('dmesg', parseKernelLog)),
    failedUnits: fact(command('systemctl --failed', parseFailedUnits)),
    timeSync: fact(readTimeSync),
    clockOffset: fact(command('clock offset', parseClockOffset)),
    nodeRuntime: fact(() => nothing('diagnose process --attach')),
    spaceHistory: fact(() => nothing('diagnose --recording')),
  }
  return { ...facts, ...inventoryFacts(last) }
}

function file<T>(path: string, parse: (text: string) => T | null): Reader<T> {
  return ({ files }) => readParsed(files, path, parse)
}

function command<T>(name: string, parse: (text: string) => T | null): Reader<T> {
  return (view) => readCommand(view, name, parse)
}

function factOf<T>(read: Reader<T>, last: SampleView, first: SampleView | null): Fact<T> {
  const now = read(last)
  if (!now.ok) return { known: false, reason: now.reason, path: now.path }
  const before = first === null ? null : read(first)
  return { known: true, last: now.value, first: before?.ok ? before.value : null, path: now.path }
}

/** A machine that is up for less time than before has booted in between: nothing can be subtracted. */
function windowOf(first: SampleView, last: SampleView): number | null {
  const [from, to] = [first, last].map((view) => readParsed(view.files, '/proc/uptime', parseUptime))
  if (!from?.ok || !to?.ok || to.value <= from.value) return null
  // The kernel states hundredths.
  return Math.round((to.value - from.value) * 100) / 100
}

function meminfo(text: string): Record<string, number> | null {
  const values = parseMeminfo(text)
  return values === null ? null : Object.fromEntries(values)
}
