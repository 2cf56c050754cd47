import type { CaseAnswer, SuiteRequest } from '../suite-request.ts'
import { aroundCase } from './around-case.ts'
import { leastSampleSeconds, nowMs } from './clock.ts'
import { heapPerOperation } from './heap-per-operation.ts'
import { type Batch, batchOf, batchSize, checkedBatchOf, messageOf, type Outcomes, sink } from './loop.ts'
import type { SuiteCase } from './registry.ts'

/** What is true for the whole process. */
export interface Process {
  tickSeconds: number
  /** A call of nothing, in the loop for either kind of function. */
  emptySeconds(isAsync: boolean): Promise<number>
  collectGarbage: (() => void) | null
}

/** Runs the set-up of a case, measures it, and runs its teardown. */
export function measureCase(one: SuiteCase, request: SuiteRequest, process_: Process): Promise<CaseAnswer> {
  return aroundCase(one, () => measureFunction(one, request, process_))
}

async function measureFunction(
  { name, file, fn, options }: SuiteCase,
  request: SuiteRequest,
  process_: Process,
): Promise<CaseAnswer> {
  const failures: Outcomes = { count: 0, first: null, successes: 0 }
  const first = await firstCall(fn, options.async, failures)
  const least = leastSampleSeconds(process_.tickSeconds)
  const before = process.resourceUsage()
  const from = nowMs()
  const measured = await measureBatches({ fn, isAsync: first.isAsync, failures }, request, least, process_)
  const wallSeconds = (nowMs() - from) / 1000
  const after = process.resourceUsage()
  const heap =
    request.heap && process_.collectGarbage !== null && failures.count === 0
      ? await heapPerOperation(fn, first.isAsync, measured.operations, process_.collectGarbage)
      : null
  return {
    name,
    file,
    engine: 'lewis-perf',
    isAsync: first.isAsync,
    // How long it takes to fail is no result.
    seconds: failures.count > 0 && failures.successes === 0 ? [] : measured.seconds,
    isOrdered: true,
    operationsPerSample: measured.operations,
    firstSeconds: first.seconds,
    errors: failures.count,
    firstError: failures.first,
    tickSeconds: process_.tickSeconds,
    emptySeconds: await process_.emptySeconds(first.isAsync),
    heapBytesPerOperation: heap,
    crossCheckSeconds: null,
    involuntarySwitches: after.involuntaryContextSwitches - before.involuntaryContextSwitches,
    cpuSeconds: (after.userCPUTime - before.userCPUTime + after.systemCPUTime - before.systemCPUTime) / 1e6,
    wallSeconds,
    concurrent: null,
  }
}

/** The cold call, which also tells whether the function is async. */
async function firstCall(
  fn: () => unknown,
  isSaidAsync: boolean | undefined,
  failures: Outcomes,
): Promise<{ isAsync: boolean; seconds: number }> {
  const from = nowMs()
  let isAsync = isSaidAsync ?? false
  try {
    const result = fn()
    isAsync = isSaidAsync ?? isThenable(result)
    sink.value = isAsync ? await result : result
    failures.successes++
  } catch (error) {
    failures.count++
    failures.first ??= messageOf(error)
  }
  return { isAsync, seconds: (nowMs() - from) / 1000 }
}

function isThenable(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function'
}

async function measureBatches(
  subject: { fn: () => unknown; isAsync: boolean; failures: Outcomes },
  request: SuiteRequest,
  least: number,
  { collectGarbage }: Process,
): Promise<{ seconds: number[]; operations: number }> {
  const { fn, isAsync, failures } = subject
  let batch: Batch = failures.count > 0 ? checkedBatchOf(fn, isAsync, failures) : batchOf(fn, isAsync)
  const run = async (count: number): Promise<number> => {
    try {
      // Awaiting a number would give other work a turn between the batches of a function that is not async.
      const taken = batch(count)
      return typeof taken === 'number' ? taken : await taken
    } catch {
      // The loop that counts takes over; what it measures stands on its own.
      batch = checkedBatchOf(fn, isAsync, failures)
      return await batch(count)
    }
  }
  let operations = await warmUp(run, request.warmupSeconds, least)
  const samples = new Float64Array(request.maximumSamples)
  let taken = 0
  let restarts = 0
  let endMs = nowMs() + request.seconds * 1000
  while (taken < request.maximumSamples && (nowMs() < endMs || taken < request.minimumSamples)) {
    if (request.gc) collectGarbage?.()
    const elapsed = await run(operations)
    // Faster than ever in the warm-up: all samples are to be of one size, and long enough.
    if (elapsed < least && restarts < mostRestarts) {
      restarts++
      operations = Math.max(operations + 1, operationsFor(elapsed / operations, least))
      taken = 0
      endMs = nowMs() + request.seconds * 1000
      continue
    }
    samples[taken++] = elapsed / operations
  }
  return { seconds: Array.from(samples.subarray(0, taken)), operations }
}

/** After so many it is the function that changes, not our idea of it. */
const mostRestarts = 5
/** More calls than any clock needs. */
const mostOperations = 2 ** 32

/** Runs for `seconds` and answers how many operations make a sample that is long enough, even at its fastest. */
async function warmUp(
  run: (count: number) => Promise<number>,
  seconds: number,
  least: number,
): Promise<number> {
  const endMs = nowMs() + seconds * 1000
  let fastest = Number.POSITIVE_INFINITY
  let count = 1
  for (;;) {
    const elapsed = await run(count)
    if (elapsed >= least) {
      fastest = Math.min(fastest, elapsed / count)
      count = operationsFor(fastest, least)
      if (nowMs() >= endMs) return count
    } else {
      if (count >= mostOperations) return count
      const enough = (1.1 * count * least) / Math.max(elapsed, least / 1000)
      count = Math.min(mostOperations, batchSize(Math.max(2 * count, enough)))
    }
  }
}

/** How many operations make a sample that is long enough, with some to spare for a faster moment. */
function operationsFor(secondsEach: number, least: number): number {
  return secondsEach >= least ? 1 : Math.min(mostOperations, batchSize((1.2 * least) / secondsEach))
}
