import type { Files } from '../../../src/core/index.ts'
import { kernelFiles, type MachineFiles } from '../../../src/monitor/sources/machine/index.ts'
import { type LiteralFile, literalFiles } from '../../worlds.ts'

/** A machine of 4 CPUs, 16 GiB, a disk and a network card, as its kernel tells of it. */
export const machineTexts: Readonly<Record<string, string>> = {
  '/proc/stat': `cpu  10000 100 5000 80000 2000 0 400 500 0 0
cpu0 2500 25 1250 20000 500 0 100 125 0 0
intr 123456 0 0
ctxt 987654
btime 1700000000
processes 4242
procs_running 2
procs_blocked 0
`,
  '/proc/loadavg': '1.50 1.20 0.90 2/345 6789\n',
  '/proc/meminfo': `MemTotal:       16777216 kB
MemFree:         2097152 kB
MemAvailable:    4194304 kB
SwapTotal:       1048576 kB
SwapFree:         786432 kB
`,
  '/proc/diskstats': `   8       0 sda 1000 0 8000 500 2000 0 16000 900 0 1200 1400 0 0 0 0
   8       1 sda1 1000 0 8000 500 2000 0 16000 900 0 1200 1400 0 0 0 0
   7       0 loop0 10 0 80 5 0 0 0 0 0 5 5 0 0 0 0
  11       0 sr0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0
 253       0 dm-0 1000 0 8000 500 2000 0 16000 900 0 1200 1400 0 0 0 0
`,
  '/proc/net/dev': `Inter-|   Receive                                                |  Transmit
 face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo colls carrier compressed
    lo: 5000000   5000    0    0    0     0          0         0  5000000    5000    0    0    0     0       0          0
  eth0: 1000000   1000    3    0    0     0          0         0   500000     800    1    0    0     0       0          0
docker0: 7000     70    0    0    0     0          0         0     9000      90    0    0    0     0       0          0
`,
  '/proc/net/snmp': `Ip: Forwarding DefaultTTL
Ip: 1 64
Tcp: RtoAlgorithm RtoMin ActiveOpens RetransSegs
Tcp: 1 200 10 40
`,
  '/proc/pressure/cpu': `some avg10=1.00 avg60=1.00 avg300=1.00 total=1000000
full avg10=0.00 avg60=0.00 avg300=0.00 total=0
`,
  '/proc/pressure/memory': `some avg10=0.00 avg60=0.00 avg300=0.00 total=2000000
full avg10=0.00 avg60=0.00 avg300=0.00 total=1500000
`,
  '/proc/pressure/io': `some avg10=0.00 avg60=0.00 avg300=0.00 total=3000000
full avg10=0.00 avg60=0.00 avg300=0.00 total=2500000
`,
  '/proc/self/cgroup': '0::/\n',
  '/proc/self/mountinfo': `22 1 8:1 / / rw,relatime - ext4 /dev/sda1 rw
30 22 0:26 / /sys/fs/cgroup rw,nosuid - cgroup2 cgroup2 rw
31 22 0:40 / /run rw - tmpfs tmpfs rw
32 22 0:50 / /mnt/share rw - nfs4 box:/share rw
33 22 8:1 /etc/hosts /etc/hosts rw - ext4 /dev/sda1 rw
`,
  '/proc/self/status': 'Name:\tnode\nCpus_allowed_list:\t0-3\n',
  '/sys/devices/system/cpu/online': '0-3\n',
  '/sys/class/net/eth0/device/uevent': 'DRIVER=virtio_net\n',
}

/** The same machine with some files as given, and some parts of texts replaced. */
export function machineFiles(
  changes: Readonly<Record<string, LiteralFile>> = {},
  replaced: readonly (readonly [path: string, from: string, to: string])[] = [],
): MachineFiles {
  return kernelFiles(machineWith(changes, replaced))
}

/** The same as files of a world. */
export function machineWith(
  changes: Readonly<Record<string, LiteralFile>> = {},
  replaced: readonly (readonly [path: string, from: string, to: string])[] = [],
): Files {
  const files: Record<string, LiteralFile> = { ...machineTexts, ...changes }
  for (const [path, from, to] of replaced) {
    const text = files[path]
    if (typeof text !== 'string' || !text.includes(from)) throw new Error(`${path} has no ${from}`)
    files[path] = text.replace(from, to)
  }
  return literalFiles(files)
}
