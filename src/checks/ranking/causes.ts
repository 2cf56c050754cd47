/** One law of cause and consequence: where a check of `ids` warns or fails, what checks of `explains` say follows from it. */
export interface Cause {
  ids: readonly string[]
  explains: readonly string[]
  /** Completes "follows from it, because ...". */
  because: string
  /** How bad the cause has to be: any warning, at least as bad as the consequence, or a failure. */
  needs: 'warn' | 'as-bad' | 'fail'
}

const waitingForDisk = ['proc.dstate', 'cpu.load', 'krn.hung-tasks']
const slowDisk = ['disk.await', 'disk.util', 'disk.queue', 'disk.pressure']
const busyCpu = ['cpu.pressure', 'cpu.run-queue', 'cpu.utilization', 'cpu.load']

/** All of them, the deepest cause first: where two explain a finding, the first does. */
export const causes: readonly Cause[] = [
  {
    ids: ['mem.swap-io'],
    explains: [...slowDisk, ...waitingForDisk, 'cpu.iowait', 'cpu.system-time'],
    because: 'pages that do not fit into memory come and go',
    needs: 'warn',
  },
  {
    // A slow disk makes reclaim wait, too: only as bad as the disk are these the cause.
    ids: ['mem.pressure', 'mem.major-faults'],
    explains: [...slowDisk, ...waitingForDisk, 'cpu.iowait', 'cpu.system-time'],
    because: 'pages that do not fit into memory come and go',
    needs: 'as-bad',
  },
  {
    ids: ['disk.mount-hung'],
    explains: waitingForDisk,
    because: 'a network mount does not answer',
    needs: 'warn',
  },
  {
    ids: ['disk.raid'],
    explains: slowDisk,
    because: 'the array has lost a member',
    needs: 'warn',
  },
  {
    ids: slowDisk,
    explains: [...waitingForDisk, 'cpu.iowait', 'mem.dirty'],
    because: 'the disk does not keep up',
    needs: 'warn',
  },
  {
    ids: ['cpu.throttled'],
    explains: [...busyCpu, 'cpu.cgroup-usage'],
    because: 'its cgroup may not use more CPU',
    needs: 'warn',
  },
  {
    ids: ['cpu.steal'],
    explains: busyCpu,
    because: 'the hypervisor gives the CPUs to others',
    needs: 'warn',
  },
  {
    ids: ['cpu.thermal'],
    explains: busyCpu,
    because: 'heat slows the CPUs down',
    needs: 'warn',
  },
  {
    ids: ['mem.cgroup-usage', 'mem.cgroup-events'],
    explains: ['mem.oom-kill', 'mem.pressure', 'mem.major-faults'],
    because: 'the cgroup is at its memory limit',
    needs: 'warn',
  },
  {
    ids: ['net.listen-overflow', 'net.syn-queue'],
    explains: ['net.retrans'],
    because: 'a full queue drops attempts to connect, which are then sent again',
    needs: 'warn',
  },
  {
    ids: ['net.conntrack'],
    explains: ['net.drops', 'net.retrans'],
    because: 'the connection table is full',
    needs: 'as-bad',
  },
  {
    ids: ['net.errors', 'net.drops', 'net.bandwidth', 'net.softnet', 'net.mtu'],
    explains: ['net.retrans'],
    because: 'packets are lost on this machine',
    needs: 'warn',
  },
  {
    ids: ['lim.fd-process', 'lim.fd-system'],
    explains: ['net.listen-overflow'],
    because: 'there are no file descriptors left to accept connections with',
    needs: 'as-bad',
  },
  {
    ids: ['node.loop-delay', 'node.elu'],
    explains: ['net.listen-overflow'],
    because: 'a blocked event loop accepts no connections',
    needs: 'as-bad',
  },
  {
    ids: ['cpu.pressure', 'cpu.run-queue', 'cpu.throttled'],
    explains: ['net.listen-overflow', 'net.softnet'],
    because: 'there is no CPU time left to take what arrives',
    needs: 'fail',
  },
]
