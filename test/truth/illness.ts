import { readFileSync } from 'node:fs'
import type { ProgramName } from '../servers/index.ts'
import { type Provocation, until } from './harness.ts'

/** An illness that this kernel can really have: how to provoke it, and what has to be said of it. */
export interface Illness {
  name: string
  /** Programs without which it cannot be provoked. */
  needs?: readonly ProgramName[]
  /** May hand back a prefix for the diagnosis, such as a network namespace. */
  provoke(provocation: Provocation): Promise<readonly string[] | undefined>
  /** What the first hypothesis is about. */
  resource: string
  /** At least one of these findings warns or fails; none does on the healthy machine. */
  findings: readonly string[]
  culprit?: RegExp
  /** The kernel's log tells of it for half an hour: other illnesses are looked at without that memory. */
  isRemembered?: true
  window?: string
}

/** For `sh`: a loop that uses one CPU whole. */
export const busyLoop = ['-c', 'while :; do :; done'] as const

/** A Node program given as its text. */
export function node(provocation: Provocation, source: string, cgroup?: string) {
  return provocation.start(process.execPath, ['-e', source], cgroup === undefined ? {} : { cgroup })
}

/** What the program printed, once `word` and the end of a line are there. */
export async function said(child: ReturnType<Provocation['start']>, word: string): Promise<string> {
  let text = ''
  child.stdout?.setEncoding('utf8').on('data', (piece: string) => {
    text += piece
  })
  await until(() => text.includes(word) && text.endsWith('\n'))
  return text
}

/** A `some` average of a pressure file, in percent. */
export function average(kind: string, name: string): number {
  return Number(
    new RegExp(`some .*${name}=([\\d.]+)`).exec(readFileSync(`/proc/pressure/${kind}`, 'utf8'))?.[1],
  )
}

/** A counter of /proc/net/netstat and its like. */
export function counter(path: string, protocol: string, name: string): number {
  const lines = readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line.startsWith(`${protocol}: `))
  const [names = '', values = ''] = lines
  return Number(values.split(' ')[names.split(' ').indexOf(name)] ?? 0)
}

/** The state letter of a process. */
export function stateOf(pid: number): string {
  return /\) (\S) /.exec(readFileSync(`/proc/${pid}/stat`, 'utf8'))?.[1] ?? ''
}

/** The children of a process. */
export function childrenOf(pid: number): { pid: number; state: string }[] {
  const text = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8')
  return text
    .split(' ')
    .filter((word) => /^\d+$/.test(word))
    .map((word) => ({ pid: Number(word), state: stateOf(Number(word)) }))
}
