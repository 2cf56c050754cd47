import { readFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { noteLine } from '../../../apply/index.ts'
import type { CaseAnswer, SuiteLine, SuiteOrder, SuiteRequest } from '../suite-request.ts'
import { aroundCase } from './around-case.ts'
import { clockTickSeconds } from './clock.ts'
import { controlSeconds } from './control.ts'
import { guideConcurrent, guideFunction } from './guide-harness.ts'
import { loadSuites, problemOf } from './load-suites.ts'
import { batchOf, messageOf } from './loop.ts'
import { measureCase, type Process } from './measure-case.ts'
import { newRegistry, type SuiteCase } from './registry.ts'
import { newTinybenchSuites, tinybenchMedian } from './tinybench-suites.ts'

// The program of one process that measures suites: node suite.mjs ORDER. It answers line by line in a file, so that neither a crash
// nor what a suite prints or closes can take with it what was measured before.

const order = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as SuiteOrder
const tell = (line: SuiteLine): void => noteLine(order.answers, JSON.stringify(line))
const ownHandles = new Set(process.getActiveResourcesInfo())

let isFinished = false
process.once('exit', (exitCode) => {
  if (!isFinished) tell({ kind: 'left', exitCode })
})
process.once('uncaughtException', (error) => {
  tell({ kind: 'failed', ...problemOf(error) })
  isFinished = true
  process.exit(1)
})

const process_: Process = newProcess()

await main(order)

async function main({ request, tools }: SuiteOrder): Promise<void> {
  const registry = newRegistry()
  const tinybench = newTinybenchSuites()
  await loadSuites(order, registry, tinybench, tell)
  for (const { name, file } of [...registry.cases, ...tinybench.names()]) tell({ kind: 'listed', name, file })
  if (request.mode !== 'list') {
    const before = request.control ? controlSeconds() : 0
    for (const one of registry.cases.filter(({ name }) => isWanted(name, request))) {
      tell({ kind: 'begun', name: one.name })
      // Only its setup and teardown throw up to here.
      const answer = await answerFor(one, request, tools.tinybench).catch((error: unknown) =>
        failedAnswer(one, messageOf(error)),
      )
      // Rejections that nobody waited for come up in a turn of the event loop, which measuring does not need.
      await new Promise(setImmediate)
      tell({ kind: 'case', answer })
    }
    const wanted = (name: string): boolean => isWanted(name, request)
    for await (const answer of tinybench.answers(wanted, (name) => tell({ kind: 'begun', name })))
      tell({ kind: 'case', answer })
    if (request.control) tell({ kind: 'control', seconds: (before + controlSeconds()) / 2 })
  }
  const left = process.getActiveResourcesInfo().filter((name) => !ownHandles.has(name) && !isOurs(name))
  if (left.length > 0) tell({ kind: 'handles', names: [...new Set(left)] })
  tell({ kind: 'finished' })
  isFinished = true
  process.exit(0)
}

function isWanted(name: string, { only, filter }: SuiteRequest): boolean {
  return (only === null || only.includes(name)) && (filter === null || name.includes(filter))
}

/** The thread of the hooks, and what Node keeps for a moment. */
function isOurs(name: string): boolean {
  return [
    'MessagePort',
    'Worker',
    'PipeWrap',
    'TTYWrap',
    'FSReqPromise',
    'FSReqCallback',
    'Immediate',
  ].includes(name)
}

async function answerFor(one: SuiteCase, request: SuiteRequest, tinybenchFile: string): Promise<CaseAnswer> {
  if (request.mode === 'guide' || request.mode === 'guide-concurrent')
    return aroundCase(one, () => guideAnswer(one, request))
  const answer = await measureCase(one, request, process_)
  if (!request.crossCheck || answer.errors > 0) return answer
  const { Bench } = await import(pathToFileURL(tinybenchFile).href)
  const crossCheckSeconds = await aroundCase(one, () => tinybenchMedian(Bench, one.fn, request))
  return { ...answer, crossCheckSeconds }
}

async function guideAnswer(one: SuiteCase, request: SuiteRequest): Promise<CaseAnswer> {
  if (request.mode === 'guide') {
    const { seconds, failures } = await guideFunction(one.fn, request.iterations)
    return { ...emptyAnswer(one), seconds, errors: failures.count, firstError: failures.first }
  }
  const { failures, ...concurrent } = await guideConcurrent(one.fn, request.iterations, request.maxWorkers)
  return {
    ...emptyAnswer(one),
    errors: failures.count,
    firstError: failures.first,
    concurrent: { ...concurrent, failed: failures.count },
  }
}

function failedAnswer(one: SuiteCase, said: string): CaseAnswer {
  return { ...emptyAnswer(one), errors: 1, firstError: said }
}

function emptyAnswer({ name, file }: SuiteCase): CaseAnswer {
  return {
    name,
    file,
    engine: 'lewis-perf',
    isAsync: false,
    seconds: [],
    isOrdered: true,
    operationsPerSample: 1,
    firstSeconds: null,
    errors: 0,
    firstError: null,
    tickSeconds: null,
    emptySeconds: null,
    heapBytesPerOperation: null,
    crossCheckSeconds: null,
    involuntarySwitches: 0,
    cpuSeconds: 0,
    wallSeconds: 0,
    concurrent: null,
  }
}

function newProcess(): Process {
  const known = new Map<boolean, Promise<number>>()
  const measureEmpty = async (isAsync: boolean): Promise<number> => {
    const batch = batchOf(() => undefined, isAsync)
    const count = isAsync ? 20_000 : 1_000_000
    const times: number[] = []
    for (let round = 0; round < 7; round++) times.push((await batch(count)) / count)
    return times.sort((a, b) => a - b)[2] ?? 0
  }
  return {
    tickSeconds: clockTickSeconds(),
    emptySeconds(isAsync) {
      const found = known.get(isAsync) ?? measureEmpty(isAsync)
      known.set(isAsync, found)
      return found
    },
    collectGarbage: (globalThis as { gc?: () => void }).gc ?? null,
  }
}
