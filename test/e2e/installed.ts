import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** The installed command and the one self-contained file, as built. */
export const installed = `${root}bin/lewis-perf.js`
export const oneFile = `${root}dist/lewis-perf.mjs`

/** The README's workload. */
export const workload = ['--scans-per-hour', '100', '--users', '20', '--retention-days', '365']

export interface Ended {
  code: number | null
  signal: string | null
  output: string
  errors: string
}

/** Starts a program in a plain UTF-8 environment and gathers what it prints. */
export function start(
  program: string,
  args: readonly string[],
  options: SpawnOptions & { input?: string } = {},
): { child: ChildProcess; ended: Promise<Ended> } {
  const child = spawn(program, args, {
    ...options,
    env: { PATH: process.env.PATH, HOME: process.env.HOME, LANG: 'C.UTF-8', ...options.env },
  })
  const text = { output: '', errors: '' }
  child.stdout?.setEncoding('utf8').on('data', (piece: string) => {
    text.output += piece
  })
  child.stderr?.setEncoding('utf8').on('data', (piece: string) => {
    text.errors += piece
  })
  child.stdin?.on('error', () => {})
  child.stdin?.end(options.input ?? '')
  const ended = new Promise<Ended>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code, signal) => resolve({ code, signal, ...text }))
  })
  return { child, ended }
}

/** Runs a program to its end. */
export function run(
  program: string,
  args: readonly string[],
  options?: Parameters<typeof start>[2],
): Promise<Ended> {
  return start(program, args, options).ended
}

/** Runs the installed command to its end. */
export function lewisPerf(args: readonly string[], options?: Parameters<typeof start>[2]): Promise<Ended> {
  return run(process.execPath, [installed, ...args], options)
}
