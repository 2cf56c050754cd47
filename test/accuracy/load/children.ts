import { type ChildProcess, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'

/** What a program did. */
export interface Finished {
  code: number | null
  output: string
  errors: string
  /** User and system time that it was seen to use, to a fifth of a second. */
  cpuSeconds: number
  /** Resident memory, five times a second. */
  residentBytes: number[]
}

export interface Started {
  child: ChildProcess
  finished: Promise<Finished>
}

const alive = new Set<ChildProcess>()
const lookEveryMs = 200
const ticksASecond = 100
const pageBytes = 4096

/** Starts a program that ends with the suite at the latest. */
export function startChild(
  command: string,
  args: readonly string[],
  options: { cwd?: string } = {},
): Started {
  const child = spawn(command, args, { cwd: options.cwd, stdio: ['ignore', 'pipe', 'pipe'] })
  alive.add(child)
  const text = { output: '', errors: '' }
  const seen = { cpuSeconds: 0, residentBytes: [] as number[] }
  const looking = setInterval(() => look(child.pid, seen), lookEveryMs)
  child.stdout.setEncoding('utf8').on('data', (piece: string) => {
    text.output += piece
  })
  child.stderr.setEncoding('utf8').on('data', (piece: string) => {
    text.errors += piece
  })
  const finished = new Promise<Finished>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code) => {
      clearInterval(looking)
      alive.delete(child)
      resolve({ code, ...text, ...seen })
    })
  })
  return { child, finished }
}

/** Runs a program to its end. */
export function runChild(...args: Parameters<typeof startChild>): Promise<Finished> {
  return startChild(...args).finished
}

/** Ends all that still run, those that stand still too. */
export function endChildren(): void {
  for (const child of alive) {
    child.kill('SIGCONT')
    child.kill('SIGTERM')
  }
}

function look(pid: number | undefined, seen: { cpuSeconds: number; residentBytes: number[] }): void {
  if (pid === undefined) return
  try {
    const [user, system] =
      readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ').slice(11, 13) ?? []
    seen.cpuSeconds = (Number(user) + Number(system)) / ticksASecond
    const pages = readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]
    seen.residentBytes.push(Number(pages) * pageBytes)
  } catch {
    // It has just ended.
  }
}
