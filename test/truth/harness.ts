import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import type { DiagnoseData } from '../../src/checks/index.ts'
import type { Envelope, Finding } from '../../src/core/index.ts'
import { installed } from '../e2e/installed.ts'

/** Whether this machine can be made ill: cgroups, mounts and namespaces need root. */
export const canProvoke = process.platform === 'linux' && process.getuid?.() === 0

const folderPrefix = 'lewis-perf-truth-'
const groups = '/sys/fs/cgroup'

/** Illnesses that were provoked, to be ended in reverse order whatever happens. */
export class Provocation {
  readonly #ends: (() => void)[] = []

  /** Starts a program in a process group of its own, which ends with the provocation. */
  start(
    program: string,
    args: readonly string[],
    more: { cgroup?: string; cwd?: string } = {},
  ): ChildProcess {
    // A shell that joins the group and then becomes the program: its id is the program's.
    const joined = more.cgroup === undefined ? '' : `echo $$ > ${more.cgroup}/cgroup.procs && `
    const child = spawn('sh', ['-c', `${joined}exec "$@"`, 'sh', program, ...args], {
      detached: true,
      stdio: ['ignore', 'pipe', 'ignore'],
      cwd: more.cwd,
    })
    this.#ends.push(() => {
      if (child.pid === undefined) return
      try {
        process.kill(-child.pid, 'SIGKILL')
      } catch {
        // It has ended by itself.
      }
    })
    return child
  }

  /** Runs a command now, and `undo` at the end. */
  run(command: string, undo?: string): string {
    if (undo !== undefined) this.#ends.push(() => quietly(() => shell(undo)))
    return shell(command)
  }

  folder(): string {
    const folder = mkdtempSync(join(tmpdir(), folderPrefix))
    this.#ends.push(() => rmSync(folder, { recursive: true, force: true }))
    return folder
  }

  /** A cgroup v1 folder with these files written. */
  cgroup(controller: string, files: Readonly<Record<string, string>>): string {
    const folder = `${groups}/${controller}/${folderPrefix}${process.pid}-${this.#ends.length}`
    mkdirSync(folder)
    this.#ends.push(() => removeGroup(folder))
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
    return folder
  }

  end(): void {
    for (const end of this.#ends.reverse()) end()
    this.#ends.length = 0
  }
}

/** Ends what a run of these tests that was killed left behind: its swap, its groups, its folders. */
export function endLeftovers(): void {
  for (const line of readFileSync('/proc/swaps', 'utf8').split('\n')) {
    const [file = ''] = line.split(' ')
    if (file.startsWith(join(tmpdir(), folderPrefix))) quietly(() => shell(`swapoff ${file}`))
  }
  for (const name of readdirSync(tmpdir()))
    if (name.startsWith(folderPrefix)) rmSync(join(tmpdir(), name), { recursive: true, force: true })
  for (const controller of readdirSync(groups, { withFileTypes: true }).filter((entry) =>
    entry.isDirectory(),
  ))
    for (const name of readdirSync(join(groups, controller.name)))
      if (name.startsWith(folderPrefix)) quietly(() => rmdirSync(join(groups, controller.name, name)))
}

function removeGroup(folder: string): void {
  // Its processes were killed, but the kernel may still be ending them.
  for (let tries = 0; tries < 200; tries++) {
    try {
      rmdirSync(folder)
      return
    } catch {
      execFileSync('sleep', ['0.05'])
    }
  }
}

function quietly(work: () => void): void {
  try {
    work()
  } catch {
    // What is undone at the end may be gone already.
  }
}

function shell(command: string): string {
  return execFileSync('sh', ['-ec', command], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
}

export type Diagnosis = Envelope<DiagnoseData>

/** One run of the installed command over `window`; `inside` is a prefix such as `ip netns exec a`. */
export async function diagnose(
  options: { window?: string; inside?: readonly string[]; more?: readonly string[] } = {},
): Promise<Diagnosis> {
  const words = [
    ...(options.inside ?? []),
    process.execPath,
    installed,
    'diagnose',
    '--json',
    '--window',
    options.window ?? '3s',
    ...(options.more ?? []),
  ]
  const [program = '', ...args] = words
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] })
  let text = ''
  child.stdout.setEncoding('utf8').on('data', (piece: string) => {
    text += piece
  })
  await new Promise((resolve) => child.once('close', resolve))
  return JSON.parse(text) as Diagnosis
}

/** Checks that go by the kernel's log, which tells of earlier runs of these tests as well. */
const remembering = ['mem.oom-kill', 'krn.kmsg'] as const
export const withoutMemory = remembering.flatMap((id) => ['--skip', id])

/** Findings that are not fine, of these checks. */
export function ill(diagnosis: Diagnosis, ...ids: string[]): Finding[] {
  return diagnosis.findings.filter(
    ({ id, status }) => ids.includes(id) && (status === 'warn' || status === 'fail'),
  )
}

/** Waits until `holds`, at most five minutes. */
export async function until(holds: () => boolean): Promise<void> {
  for (let tries = 0; tries < 3000 && !holds(); tries++) await setTimeout(100)
  if (!holds()) throw new Error('what was waited for did not come')
}

/** Lets what an earlier illness left in the kernel's averages go by, until no check warns of it any more. */
export async function calm(): Promise<void> {
  const averages = ['cpu', 'io', 'memory'].map((name) => `/proc/pressure/${name}`).filter(existsSync)
  await until(() =>
    averages.every(
      (path) => Number(/some avg10=([\d.]+) avg60=([\d.]+)/.exec(readFileSync(path, 'utf8'))?.[2] ?? 0) < 9,
    ),
  )
}
