import { execFileSync, spawn } from 'node:child_process'
import { mkdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { parseSampleFile } from '../../src/core/index.ts'
import { columns } from '../benchmarks/harness/columns.ts'
import { machineLine } from '../benchmarks/harness/result.ts'
import { installed } from '../e2e/installed.ts'
import { endChildren, startChild } from './load/children.ts'
import { withFolder } from './load/own-tool.ts'

/**
 * Whether what the monitor says of CPU, memory, disks and network is what others count, over a minute of known load: /usr/bin/time and the
 * accounting of a cgroup, what dd wrote, and the counters of an interface. Needs root. Exit code 0 where all agree within 2 %.
 */
const seconds = 60
const within = 0.02
const namespaces = [`lewis-perf-a-${process.pid}`, `lewis-perf-b-${process.pid}`] as const
const cgroup = `/sys/fs/cgroup/cpuacct/lewis-perf-${process.pid}`

/** Half of the time busy, and 200 MB held. */
const burner = `
const held = Buffer.alloc(200e6, 1)
const end = Date.now() + ${(seconds + 6) * 1000}
const turn = () => {
  const until = performance.now() + 50
  while (performance.now() < until);
  if (Date.now() < end) setTimeout(turn, 50)
  else if (held.length === 0) console.log(held)
}
turn()`

interface Row {
  figure: string
  said: number
  truth: number
  unit: string
}

process.once('SIGINT', endChildren).once('SIGTERM', endChildren)
console.log(machineLine())
const rows: Row[] = []
await withFolder(async (folder) => {
  const undo = openNamespaces()
  mkdirSync(cgroup)
  try {
    rows.push(...(await measured(folder)))
  } finally {
    rmdirSync(cgroup)
    undo()
  }
})
const shown = rows.map(({ figure, said, truth, unit }) => {
  const off = said / truth - 1
  return [
    figure,
    said.toFixed(2),
    truth.toFixed(2),
    unit,
    `${(off * 100).toFixed(2)} %`,
    Math.abs(off) <= within ? 'agrees' : 'DOES NOT',
  ]
})
console.log(
  `\n${columns([['figure', 'monitor', 'others', 'in', 'off by', ''], ...shown])}\n\n${machineLine()}`,
)
process.exitCode = rows.every(({ said, truth }) => Math.abs(said / truth - 1) <= within) ? 0 : 1

async function measured(folder: string): Promise<Row[]> {
  const [a, b] = namespaces
  const record = join(folder, 'record.jsonl')
  const burning = startChild('/usr/bin/time', ['-f', '%U %S %M', process.execPath, '-e', burner])
  await pause(1000)
  const [pid = 0] = childrenOf(burning.child.pid)
  writeFileSync(join(cgroup, 'cgroup.procs'), String(pid))
  const args = ['monitor', '--pid', String(pid), '--duration', `${seconds}s`, '--record', record, '-q']
  const monitor = startChild('ip', ['netns', 'exec', a, process.execPath, installed, ...args])
  // Past its first look, before which it knows no rates.
  await pause(1500)
  const before = { cpu: cgroupSeconds(), written: writtenBytes(), received: receivedBytes(a) }
  const atMs = Date.now()
  const writing = startChild('sh', ['-c', paced(folder)])
  const sending = send(a, b)
  await monitor.finished
  const after = { cpu: cgroupSeconds(), written: writtenBytes(), received: receivedBytes(a) }
  const endMs = Date.now()
  writing.child.kill('SIGTERM')
  sending()
  await writing.finished
  const [user = 0, system = 0, kilobytes = 0] = (await burning.finished).errors.trim().split(' ').map(Number)
  const parsed = parseSampleFile(readFileSync(record, 'utf8'))
  if (!parsed.ok) throw new Error(parsed.problem)
  const samples = parsed.value.samples.filter(({ at }) => at > atMs && at <= endMs)
  const passed = (endMs - atMs) / 1000
  const values = (name: string): number[] =>
    samples.map(({ v }) =>
      Object.entries(v)
        .filter(([key]) => key === name || key.startsWith(`${name}{`))
        .reduce((sum, [, value]) => sum + (value ?? 0), 0),
    )
  const mean = (name: string): number => values(name).reduce((sum, value) => sum + value, 0) / samples.length
  const lifeSeconds = seconds + 6
  return [
    {
      figure: 'CPU of a process, by its cgroup',
      said: mean('process.cpu') * passed,
      truth: after.cpu - before.cpu,
      unit: 's',
    },
    {
      figure: 'the same, by /usr/bin/time',
      said: mean('process.cpu') * lifeSeconds,
      truth: user + system,
      unit: 's',
    },
    {
      figure: 'memory of a process, by /usr/bin/time',
      said: Math.max(...values('process.memory')) / 1e6,
      truth: (kilobytes * 1024) / 1e6,
      unit: 'MB',
    },
    {
      figure: 'written to disks',
      said: (mean('disk.written') * passed) / 1e6,
      truth: (after.written - before.written) / 1e6,
      unit: 'MB',
    },
    {
      figure: 'received over the network',
      said: (mean('network.received') * passed) / 1e6,
      truth: (after.received - before.received) / 1e6,
      unit: 'MB',
    },
  ]
}

/** 5 MB in each fifth of a second, past the page cache. */
function paced(folder: string): string {
  return `while :; do dd if=/dev/zero of=${folder}/written bs=1M count=5 oflag=direct conv=notrunc status=none; sleep 0.2; done`
}

/** Sends a megabyte in each tenth of a second from one namespace to the other; what it answers ends that. */
function send(a: string, b: string): () => void {
  const take = `require('net').createServer((s) => s.resume()).listen(9000, '10.99.0.1')`
  const give = `const s = require('net').connect(9000, '10.99.0.1'); const b = Buffer.alloc(1e6); setInterval(() => s.write(b), 100)`
  const taking = spawn('ip', ['netns', 'exec', a, process.execPath, '-e', take], { stdio: 'ignore' })
  let giving: ReturnType<typeof spawn> | null = null
  const timer = setTimeout(() => {
    giving = spawn('ip', ['netns', 'exec', b, process.execPath, '-e', give], { stdio: 'ignore' })
  }, 500)
  return () => {
    clearTimeout(timer)
    giving?.kill()
    taking.kill()
  }
}

function cgroupSeconds(): number {
  return Number(readFileSync(join(cgroup, 'cpuacct.usage'), 'utf8')) / 1e9
}

/** Of whole disks, by the kernel's own files of each. */
function writtenBytes(): number {
  return execFileSync('sh', ['-c', 'cat /sys/block/*/stat'], { encoding: 'utf8' })
    .trim()
    .split('\n')
    .reduce((sum, line) => sum + Number(line.trim().split(/\s+/)[6]) * 512, 0)
}

function receivedBytes(namespace: string): number {
  const text = execFileSync('ip', ['netns', 'exec', namespace, 'ip', '-s', '-j', 'link', 'show', 'va'], {
    encoding: 'utf8',
  })
  const [link] = JSON.parse(text) as { stats64: { rx: { bytes: number } } }[]
  return link?.stats64.rx.bytes ?? Number.NaN
}

function childrenOf(pid: number | undefined): number[] {
  return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').map(Number)
}

/** Two networks with a wire between them; what it answers takes them away. */
function openNamespaces(): () => void {
  const [a, b] = namespaces
  const ip = (...args: string[]): void => {
    execFileSync('ip', args, { stdio: 'ignore' })
  }
  ip('netns', 'add', a)
  ip('netns', 'add', b)
  ip('link', 'add', 'va', 'netns', a, 'type', 'veth', 'peer', 'name', 'vb', 'netns', b)
  ip('-n', a, 'addr', 'add', '10.99.0.1/24', 'dev', 'va')
  ip('-n', b, 'addr', 'add', '10.99.0.2/24', 'dev', 'vb')
  ip('-n', a, 'link', 'set', 'va', 'up')
  ip('-n', b, 'link', 'set', 'vb', 'up')
  return () => {
    for (const name of namespaces) ip('netns', 'del', name)
  }
}
