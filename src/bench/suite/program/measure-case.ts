import type { CaseAnswer, SuiteRequest } from '../suite-request.ts'
import { leastSampleSeconds, nowMs } from './clock.ts'
import { heapPerOperation } from './heap-per-operation.ts'
import { type Batch, batchOf, checkedBatchOf, type Failures, messageOf, sink } from './loop.ts'
import type { SuiteCase } from './registry.ts'

/** What is true for the whole process. */
export interface Process {
  tickSeconds: number
  /** A call of nothing, in the loop for either kind of function. */
  emptySeconds(isAsync: boolean): Promise<number>
  collectGarbage: (() => void) | null
}

/** Runs the set-up of a case, measures it, and runs its teardown. */
export async function measureCase(
  one: SuiteCase,
  request: SuiteRequest,
  process_: Process,
): Promise<CaseAnswer> {
  await one.options.setup?.()
  try {
    return await measureFunction(one, request, process_)
  } finally {
    await one.options.teardown?.()
  }
}

async function measureFunction(
  { name, file, fn, options }: SuiteCase,
  request: SuiteRequest,
  process_: Process,
): Promise<CaseAnswer> {
  const failures: Failures = { count: 0, first: null }
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
    seconds: measured.seconds,
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
  failures: Failures,
): Promise<{ isAsync: boolean; seconds: number }> {
  const from = nowMs()
  let isAsync = isSaidAsync ?? false
  try {
    const result = fn()
    isAsync = isSaidAsync ?? isThenable(result)
    sink.value = isAsync ? await result : result
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
  subject: { fn: () => unknown; isAsync: boolean; failures: Failures },
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
  let tooShort = 0
  const endMs = nowMs() + request.seconds * 1000
  while (taken < request.maximumSamples && (nowMs() < endMs || taken < request.minimumSamples)) {
    if (request.gc) collectGarbage?.()
    const elapsed = await run(operations)
    // Compiled better since the warm-up, the function now runs more often in a sample that is long enough.
    if (elapsed < 0.9 * least && tooShort < 5) {
      operations = Math.ceil((operations * least * 1.2) / Math.max(elapsed, least / 100))
      tooShort++
      taken = 0
      continue
    }
    samples[taken++] = elapsed / operations
  }
  return { seconds: Array.from(samples.subarray(0, taken)), operations }
}

/** Runs for `seconds` and answers how many operations make a sample that is long enough. */
async function warmUp(
  run: (count: number) => Promise<number>,
  seconds: number,
  least: number,
): Promise<number> {
  const endMs = nowMs() + seconds * 1000
  let count = 1
  for (;;) {
    const elapsed = await run(count)
    const isLong = elapsed >= least
    if (isLong && nowMs() >= endMs) return operationsFor(elapsed / count, least)
    if (!isLong)
      count = Math.min(
        2 ** 40,
        Math.max(2 * count, Math.ceil((count * least * 1.1) / Math.max(elapsed, least / 1000))),
      )
    else count = operationsFor(elapsed / count, least)
  }
}

/** How many operations make a sample that is long enough, with some to spare for a faster moment. */
function operationsFor(secondsEach: number, least: number): number {
  return secondsEach >= least ? 1 : Math.ceil((1.2 * least) / secondsEach)
}
