import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { stat } from '../facts/literal-process.ts'

/** Bytes that are no UTF-8, written with one letter each. */
function bytes(text: string): Buffer {
  return Buffer.from(text, 'latin1')
}

/** A machine in two captured trees whose files are as odd as they can be, some only for root; call `remove` when done. */
export function hostileTrees({ isShut = true } = {}): {
  folder: string
  before: string
  after: string
  remove: () => void
} {
  const folder = mkdtempSync(join(tmpdir(), 'lewis-perf-hostile-'))
  chmodSync(folder, 0o755)
  const before = join(folder, "be'fore *")
  const after = join(folder, 'af"ter \\n [x]')
  for (const [root, seconds] of [
    [before, 0],
    [after, 10],
  ] as const) {
    writeMachine(root, seconds)
    if (isShut) for (const name of [...shutFiles, ...shutFolders]) chmodSync(join(root, name), 0)
  }
  const remove = (): void => {
    for (const root of [before, after]) for (const name of shutFolders) chmodSync(join(root, name), 0o700)
    rmSync(folder, { recursive: true })
  }
  return { folder, before, after, remove }
}

function writeMachine(root: string, seconds: number): void {
  const path = (name: string | Buffer): Buffer =>
    Buffer.concat([Buffer.from(root), typeof name === 'string' ? Buffer.from(name) : name])
  const write = (name: string | Buffer, text: string | Buffer): void => {
    mkdirSync(folderOf(path(name)), { recursive: true })
    writeFileSync(path(name), text)
  }
  const files = { ...oddFiles(seconds), ...processes(seconds), ...cgroups(seconds) }
  for (const [name, text] of Object.entries(files)) write(name, text)
  // Names that are no UTF-8, or hold a line break.
  write(bytes('/sys/fs/cgroup/caf\xe9/cpu.stat'), 'usage_usec 1\n')
  write(bytes('/sys/class/net/\xff\xfe0/mtu'), '1500\n')
  write('/sys/fs/cgroup/two\nlines/cpu.stat', 'usage_usec 1\n')
  write('/sys/fs/cgroup/two/cpu.stat', 'usage_usec 2\n')
  write('/sys/class/net/two\nlines/mtu', '1500\n')
  mkdirSync(path('/proc/mdstat'))
  mkdirSync(path('/sys/fs/cgroup/one/memory.max'))
  symlinkSync('/nowhere/at/all', path('/etc/os-release'))
  symlinkSync('../../devices/pci/eth0', path('/sys/class/net/eth0'))
  symlinkSync('loop', path('/sys/block/loop'))
  symlinkSync('socket:[77]', path('/proc/7/fd/3'))
  symlinkSync('/dev/null', path('/proc/7/fd/1'))
  mkdirSync(path('/proc/8/fd'), { recursive: true })
}

/** What nobody but root can read. */
const shutFiles = ['/proc/net/snmp', '/proc/9/io', '/sys/fs/cgroup/one/cpu.stat']
const shutFolders = ['/proc/13', '/proc/14/fd', '/sys/block/shut', '/sys/fs/cgroup/shut']

function folderOf(path: Buffer): Buffer {
  return path.subarray(0, path.lastIndexOf('/'))
}

function oddFiles(seconds: number): Record<string, string | Buffer> {
  const up = 5400 + seconds
  return {
    '/proc/uptime': `${up}.00 100.00`,
    '/proc/stat': `cpu  ${up * 50} 0 0 ${up * 50} 0 0 0 0 0 0\ncpu0 ${up * 50} 0 0 ${up * 50} 0 0 0 0 0 0\nprocs_running 3`,
    '/proc/loadavg': '2.00 2.00 2.00 3/99 4000\n',
    '/proc/schedstat': '',
    '/proc/cpuinfo': 'processor\t: 0\nmodel name\t: Odd CPU',
    '/proc/meminfo': 'MemTotal: 1000000 kB\nMemAvailable: 50000 kB\n',
    '/proc/vmstat': 'pgmajfault 5\noom_kill 0\ncat: /etc/shadow: Permission denied\n',
    '/proc/pressure/cpu': `some avg10=12.00 avg60=12.00 avg300=12.00 total=${up * 120000}\n`,
    '/proc/net/snmp': 'Tcp: RetransSegs OutSegs\nTcp: 1 2\n',
    '/proc/net/netstat': 'TcpExt: ListenOverflows\nTcpExt: 1\n\n\n',
    '/proc/net/dev': bytes(`head|\nhead|\n we\xffird: ${up * 1000} 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15\n`),
    '/proc/diskstats': `   8 0 s*da ${up} 0 ${up * 8} 4 ${up} 0 ${up * 8} 4 0 ${up * 900} ${up * 900}\n`,
    '/proc/sys/kernel/hostname': 'odd box\n',
    '/proc/sys/kernel/osrelease': '6.1.0\r\n',
    '/proc/sys/net/ipv4/tcp_max_syn_backlog': '128',
    '/proc/sys/net/ipv4/tcp_we ird': '1\n',
    '/proc/sys/vm/dirty_ratio': '20\n\n',
    '/proc/sys/fs/file-nr': '1\t0\t2\n',
    '/proc/self/status': 'Name:\tcat\nCpus_allowed_list:\t0\n',
    '/proc/1/status': 'Name:\tinit\nVmRSS:\t 400 kB\n',
    '/proc/1/cgroup': '0::/\n',
    '/etc/fstab': '/dev/sda1 / ext4 defaults,password=hunter2 0 1',
    '/sys/devices/system/cpu/online': '0\n',
    '/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor': 'powersave\n',
    '/sys/devices/pci/eth0/speed': '1000\n',
    '/sys/devices/pci/eth0/operstate': 'up\n',
    '/sys/class/net/we*ird/mtu': '9000\n',
    '/sys/class/net/.hidden/mtu': '1\n',
    '/sys/block/s*da/queue/rotational': '1\n',
    "/sys/block/it's/queue/rotational": '0\n',
    '/sys/block/a"b\\x2d/queue/scheduler': '[none] bfq\n',
    '/sys/block/\u{1f4a9}/queue/rotational': '0\n',
    '/sys/block/\ufb01/queue/rotational': '0\n',
    '/sys/block/shut/queue/rotational': '0\n',
  }
}

function processes(seconds: number): Record<string, string | Buffer> {
  const of = (pid: number, name: string, more: Record<string, string | Buffer> = {}) => {
    const text = stat({ pid, name }).replace(/ (\d+) (\d+) 54406/, ` ${100 + seconds * 90} $2 54406`)
    const named = Object.entries({ stat: bytes(text), ...more })
    return Object.fromEntries(named.map(([file, content]) => [`/proc/${pid}/${file}`, content]))
  }
  return {
    ...of(1, 'init', { schedstat: '1 2 3\n', cmdline: '/sbin/init\0' }),
    ...of(7, 'we) S 1 (ird', { comm: 'we) S 1 (ird\n', cmdline: 'x\0--token\0abc def\0', 'fd/.hidden': '' }),
    ...of(8, 'two\nlines', { wchan: 'do_wait', schedstat: `1 ${seconds * 1e9} 1\n` }),
    ...of(9, 'caf\xe9\xff', { io: 'read_bytes: 1\nwrite_bytes: 2\n', cmdline: bytes('caf\xe9\0\xff\0') }),
    ...of(10, '* \\ [a]', { cgroup: '0::/one/two words/three\n', limits: 'Max open files 4 4 files\n' }),
    ...of(11, 'node', { comm: 'node', cmdline: 'node\0a.js\0', environ: nodeEnvironment }),
    ...of(12, 'node\nx', { comm: 'node\nx\n', environ: 'UV_THREADPOOL_SIZE=9\0' }),
    ...of(13, 'shut', { cmdline: 'shut\0' }),
    ...of(14, 'closed', { 'fd/0': '', cmdline: 'cat: /proc/14/cmdline: Permission denied' }),
    ...of(100, 'x', { cmdline: '', comm: 'bash\n', environ: 'SECRET=1\0' }),
    '/proc/15/cmdline': 'no stat here\0',
    '/proc/1a2/stat': stat({ pid: 1, name: 'no pid' }),
    '/proc/123x/stat': stat({ pid: 2, name: 'no pid' }),
  }
}

const nodeEnvironment = 'DB_PASSWORD=hunter2\0NODE_OPTIONS=--max-old-space-size=100\0PATH=/bin\0'

function cgroups(seconds: number): Record<string, string> {
  const group = (path: string, usage: number) => ({
    [`/sys/fs/cgroup${path}/cpu.stat`]: `usage_usec ${seconds * usage}\nnr_periods ${seconds * 10}\nnr_throttled ${seconds * 9}\nthrottled_usec ${seconds * 500000}\n`,
    [`/sys/fs/cgroup${path}/cpu.max`]: '50000 100000\n',
    [`/sys/fs/cgroup${path}/pids.current`]: '95\n',
    [`/sys/fs/cgroup${path}/pids.max`]: '100',
  })
  return {
    '/proc/self/cgroup':
      'nonsense\n3:x:relative/path\n0::/one/two words/three (deleted)\n1:name=a:b:/../outside',
    '/proc/self/mountinfo': [
      '20 1 8:1 / / rw shared:1 - ext4 /dev/sda1 rw',
      '30 20 0:26 / /sys/fs/cgroup rw shared:9 - cgroup2 cgroup2 rw,nsdelegate',
      '31 20 0:27 /a\\040b /odd\\040mount\\134here rw - cgroup cgroup rw,memory',
      'damaged',
    ].join('\n'),
    ...group('', 1),
    ...group('/one', 100000),
    ...group('/one/two words', 200000),
    ...group('/one/two words/three', 300000),
    ...group('/a', 1000),
    ...group('/a.b', 1000),
    ...group('/a|b', 1000),
    ...group("/it's", 1000),
    ...group('/dev-disk-by\\x2dlabel', 1000),
    ...group('/\u00fcml\u00e4ut \u{1f4a9}', 1000),
    ...group('/s*r', 1000),
    ...group('/[x]', 1000),
    ...group('/cpu.slice', 1000),
    ...group('/.hidden', 1000),
    ...group('/1/2/3/4/5/6', 1000),
    ...group('/1/2/3/4/5/6/7', 1000),
    ...group('/shut', 1000),
    '/odd mount\\here/memory.usage_in_bytes': '5',
    '/odd mount\\here/below it/memory.limit_in_bytes': '50\n',
  }
}
