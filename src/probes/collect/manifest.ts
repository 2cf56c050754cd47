/** Files below /proc, /sys and /etc that a diagnosis reads. A `*` stands for any name in one folder, `[0-9]*` for a number. */
export interface FileGroup {
  /** Rates need a file in both samples, and read both times in the same order. */
  both: boolean
  paths: readonly string[]
}

export const fileGroups: readonly FileGroup[] = [
  {
    both: true,
    paths: [
      '/proc/uptime',
      '/proc/stat',
      '/proc/loadavg',
      '/proc/schedstat',
      '/proc/vmstat',
      '/proc/diskstats',
      '/proc/pressure/cpu',
      '/proc/pressure/memory',
      '/proc/pressure/io',
      '/proc/net/snmp',
      '/proc/net/netstat',
      '/proc/net/softnet_stat',
      '/proc/net/dev',
      '/sys/devices/system/node/node*/numastat',
      '/sys/devices/system/cpu/cpu*/thermal_throttle/*',
      '/proc/sys/kernel/hung_task_detect_count',
      // Which cgroups are ours is asked in both samples, because their counters are rates.
      '/proc/self/cgroup',
      '/proc/self/mountinfo',
    ],
  },
  {
    both: false,
    paths: [
      '/proc/meminfo',
      '/proc/mdstat',
      '/proc/cpuinfo',
      '/proc/self/status',
      '/proc/1/status',
      '/proc/1/cgroup',
      '/etc/fstab',
      '/etc/os-release',
      '/usr/lib/os-release',
      '/.dockerenv',
      '/run/.containerenv',
      '/proc/net/sockstat',
      '/proc/net/tcp',
      '/proc/net/tcp6',
      '/proc/sys/net/netfilter/nf_conntrack_count',
      '/proc/sys/net/netfilter/nf_conntrack_max',
      '/proc/sys/net/core/somaxconn',
      '/proc/sys/net/core/netdev_budget',
      '/proc/sys/net/core/netdev_max_backlog',
      '/proc/sys/net/core/rmem_max',
      '/proc/sys/net/core/wmem_max',
      '/proc/sys/net/core/rmem_default',
      '/proc/sys/net/ipv4/tcp_*',
      '/proc/sys/net/ipv4/ip_local_port_range',
      '/proc/sys/fs/file-nr',
      '/proc/sys/fs/file-max',
      '/proc/sys/vm/swappiness',
      '/proc/sys/vm/overcommit_memory',
      '/proc/sys/vm/dirty_*',
      '/proc/sys/kernel/hostname',
      '/proc/sys/kernel/osrelease',
      '/proc/sys/kernel/pid_max',
      '/proc/sys/kernel/threads-max',
      '/proc/sys/kernel/numa_balancing',
      '/proc/sys/kernel/random/entropy_avail',
      '/sys/kernel/mm/transparent_hugepage/enabled',
      '/sys/devices/system/cpu/online',
      '/sys/devices/system/cpu/cpu*/cpufreq/scaling_governor',
      '/sys/devices/system/cpu/cpu*/cpufreq/energy_performance_preference',
      '/sys/devices/system/edac/mc/mc*/ce_count',
      '/sys/devices/system/edac/mc/mc*/ue_count',
      '/sys/devices/system/clocksource/clocksource0/current_clocksource',
      '/sys/devices/system/clocksource/clocksource0/available_clocksource',
      '/sys/block/*/queue/rotational',
      '/sys/block/*/queue/scheduler',
      '/sys/block/*/queue/read_ahead_kb',
      // A partition ends in its number: nothing else in the folder of a disk is asked whether it is one.
      '/sys/block/*/*[0-9]/partition',
      '/sys/block/*/device/uevent',
      '/sys/block/md*/md/degraded',
      '/sys/class/net/*/speed',
      '/sys/class/net/*/duplex',
      '/sys/class/net/*/mtu',
      '/sys/class/net/*/operstate',
      '/sys/class/net/*/carrier',
      '/sys/class/net/*/device/uevent',
    ],
  },
]

/** Files of each process. */
export const processFiles = {
  /** Of every process, in both samples. */
  always: 'stat',
  both: ['schedstat', 'io'],
  last: ['limits', 'cgroup', 'cmdline', 'wchan'],
} as const

/** So many processes are looked at in detail: the first by the name of their folder. */
export const detailedProcesses = 4096

/** Names of processes whose environment tells something: Node. */
export const nodeNames: readonly string[] = ['node', 'nodejs', 'MainThread', 'node-*']

/** Files of a cgroup, of v1 and v2; those of `both` are counters. */
export const cgroupFiles = {
  both: ['cpu.stat', 'cpuacct.usage', 'memory.events', 'memory.failcnt', 'memory.oom_control', 'pids.events'],
  last: [
    'cpu.max',
    'cpu.cfs_quota_us',
    'cpu.cfs_period_us',
    'cpu.pressure',
    'cpuset.cpus',
    'cpuset.cpus.effective',
    'cpuset.effective_cpus',
    'memory.max',
    'memory.current',
    'memory.stat',
    'memory.pressure',
    'memory.limit_in_bytes',
    'memory.usage_in_bytes',
    'pids.current',
    'pids.max',
    'io.pressure',
    'cgroup.type',
  ],
} as const

/** At most so many cgroups, those near the top first, so many levels deep. */
export const mostCgroups = 1000
export const cgroupDepth = 6

/** Filesystems on this machine whose space is worth a look: they may fill up, and asking them never hangs. */
export const localTypes: readonly string[] =
  'ext2 ext3 ext4 xfs btrfs zfs tmpfs vfat exfat ntfs ntfs3 f2fs jfs reiserfs bcachefs ubifs nilfs2 overlay'.split(
    ' ',
  )

/** Filesystems that ask another machine or another program, which may never answer. */
export const networkTypes: readonly string[] =
  'nfs nfs4 cifs smb3 smbfs 9p virtiofs vboxsf ceph glusterfs afs lustre gpfs beegfs orangefs ocfs2 gfs2 fuse fuseblk fuse.*'.split(
    ' ',
  )

/** There while systemd runs: sd_booted(3). */
const systemdFolder = '/run/systemd/system'

/**
 * Programs that know what no file tells, asked after the window where they are there; `needs` is a folder without which they
 * could not answer.
 */
export const toldByPrograms: readonly {
  name: string
  program: string
  args: readonly string[]
  needs?: string
}[] = [
  {
    name: 'systemctl --failed',
    program: 'systemctl',
    args: ['--failed', '--plain', '--no-legend', '--no-pager'],
    needs: systemdFolder,
  },
  { name: 'timedatectl show', program: 'timedatectl', args: ['show'], needs: systemdFolder },
  { name: 'chronyc -c tracking', program: 'chronyc', args: ['-c', 'tracking'] },
]
