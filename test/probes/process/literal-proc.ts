import type { World } from '../../../src/core/index.ts'
import { fakeWorld } from '../../fake-world.ts'
import { type LiteralFile, literalFiles } from '../../worlds.ts'

/** Counters and words of a process that a test changes; the rest is as of a small idle one. */
export interface LiteralProcess {
  pid?: number
  name?: string
  state?: string
  parent?: number
  userTicks?: number
  systemTicks?: number
  minorFaults?: number
  majorFaults?: number
  startTicks?: number
  kernelThread?: boolean
}

/** /proc/PID/stat of such a process. */
export function statText(process: LiteralProcess): string {
  const { pid = 7, name = 'node', state = 'S', parent = 1, userTicks = 0, systemTicks = 0 } = process
  const { minorFaults = 0, majorFaults = 0, startTicks = 5000, kernelThread = false } = process
  const flags = kernelThread ? 0x200040 : 4194304
  return `${pid} (${name}) ${state} ${parent} 7 7 0 -1 ${flags} ${minorFaults} 0 ${majorFaults} 0 ${userTicks} ${systemTicks} 0 0 20 0 1 0 ${startTicks} 1000000 250 18446744073709551615 1 1 0 0 0 0 0 0 0 0 0 0 17 0 0 0 0 0 0 0 0 0 0 0 0 0 0\n`
}

/** A thread: its stat, run delay in seconds, wait channel and context switches. */
export interface LiteralThread extends LiteralProcess {
  id: number
  runDelaySeconds?: number
  waitsIn?: string
  switches?: [voluntary: number, involuntary: number]
}

/** The files of the process `pid` with its threads, at `uptime` seconds; `files` are put over them. */
export function procFiles(
  process: LiteralProcess,
  {
    uptime = 1000,
    threads = [{ id: process.pid ?? 7, waitsIn: 'ep_poll' }],
    files = {},
  }: { uptime?: number; threads?: readonly LiteralThread[]; files?: Record<string, LiteralFile> } = {},
): Record<string, LiteralFile> {
  const { pid = 7, name = 'node' } = process
  const all: Record<string, LiteralFile> = {
    '/proc/uptime': `${uptime.toFixed(2)} 0.00\n`,
    '/proc/self/stat': '99 (lewis-perf) R 1\n',
    [`/proc/${pid}/stat`]: statText(process),
    [`/proc/${pid}/comm`]: `${name}\n`,
    [`/proc/${pid}/cmdline`]: `${name}\0app.js\0`,
    [`/proc/${pid}/status`]: `Name:\t${name}\nTgid:\t${pid}\nUid:\t1000\t1000\t1000\t1000\nVmHWM:\t 2048 kB\nVmRSS:\t 1024 kB\nRssAnon:\t 512 kB\nRssFile:\t 256 kB\nRssShmem:\t 256 kB\nVmSwap:\t 64 kB\n`,
    [`/proc/${pid}/io`]: ioText({}),
    [`/proc/${pid}/limits`]:
      'Limit   Soft Limit   Hard Limit   Units\nMax open files            1024                 4096                 files     \n',
    [`/proc/${pid}/cgroup`]: '0::/app.slice\n',
    [`/proc/${pid}/fd/0`]: { link: '/dev/null' },
  }
  for (const thread of threads) {
    const folder = `/proc/${pid}/task/${thread.id}`
    const [voluntary, involuntary] = thread.switches ?? [0, 0]
    all[`${folder}/stat`] = statText({ name, ...thread, pid: thread.id })
    all[`${folder}/schedstat`] = `0 ${Math.round((thread.runDelaySeconds ?? 0) * 1e9)} 5\n`
    all[`${folder}/wchan`] = thread.waitsIn ?? '0'
    all[`${folder}/status`] =
      `Name:\t${name}\nvoluntary_ctxt_switches:\t${voluntary}\nnonvoluntary_ctxt_switches:\t${involuntary}\n`
  }
  return { ...all, ...files }
}

/** /proc/PID/io. */
export function ioText({
  read = 0,
  written = 0,
  calls = 0,
  diskRead = 0,
  diskWritten = 0,
  cancelled = 0,
}): string {
  return `rchar: ${read}\nwchar: ${written}\nsyscr: ${calls}\nsyscw: ${calls}\nread_bytes: ${diskRead}\nwrite_bytes: ${diskWritten}\ncancelled_write_bytes: ${cancelled}\n`
}

/** A world whose files are the first of `frames`, and after each sleep the next; the last one stays. */
export function framedWorld(
  frames: readonly Record<string, LiteralFile>[],
  changes: { interrupted?: AbortSignal } = {},
): { world: World; slept: number[] } {
  let at = 0
  const slept: number[] = []
  const current = () => literalFiles(frames[Math.min(at, frames.length - 1)] ?? {})
  const files: World['files'] = {
    text: (...args) => current().text(...args),
    kernelText: (...args) => current().kernelText(...args),
    entries: (path) => current().entries(path),
    link: (path) => current().link(path),
    size: (path) => current().size(path),
    records: (...args) => current().records(...args),
    space: (path) => current().space(path),
  }
  const { world } = fakeWorld({ files, ...changes })
  const sleep = async (ms: number) => {
    slept.push(ms)
    at += 1
  }
  return { world: { ...world, sleep }, slept }
}
