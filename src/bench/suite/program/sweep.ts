import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type OpenCase, serveSweep } from '../../sweep/index.ts'
import type { SuiteOrder, SuiteTools } from '../suite-request.ts'
import { loadSuites } from './load-suites.ts'
import { newRegistry } from './registry.ts'
import { collectTinybenchCases } from './tinybench-cases.ts'

// The program of the processes and threads of a sweep: it lies in one folder with the others that it needs.

const folder = import.meta.dirname
const tools: SuiteTools = {
  hooks: join(folder, 'hooks.mjs'),
  compiler: join(folder, 'compiler.mjs'),
  tinybench: join(folder, 'tinybench.mjs'),
  compiled: join(folder, 'compiled'),
}

await serveSweep(fileURLToPath(import.meta.url), openCase)

/** Loads a suite file and sets up one of its benchmarks. Rejects with what is wrong with either. */
async function openCase({ file, name }: { file: string; name: string }): Promise<OpenCase> {
  const registry = newRegistry()
  const tinybench = collectTinybenchCases()
  let refused: string | null = null
  await loadSuites(orderFor(file), registry, tinybench.suites, (line) => {
    if (line.kind === 'refused') refused = line.problem
  })
  if (refused !== null) throw new Error(refused)
  const one = [...registry.cases, ...tinybench.cases()].find((other) => other.name === name)
  if (one === undefined) throw new Error(`there is no benchmark ${JSON.stringify(name)} in ${file}`)
  await one.options.setup?.()
  return {
    operation: one.fn,
    close: async () => {
      await one.options.teardown?.()
    },
  }
}

function orderFor(file: string): SuiteOrder {
  return {
    tools,
    answers: '',
    request: {
      files: [file],
      overlay: {},
      mode: 'list',
      only: null,
      filter: null,
      warmupSeconds: 0,
      seconds: 0,
      minimumSamples: 0,
      maximumSamples: 0,
      gc: false,
      heap: false,
      control: false,
      crossCheck: false,
      iterations: 0,
      maxWorkers: 0,
    },
  }
}
