import { readFileSync } from 'node:fs'
import * as nodeModule from 'node:module'
import { dirname } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { SuiteLine, SuiteOrder } from '../suite-request.ts'
import type { HookOrder } from './hooks.ts'
import { type Registry, suiteKey } from './registry.ts'
import { type TinybenchSuites, tinybenchKey } from './tinybench-suites.ts'

/** Imports suite files one after the other; one that cannot be loaded is told and left out. */
export async function loadSuites(
  { request, tools }: SuiteOrder,
  registry: Registry,
  tinybench: TinybenchSuites,
  tell: (line: SuiteLine) => void,
): Promise<void> {
  const shared = globalThis as unknown as Record<string | symbol, unknown>
  shared.suite = registry.suite
  shared[suiteKey] = registry.suite
  shared[tinybenchKey] = tinybench.wrap
  const data: HookOrder = { tools, overlay: request.overlay }
  if (request.files.some((file) => needsHooks(file, request.overlay)))
    nodeModule.register(pathToFileURL(tools.hooks), { data })
  for (const file of request.files) {
    registry.begin(file)
    tinybench.begin(file)
    tell({ kind: 'loading', file })
    const before = registry.cases.length + tinybench.names().length
    try {
      await import(pathToFileURL(file).href)
      await registry.settled()
      if (registry.cases.length + tinybench.names().length === before)
        throw new Error("it defines no benchmark: suite('name', ({ bench }) => bench('case', fn))")
    } catch (error) {
      // What it defined before it failed would be half a suite.
      tinybench.forget(file)
      registry.cases.splice(0, Number.POSITIVE_INFINITY, ...registry.cases.filter((one) => one.file !== file))
      tell({ kind: 'refused', file, ...problemOf(error) })
    }
  }
}

/** Starting the thread of the hooks takes a while, which plain JavaScript can do without. */
function needsHooks(file: string, overlay: Readonly<Record<string, string>>): boolean {
  if (overlay[file] !== undefined || /\.[cm]?tsx?$/.test(file)) return true
  try {
    return /lewis-perf\/bench|tinybench|\.[cm]?ts['"]/.test(readFileSync(file, 'utf8'))
  } catch {
    return false
  }
}

/** What an error says, and where in a file of the user it was thrown. */
export function problemOf(error: unknown): { problem: string; place: string | null } {
  if (!(error instanceof Error))
    return { problem: `it threw ${JSON.stringify(error) ?? String(error)}, which is no Error`, place: null }
  const problem = `${error.name}: ${error.message.split('\n')[0]}`
  const frame = (error.stack ?? '')
    .split('\n')
    .map((line) => /(?:\(|at )(?:async )?(file:\/\/)?(\/[^():]+:\d+(?::\d+)?)\)?$/.exec(line.trim())?.[2])
    .find((place) => place !== undefined && dirname(place) !== import.meta.dirname)
  // A syntax error has its place on the first line of the stack.
  const first = /^(?:file:\/\/)?(\/[^():]+:\d+)$/.exec((error.stack ?? '').split('\n')[0] ?? '')?.[1]
  return { problem, place: first ?? frame ?? null }
}
