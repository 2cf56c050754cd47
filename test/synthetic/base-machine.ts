/** What a synthetic Linux machine is like, and what it does while it is watched. */
export interface MachinePlan {
  hostname: string
  kernel: string
  distribution: string
  cpuinfo: (cpu: number) => string
  cores: number
  memoryKib: number
  /** Of MemTotal. */
  availableShare: number
  /** Shares 0-1 of all CPU time; the rest is idle. */
  cpu: { user: number; system: number; iowait?: number; steal?: number }
  load: readonly [one: number, five: number, fifteen: number]
  /** Threads that run or want to. */
  runnable: number
  /** PSI of the CPU; null on a kernel that was booted without it. */
  pressure: { cpu: number; memory: number; io: number } | null
  processes: readonly ProcessPlan[]
  pageKib?: number
}

export interface ProcessPlan {
  pid: number
  parent: number
  name: string
  command: string
  state?: string
  threads?: number
  residentKib?: number
  /** Cores that it uses. */
  cores?: number
  /** Seconds of waiting for a CPU, a second. */
  runDelay?: number
  cgroup?: string
  openFiles?: number
}

/** Files by path as they are `seconds` after the machine was first looked at, which was an hour and a half after its boot. */
export type FilesAt = (seconds: number) => Record<string, string>

const uptimeSeconds = 5400

/** The files that every Linux machine has. */
export function baseMachine(plan: MachinePlan): FilesAt {
  return (seconds) => {
    const up = uptimeSeconds + seconds
    return {
      '/SYNTHETIC': `Made by test/synthetic: no such machine exists. ${plan.hostname}\n`,
      '/etc/os-release': `PRETTY_NAME="${plan.distribution}"\n`,
      '/etc/fstab': '/dev/vda1 / ext4 defaults 0 1\n',
      '/proc/uptime': `${up.toFixed(2)} ${(up * plan.cores * 0.9).toFixed(2)}\n`,
      '/proc/loadavg': `${plan.load.map((load) => load.toFixed(2)).join(' ')} ${plan.runnable}/${threadCount(plan)} 4000\n`,
      '/proc/stat': stat(plan, up),
      '/proc/schedstat': schedstat(plan, up),
      '/proc/cpuinfo': Array.from({ length: plan.cores }, (_, cpu) => plan.cpuinfo(cpu)).join('\n'),
      '/sys/devices/system/cpu/online': `0-${plan.cores - 1}\n`,
      '/proc/meminfo': meminfo(plan),
      '/proc/vmstat':
        'pgmajfault 1000\npswpin 0\npswpout 0\noom_kill 0\npgscan_direct 0\nallocstall_normal 0\n',
      '/proc/diskstats': ` 254       0 vda ${Math.round(5000 + up)} 0 ${Math.round(80_000 + up * 8)} ${Math.round(2500 + up / 2)} ${Math.round(9000 + up)} 0 ${Math.round(200_000 + up * 8)} ${Math.round(9000 + up)} 0 ${Math.round(4000 + up)} ${Math.round(11_500 + up * 1.5)}\n`,
      '/sys/block/vda/queue/rotational': '0\n',
      '/sys/block/vda/queue/scheduler': '[none] mq-deadline\n',
      '/sys/block/vda/queue/read_ahead_kb': '128\n',
      '/proc/net/snmp': snmp(up),
      '/proc/net/netstat': 'TcpExt: ListenOverflows ListenDrops TCPSynRetrans\nTcpExt: 0 0 0\n',
      '/proc/net/sockstat': 'sockets: used 100\nTCP: inuse 10 orphan 0 tw 4 alloc 12 mem 3\n',
      '/proc/sys/kernel/hostname': `${plan.hostname}\n`,
      '/proc/sys/kernel/osrelease': `${plan.kernel}\n`,
      '/proc/sys/kernel/pid_max': '4194304\n',
      '/proc/sys/kernel/threads-max': '120000\n',
      '/proc/sys/vm/swappiness': '60\n',
      '/proc/sys/fs/file-nr': '2000\t0\t9223372036854775807\n',
      ...pressure(plan, up),
      ...processFiles(plan, up),
    }
  }
}

function ticks(seconds: number): number {
  return Math.round(seconds * 100)
}

function stat({ cores, cpu, runnable }: MachinePlan, up: number): string {
  const { user, system, iowait = 0, steal = 0 } = cpu
  const idle = 1 - user - system - iowait - steal
  const row = (name: string, share: number) =>
    `${name} ${[user, 0, system, idle, iowait, 0, 0, steal, 0, 0].map((part) => ticks(part * up * share)).join(' ')}`
  const rows = Array.from({ length: cores }, (_, index) => row(`cpu${index}`, 1))
  return `${[row('cpu ', cores), ...rows].join('\n')}\nctxt ${Math.round(up * 1000)}\nbtime 1767225600\nprocesses 4000\nprocs_running ${runnable}\nprocs_blocked 0\n`
}

function schedstat({ cores, processes }: MachinePlan, up: number): string {
  const delay = processes.reduce((sum, { runDelay = 0 }) => sum + runDelay, 0) / cores
  const rows = Array.from(
    { length: cores },
    (_, cpu) =>
      `cpu${cpu} 0 0 0 0 0 0 ${Math.round(up * 5e8)} ${Math.round(up * delay * 1e9)} ${Math.round(up * 100)}`,
  )
  return `version 15\ntimestamp 4296000000\n${rows.join('\n')}\n`
}

function meminfo({ memoryKib, availableShare }: MachinePlan): string {
  const line = (name: string, kib: number) => `${name}:`.padEnd(16) + `${Math.round(kib)} kB`.padStart(12)
  return `${[
    line('MemTotal', memoryKib),
    line('MemFree', memoryKib * availableShare * 0.6),
    line('MemAvailable', memoryKib * availableShare),
    line('Dirty', 200),
    line('Writeback', 0),
    line('SwapTotal', 0),
    line('SwapFree', 0),
    line('CommitLimit', memoryKib),
    line('Committed_AS', memoryKib * 0.3),
  ].join('\n')}\n`
}

function snmp(up: number): string {
  const out = Math.round(10_000 + up * 50)
  return `Tcp: ActiveOpens PassiveOpens InSegs OutSegs RetransSegs\nTcp: ${Math.round(100 + up)} ${Math.round(200 + up)} ${out} ${out} 3\nUdp: InDatagrams RcvbufErrors SndbufErrors\nUdp: 100 0 0\n`
}

function pressure({ pressure: shares }: MachinePlan, up: number): Record<string, string> {
  if (shares === null) return {}
  const text = (share: number) => {
    const percent = (share * 100).toFixed(2)
    const line = (name: string, part: number) =>
      `${name} avg10=${percent} avg60=${percent} avg300=${percent} total=${Math.round(up * share * part * 1e6)}`
    return `${line('some', 1)}\n${line('full', 0)}\n`.replace(
      /full avg10=\S+ avg60=\S+ avg300=\S+/,
      'full avg10=0.00 avg60=0.00 avg300=0.00',
    )
  }
  return {
    '/proc/pressure/cpu': text(shares.cpu),
    '/proc/pressure/memory': text(shares.memory),
    '/proc/pressure/io': text(shares.io),
  }
}

function threadCount({ processes }: MachinePlan): number {
  return processes.reduce((sum, { threads = 1 }) => sum + threads, 0)
}

function processFiles(plan: MachinePlan, up: number): Record<string, string> {
  const files: Record<string, string> = {}
  for (const one of plan.processes) {
    const folder = `/proc/${one.pid}`
    const { cores = 0, runDelay = 0, residentKib = 4000, threads = 1, state = 'S' } = one
    const pages = Math.round(residentKib / (plan.pageKib ?? 4))
    // state ppid pgrp session tty tpgid flags minflt cminflt majflt cmajflt utime stime cutime cstime priority nice threads 0 start vsize rss
    const numbers = [
      one.parent,
      one.pid,
      one.pid,
      0,
      -1,
      4194304,
      100,
      0,
      1,
      0,
      ticks(cores * up),
      0,
      0,
      0,
      20,
      0,
    ]
    const rest = [threads, 0, 100, residentKib * 4096, pages, ...Array.from({ length: 28 }, () => 0)]
    files[`${folder}/stat`] = `${one.pid} (${one.name}) ${state} ${[...numbers, ...rest].join(' ')}\n`
    files[`${folder}/schedstat`] = `${Math.round(cores * up * 1e9)} ${Math.round(runDelay * up * 1e9)} 1000\n`
    files[`${folder}/cmdline`] = `${one.command.replaceAll(' ', '\0')}\0`
    files[`${folder}/limits`] =
      'Limit                     Soft Limit           Hard Limit           Units     \nMax open files            1024                 524288               files     \n'
    files[`${folder}/cgroup`] = one.cgroup ?? '0::/\n'
    files[`${folder}/wchan`] = '0'
    for (let fd = 0; fd < (one.openFiles ?? 4); fd++) files[`${folder}/fd/${fd}`] = ''
  }
  files['/proc/1/status'] =
    `Name:\tinit\nVmRSS:\t${plan.processes[0]?.residentKib ?? 4000} kB\nCpus_allowed_list:\t0-${plan.cores - 1}\n`
  files['/proc/self/status'] = `Name:\tcat\nCpus_allowed_list:\t0-${plan.cores - 1}\n`
  return files
}
