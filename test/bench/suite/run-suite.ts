import { readdirSync, readlinkSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { ScratchFolder } from '../../../src/apply/index.ts'
import {
  openSuiteRunner,
  type SuiteProcess,
  type SuiteReport,
  type SuiteRequest,
} from '../../../src/bench/index.ts'
import { nodeWorld } from '../../../src/cli/node-world.ts'
import { until } from '../../e2e/process-tree.ts'

/** A request that is answered soon. */
export const quick: Omit<SuiteRequest, 'files'> = {
  overlay: {},
  mode: 'measure',
  only: null,
  filter: null,
  warmupSeconds: 0.005,
  seconds: 0.02,
  minimumSamples: 6,
  maximumSamples: 20_000,
  gc: false,
  heap: false,
  control: false,
  crossCheck: false,
  iterations: 10,
  maxWorkers: 2,
}

const usual: Omit<SuiteProcess, 'directory'> = {
  nodeFlags: [],
  paddingBytes: 0,
  timeoutSeconds: 20,
  memoryBytes: 4e9,
}

/**
 * Runs suite files by real processes: `run({ 'a.bench.mjs': TEXT })` writes them into a folder of their own, measures those that are
 * suites, answers also which files were left there, and throws where a process stays behind.
 */
export async function openSuiteRuns(scratch: ScratchFolder) {
  const runner = await openSuiteRunner(nodeWorld(), scratch)
  let runs = 0
  return async (
    texts: Readonly<Record<string, string>>,
    request: Partial<SuiteRequest> = {},
    how: Partial<SuiteProcess> = {},
  ): Promise<SuiteReport & { left: string[] }> => {
    const folder = `run-${++runs}`
    const paths = Object.entries(texts).map(([name, text]) => scratch.write(join(folder, name), text))
    const directory = join(scratch.path, folder)
    const files = paths.filter((path) => /\.bench\.\w+$/.test(path))
    const report = await runner.run({ ...quick, files, ...request }, { ...usual, directory, ...how })
    // What was killed takes a moment to go.
    await until(() => processesIn(directory).length === 0)
    const written = new Set(paths.flatMap((path) => [path, dirname(path)]))
    const there = readdirSync(directory, { recursive: true, encoding: 'utf8' })
    return { ...report, left: there.filter((name) => !written.has(join(directory, name))) }
  }
}

/** Processes whose working directory it is. */
function processesIn(directory: string): string[] {
  return readdirSync('/proc').filter((pid) => {
    try {
      return /^\d+$/.test(pid) && readlinkSync(`/proc/${pid}/cwd`) === directory
    } catch {
      return false
    }
  })
}
