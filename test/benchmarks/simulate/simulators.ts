import { spawnSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** What one run of M/M/16 says of itself. */
export interface Timed {
  seconds: number
  requests: number
  meanSeconds: number
}

/** A simulator as a command line that runs M/M/16. */
export interface Simulator {
  name: string
  /** What it does, for who compares. */
  does: string
  /** Its own number of requests: the slow ones need no more to be told apart. */
  requests: number
  command(requests: number, seed: number): string[]
}

/** Those of other people that this machine has or npm brings, and a line for each that is not here. */
export function otherSimulators(folder: string): { found: Simulator[]; skipped: string[] } {
  const found: Simulator[] = []
  const skipped: string[] = []
  const take = (simulator: Simulator, needs: string): void => {
    const tried = runTimed<Timed>(simulator.command(1000, 1))
    if (tried === null) skipped.push(`SKIPPED needs ${needs}: ${simulator.name}`)
    else found.push(simulator)
  }
  const here = import.meta.dirname
  take(
    {
      name: 'SimPy',
      does: 'a generator for each request, a Resource of 16; no histogram',
      requests: 100_000,
      command: (requests, seed) => [
        '/usr/bin/python3',
        join(here, 'simpy-model.py'),
        String(requests),
        String(seed),
      ],
    },
    'python3-simpy',
  )
  const simjs = installed(folder, 'simjs@2.0.3', join(here, 'simjs-model.mjs'))
  take(
    {
      name: 'SIM.JS',
      does: 'a Facility of 16 and callbacks; its own mean and deviation, no histogram',
      requests: 100_000,
      command: (requests, seed) => [process.execPath, simjs, String(requests), String(seed)],
    },
    'simjs@2.0.3 from npm',
  )
  return { found, skipped }
}

/** One run on the second core; null where it does not work. */
export function runTimed<T>(command: readonly string[]): T | null {
  const { stdout, status } = spawnSync('taskset', ['-c', '1', ...command], { encoding: 'utf8' })
  if (status !== 0) return null
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as T
}

/** A program beside a package that was installed for it alone: its path. */
function installed(folder: string, what: string, program: string): string {
  const place = join(folder, what.replace(/@.*/, ''))
  mkdirSync(place, { recursive: true })
  writeFileSync(join(place, 'package.json'), '{"private":true,"type":"module"}\n')
  spawnSync('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts', what], {
    cwd: place,
    stdio: 'ignore',
  })
  const copy = join(place, 'model.mjs')
  spawnSync('cp', [program, copy])
  return copy
}
