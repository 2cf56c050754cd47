import { closeSync, openSync, readFileSync, writeFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { type Provocation, until } from './harness.ts'

/** An illness that this kernel can really have: how to provoke it, and what has to be said of it. */
export interface Illness {
  name: string
  /** Programs without which it cannot be provoked. */
  needs?: readonly string[]
  /** May hand back a prefix for the diagnosis, such as a network namespace. */
  provoke(provocation: Provocation): Promise<readonly string[] | undefined>
  /** What the first hypothesis is about. */
  resource: string
  /** At least one of these findings warns or fails; none does on the healthy machine. */
  findings: readonly string[]
  culprit?: RegExp
  window?: string
}

const busyLoop = ['-c', 'while :; do :; done'] as const

/** A Node program given as its text. */
function node(provocation: Provocation, source: string, cgroup?: string) {
  return provocation.start(process.execPath, ['-e', source], cgroup === undefined ? {} : { cgroup })
}

/** Two network namespaces, 10.77.0.1 and 10.77.0.2, joined by a wire that is in neither of ours. */
function twoNamespaces(provocation: Provocation): { a: string; b: string } {
  const a = `lp-truth-a-${process.pid}`
  const b = `lp-truth-b-${process.pid}`
  provocation.run(`ip netns add ${a}`, `ip netns del ${a}`)
  provocation.run(`ip netns add ${b}`, `ip netns del ${b}`)
  provocation.run(`ip -n ${a} link add va type veth peer name vb netns ${b}`)
  for (const [space, device, address] of [
    [a, 'va', '10.77.0.1'],
    [b, 'vb', '10.77.0.2'],
  ]) {
    provocation.run(
      `ip -n ${space} addr add ${address}/24 dev ${device}; ip -n ${space} link set ${device} up; ip -n ${space} link set lo up`,
    )
  }
  return { a, b }
}

const sink = "require('node:net').createServer((s) => s.resume()).listen(8080, '10.77.0.2')"
const source = `
const net = require('node:net')
const block = Buffer.alloc(65536)
const open = () => {
  const s = net.connect(8080, '10.77.0.2')
  const push = () => { while (s.write(block)); }
  s.on('connect', push).on('drain', push).on('error', () => {}).on('close', () => setTimeout(open, 100))
}
for (let n = 0; n < 8; n++) open()`

export const illnesses: readonly Illness[] = [
  {
    name: 'a full small tmpfs',
    resource: 'disk',
    findings: ['disk.space'],
    culprit: /lewis-perf-truth/,
    async provoke(provocation) {
      const folder = provocation.folder()
      provocation.run(`mount -t tmpfs -o size=16m lewis-perf-truth ${folder}`, `umount ${folder}`)
      provocation.run(`head -c 16773120 /dev/zero > ${folder}/full`)
    },
  },
  {
    name: 'no inodes left',
    resource: 'disk',
    findings: ['disk.inodes'],
    async provoke(provocation) {
      const folder = provocation.folder()
      provocation.run(
        `mount -t tmpfs -o size=16m,nr_inodes=64 lewis-perf-truth ${folder}`,
        `umount ${folder}`,
      )
      for (let n = 0; n < 63; n++) writeFileSync(join(folder, `f${n}`), '')
    },
  },
  {
    name: 'file descriptors nearly used up',
    resource: 'limits',
    findings: ['lim.fd-process'],
    culprit: /node|MainThread/,
    async provoke(provocation) {
      const child = provocation.start('sh', [
        '-c',
        `ulimit -n 256; exec ${process.execPath} -e "const fs=require('fs');const open=[];try{for(;;)open.push(fs.openSync('/dev/null'))}catch{};console.log('full');setInterval(()=>{},1000)"`,
      ])
      await said(child, 'full')
    },
  },
  {
    name: 'zombies',
    resource: 'processes',
    findings: ['proc.zombies'],
    culprit: /sleep/,
    async provoke(provocation) {
      // The shell becomes a sleep, which never asks what became of its children.
      const child = provocation.start('sh', [
        '-c',
        'for n in 1 2 3 4 5 6; do sleep 0.1 & done; exec sleep 600',
      ])
      await until(() => childrenOf(child.pid ?? 0).filter(({ state }) => state === 'Z').length === 6)
    },
  },
  {
    name: 'processes in uninterruptible sleep',
    needs: ['mkfs.ext4', 'fsfreeze'],
    resource: 'processes',
    findings: ['proc.dstate'],
    culprit: /touch/,
    async provoke(provocation) {
      const folder = provocation.folder()
      provocation.run(`truncate -s 32M ${folder}.img && mkfs.ext4 -q ${folder}.img`, `rm -f ${folder}.img`)
      provocation.run(`mount -o loop ${folder}.img ${folder}`, `umount ${folder}`)
      provocation.run(`fsfreeze -f ${folder}`, `fsfreeze -u ${folder}; sleep 0.2`)
      const stuck = [1, 2, 3].map((n) => provocation.start('touch', [join(folder, `x${n}`)]))
      await until(() => stuck.every(({ pid }) => stateOf(pid ?? 0) === 'D'))
    },
  },
  {
    name: 'a listen queue that overflows',
    resource: 'network',
    findings: ['net.listen-overflow'],
    culprit: /node|MainThread/,
    async provoke(provocation) {
      const server = node(
        provocation,
        "const s=require('node:net').createServer().listen({port:0,host:'127.0.0.1',backlog:4},()=>console.log('port '+s.address().port))",
      )
      const port = /port (\d+)/.exec(await said(server, 'port'))?.[1]
      process.kill(server.pid ?? 0, 'SIGSTOP')
      node(
        provocation,
        `const net=require('node:net');setInterval(()=>{const s=net.connect(${port},'127.0.0.1');s.on('error',()=>{});setTimeout(()=>s.destroy(),5000)},20)`,
      )
      await until(() => counter('/proc/net/netstat', 'TcpExt', 'ListenOverflows') > 0)
    },
  },
  {
    name: 'lost packets',
    needs: ['nft', 'ip'],
    resource: 'network',
    findings: ['net.retrans'],
    async provoke(provocation) {
      const { a, b } = twoNamespaces(provocation)
      provocation.run(
        `ip netns exec ${b} nft 'add table ip t; add chain ip t c { type filter hook input priority 0; }; add rule ip t c tcp dport 8080 numgen random mod 100 < 15 drop'`,
      )
      provocation.start('ip', ['netns', 'exec', b, process.execPath, '-e', sink])
      provocation.start('ip', ['netns', 'exec', a, process.execPath, '-e', source])
      return ['ip', 'netns', 'exec', a]
    },
    window: '6s',
  },
  {
    name: 'a link at its limit (token bucket)',
    needs: ['tc', 'ip'],
    resource: 'network',
    findings: ['net.retrans', 'net.drops', 'net.bandwidth'],
    async provoke(provocation) {
      const { a, b } = twoNamespaces(provocation)
      provocation.run(`tc -n ${a} qdisc add dev va root tbf rate 20mbit burst 32kbit latency 20ms`)
      provocation.start('ip', ['netns', 'exec', b, process.execPath, '-e', sink])
      provocation.start('ip', ['netns', 'exec', a, process.execPath, '-e', source])
      return ['ip', 'netns', 'exec', a]
    },
    window: '6s',
  },
  {
    name: 'a throttled cgroup',
    resource: 'cpu',
    findings: ['cpu.throttled'],
    culprit: /lewis-perf-truth/,
    async provoke(provocation) {
      const cgroup = provocation.cgroup('cpu', { 'cpu.cfs_period_us': '100000', 'cpu.cfs_quota_us': '20000' })
      provocation.start('sh', busyLoop, { cgroup })
      await until(
        () => Number(/nr_throttled (\d+)/.exec(readFileSync(`${cgroup}/cpu.stat`, 'utf8'))?.[1]) > 20,
      )
    },
  },
  {
    name: 'a cgroup that runs out of memory',
    resource: 'memory',
    findings: ['mem.oom-kill'],
    culprit: /lewis-perf-truth|tail/,
    async provoke(provocation) {
      const cgroup = provocation.cgroup('memory', { 'memory.limit_in_bytes': '20M' })
      // Killed, and begun again: there is a kill in every window.
      provocation.start('sh', [
        '-c',
        `while :; do sh -c 'echo $$ > ${cgroup}/cgroup.procs; tail -c 100m /dev/zero' >/dev/null; sleep 0.5; done`,
      ])
      await until(
        () => Number(/^oom_kill (\d+)/m.exec(readFileSync(`${cgroup}/memory.oom_control`, 'utf8'))?.[1]) > 0,
      )
    },
  },
  {
    name: 'memory that is swapped in and out',
    needs: ['mkswap', 'swapon'],
    resource: 'memory',
    findings: ['mem.swap-io'],
    async provoke(provocation) {
      swapFile(provocation)
      const cgroup = provocation.cgroup('memory', { 'memory.limit_in_bytes': '60M' })
      node(
        provocation,
        'const b=Buffer.alloc(160<<20,1);for(;;)for(let i=0;i<b.length;i+=4096)b[i]++',
        cgroup,
      )
      const before = swapped()
      await until(() => swapped() > before + 5000)
    },
  },
  {
    name: 'memory pressure',
    resource: 'memory',
    findings: ['mem.pressure'],
    window: '10s',
    async provoke(provocation) {
      swapFile(provocation)
      const cgroup = provocation.cgroup('memory', { 'memory.limit_in_bytes': '50M' })
      for (let n = 0; n < 3; n++)
        node(
          provocation,
          'const b=Buffer.alloc(80<<20,1);for(;;)for(let i=0;i<b.length;i+=4096)b[i]++',
          cgroup,
        )
      await until(() => average('memory', 'avg60') > 15)
    },
  },
  {
    name: 'a disk at its limit',
    needs: ['fio'],
    resource: 'disk',
    findings: ['disk.queue', 'disk.pressure', 'disk.await'],
    culprit: /fio/,
    async provoke(provocation) {
      const folder = provocation.folder()
      provocation.start('fio', [
        '--name=truth',
        `--filename=${folder}/f`,
        '--size=512m',
        '--rw=randwrite',
        '--bs=16k',
        '--direct=1',
        '--ioengine=libaio',
        '--iodepth=128',
        '--numjobs=2',
        '--time_based',
        '--runtime=120',
        '--thread=0',
      ])
      await until(() => average('io', 'avg10') > 20)
    },
  },
  {
    name: 'CPUs with a run queue',
    resource: 'cpu',
    findings: ['cpu.run-queue', 'cpu.pressure'],
    culprit: /sh \(pid/,
    async provoke(provocation) {
      for (let n = 0; n < 10; n++) provocation.start('sh', busyLoop)
      await until(() => average('cpu', 'avg60') > 12)
    },
  },
]

async function said(child: ReturnType<Provocation['start']>, word: string): Promise<string> {
  let text = ''
  child.stdout?.setEncoding('utf8').on('data', (piece: string) => {
    text += piece
  })
  await until(() => text.includes(word) && text.endsWith('\n'))
  return text
}

function swapFile(provocation: Provocation): void {
  const folder = provocation.folder()
  const file = openSync(join(folder, 'swap'), 'w', 0o600)
  const block = Buffer.alloc(2 ** 20)
  for (let n = 0; n < 512; n++) writeSync(file, block)
  closeSync(file)
  provocation.run(`mkswap ${folder}/swap && swapon ${folder}/swap`, `swapoff ${folder}/swap`)
}

function swapped(): number {
  const text = readFileSync('/proc/vmstat', 'utf8')
  return Number(/^pswpin (\d+)/m.exec(text)?.[1]) + Number(/^pswpout (\d+)/m.exec(text)?.[1])
}

function average(kind: string, name: string): number {
  return Number(
    new RegExp(`some .*${name}=([\\d.]+)`).exec(readFileSync(`/proc/pressure/${kind}`, 'utf8'))?.[1],
  )
}

function counter(path: string, protocol: string, name: string): number {
  const lines = readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line.startsWith(`${protocol}: `))
  const [names = '', values = ''] = lines
  return Number(values.split(' ')[names.split(' ').indexOf(name)] ?? 0)
}

function stateOf(pid: number): string {
  return /\) (\S) /.exec(readFileSync(`/proc/${pid}/stat`, 'utf8'))?.[1] ?? ''
}

function childrenOf(pid: number): { pid: number; state: string }[] {
  const text = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8')
  return text
    .split(' ')
    .filter((word) => /^\d+$/.test(word))
    .map((word) => ({ pid: Number(word), state: stateOf(Number(word)) }))
}
