import { baseMachine, type FilesAt, type MachinePlan, type ProcessPlan } from './base-machine.ts'
import { type GroupPlan, legacyGroup, legacyMounts, unifiedGroup, unifiedMounts } from './cgroups.ts'

const gib = 2 ** 20

const init: ProcessPlan = { pid: 1, parent: 0, name: 'init', command: '/sbin/init', residentKib: 8000 }
const calm: Omit<MachinePlan, 'hostname' | 'kernel' | 'distribution'> = {
  cpuinfo: (cpu) => `processor\t: ${cpu}\nmodel name\t: Synthetic x86-64 CPU\n`,
  cores: 4,
  memoryKib: 8 * gib,
  availableShare: 0.6,
  cpu: { user: 0.03, system: 0.02 },
  load: [0.1, 0.1, 0.1],
  runnable: 1,
  pressure: { cpu: 0, memory: 0, io: 0 },
  processes: [init],
}
const roomy: GroupPlan = {
  quotaCores: null,
  throttledShare: 0,
  throttledSecondsPerSecond: 0,
  usageCores: 0.1,
  limitBytes: null,
  usageBytes: 2 ** 30,
  inactiveFileBytes: 2 ** 28,
}
const throttled: GroupPlan = {
  ...roomy,
  quotaCores: 0.5,
  throttledShare: 0.8,
  throttledSecondsPerSecond: 0.7,
  usageCores: 0.5,
  limitBytes: 2 ** 30,
  usageBytes: 2 ** 29,
}

/** Machines that this kernel cannot be, by name. Every tree says in its file SYNTHETIC that it was made. */
export const syntheticMachines: Readonly<Record<string, FilesAt>> = {
  'cgroup v2 container, throttled': container(throttled, { pressure: 0.55, runDelay: 0.6, state: 'R' }),
  'cgroup v2 container, with enough CPU': container(
    { ...throttled, quotaCores: 2, throttledShare: 0, throttledSecondsPerSecond: 0 },
    { pressure: 0.01, runDelay: 0.005, state: 'S' },
  ),
  'Alpine with BusyBox': baseMachine({
    ...calm,
    hostname: 'alpine',
    kernel: '6.6.31-0-virt',
    distribution: 'Alpine Linux v3.20',
    cores: 1,
    memoryKib: gib / 2,
    processes: [init, { pid: 5, parent: 1, name: 'crond', command: '/usr/sbin/crond -c /etc/crontabs -f' }],
  }),
  'ARM board': baseMachine({
    ...calm,
    hostname: 'board',
    kernel: '6.6.20-v8+',
    distribution: 'Debian GNU/Linux 12 (bookworm)',
    cpuinfo: (cpu) => `processor\t: ${cpu}\nCPU implementer\t: 0x41\nCPU part\t: 0xd0b\n`,
    pageKib: 16,
    availableShare: 0.02,
    pressure: { cpu: 0, memory: 0.4, io: 0.02 },
    processes: [
      init,
      { pid: 400, parent: 1, name: 'chromium', command: '/usr/bin/chromium --kiosk', residentKib: 6 * gib },
    ],
  }),
  '256 cores on NUMA': numaHost(),
  'RHEL 9 without PSI, CPU saturated': baseMachine({
    ...calm,
    hostname: 'rhel9',
    kernel: '5.14.0-427.el9.x86_64',
    distribution: 'Red Hat Enterprise Linux 9.4 (Plow)',
    cpu: { user: 0.95, system: 0.05 },
    load: [12, 12, 12],
    runnable: 13,
    pressure: null,
    processes: [
      init,
      ...Array.from({ length: 12 }, (_, index) => ({
        pid: 900 + index,
        parent: 1,
        name: 'indexer',
        command: '/opt/indexer --all',
        state: 'R',
        cores: 0.33,
        runDelay: 0.66,
      })),
    ],
  }),
  'RHEL 8, cgroup v1, a throttled service': legacyHost(),
}

function container(group: GroupPlan, waits: { pressure: number; runDelay: number; state: string }): FilesAt {
  const machine = baseMachine({
    ...calm,
    hostname: 'lewis-app-7d9f',
    kernel: '6.1.0-18-amd64',
    distribution: 'Debian GNU/Linux 12 (bookworm)',
    cores: 16,
    memoryKib: 64 * gib,
    pressure: { cpu: 0.02, memory: 0, io: 0 },
    processes: [
      { ...init, name: 'gunicorn', command: 'gunicorn lewis.app', cgroup: '0::/\n' },
      ...[7, 8, 9, 10].map((pid) => ({
        pid,
        parent: 1,
        name: 'gunicorn',
        command: 'gunicorn lewis.app',
        cores: 0.125,
        runDelay: waits.runDelay,
        state: waits.state,
        cgroup: '0::/\n',
      })),
    ],
  })
  return (seconds) => ({
    ...machine(seconds),
    ...unifiedMounts,
    '/.dockerenv': '',
    '/proc/self/cgroup': '0::/\n',
    '/proc/1/cgroup': '0::/\n',
    ...unifiedGroup('/sys/fs/cgroup', group, 5400 + seconds),
    '/sys/fs/cgroup/cpu.pressure': pressureText(waits.pressure),
    '/sys/fs/cgroup/memory.pressure': pressureText(0),
    '/sys/fs/cgroup/io.pressure': pressureText(0),
  })
}

function pressureText(share: number): string {
  const percent = (share * 100).toFixed(2)
  return `some avg10=${percent} avg60=${percent} avg300=${percent} total=100\nfull avg10=0.00 avg60=0.00 avg300=0.00 total=0\n`
}

function numaHost(): FilesAt {
  const machine = baseMachine({
    ...calm,
    hostname: 'big',
    kernel: '6.8.0-31-generic',
    distribution: 'Ubuntu 24.04 LTS',
    cores: 256,
    memoryKib: 2048 * gib,
    load: [20, 20, 20],
    runnable: 21,
    cpu: { user: 0.07, system: 0.01 },
  })
  return (seconds) => {
    const up = 5400 + seconds
    const nodes = Array.from({ length: 8 }, (_, node) => [
      `/sys/devices/system/node/node${node}/numastat`,
      `numa_hit ${Math.round(up * 10_000)}\nnuma_miss ${node === 0 ? Math.round(up * 8000) : 0}\nnuma_foreign 0\ninterleave_hit 0\nlocal_node 0\nother_node 0\n`,
    ])
    return {
      ...machine(seconds),
      ...unifiedMounts,
      '/proc/self/cgroup': '0::/\n',
      ...Object.fromEntries(nodes),
    }
  }
}

function legacyHost(): FilesAt {
  const machine = baseMachine({
    ...calm,
    hostname: 'rhel8',
    kernel: '4.18.0-553.el8.x86_64',
    distribution: 'Red Hat Enterprise Linux 8.10 (Ootpa)',
    pressure: null,
    processes: [
      init,
      {
        pid: 700,
        parent: 1,
        name: 'java',
        command: '/usr/bin/java -jar scanner.jar',
        cores: 0.5,
        runDelay: 0.1,
        cgroup: '3:cpu,cpuacct:/system.slice/scanner.service\n2:memory:/system.slice/scanner.service\n',
      },
    ],
  })
  return (seconds) => {
    const up = 5400 + seconds
    return {
      ...machine(seconds),
      ...legacyMounts,
      '/proc/self/cgroup': '3:cpu,cpuacct:/\n2:memory:/\n',
      '/proc/1/cgroup': '3:cpu,cpuacct:/\n2:memory:/\n',
      ...legacyGroup('', roomy, up),
      ...legacyGroup('/system.slice', roomy, up),
      ...legacyGroup('/system.slice/scanner.service', throttled, up),
    }
  }
}
