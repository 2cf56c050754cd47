import { basename } from 'node:path'
import type { CaseAnswer, SuiteRequest } from '../suite-request.ts'
import { messageOf } from './loop.ts'

/** What tinybench 2 to 6 have in common, as far as it is used here. */
interface TinyTask {
  name: string
  result?: TinyResult
}
interface TinyResult {
  state?: string
  error?: unknown
  samples?: number[]
  latency?: { samples?: number[] }
}
interface TinyBench {
  name?: string
  tasks: TinyTask[]
  run(): Promise<unknown>
  /** Since version 4. */
  runSync?(): unknown
  remove(name: string): unknown
}
type TinyClass = new (options?: Record<string, unknown>) => TinyBench

interface Collected {
  bench: TinyBench
  file: string
  /** `2` for the second Bench of one name, as suites without names have them. */
  number: number
  hasRun: boolean
}

/** How the stand-in for the module `tinybench` finds us. */
export const tinybenchKey = Symbol.for('lewis-perf.tinybench')

/** Every Bench that suite files make. */
export interface TinybenchSuites {
  /** A Bench that keeps its samples and is known here. */
  wrap(Bench: TinyClass): TinyClass
  begin(file: string): void
  /** Leaves out what a file has defined. */
  forget(file: string): void
  names(): { name: string; file: string }[]
  /** Runs those that have not run by themselves, and answers all benchmarks that `isWanted`. */
  answers(isWanted: (name: string) => boolean, onBegin: (name: string) => void): AsyncIterable<CaseAnswer>
}

export function newTinybenchSuites(): TinybenchSuites {
  const all: Collected[] = []
  let file = ''
  const suiteOf = (bench: TinyBench, from: string): string =>
    bench.name ?? basename(from).replace(/\.bench\.[cm]?[jt]s$|\.[cm]?[jt]s$/, '')
  const nameOf = ({ bench, file: from, number }: Collected, task: TinyTask): string =>
    `${suiteOf(bench, from)}${number === 1 ? '' : ` ${number}`} > ${task.name}`
  return {
    wrap: (Bench) =>
      class extends Bench {
        constructor(options: Record<string, unknown> = {}) {
          super({ ...options, retainSamples: true })
          const own = suiteOf(this, file)
          const number = 1 + all.filter((other) => suiteOf(other.bench, other.file) === own).length
          const one: Collected = { bench: this, file, number, hasRun: false }
          all.push(one)
          const { run, runSync } = this
          this.run = () => {
            one.hasRun = true
            return run.call(this)
          }
          if (runSync !== undefined)
            this.runSync = () => {
              one.hasRun = true
              return runSync.call(this)
            }
        }
      },
    begin(next) {
      file = next
    },
    forget(refused) {
      all.splice(0, all.length, ...all.filter((one) => one.file !== refused))
    },
    names: () =>
      all.flatMap((one) => one.bench.tasks.map((task) => ({ name: nameOf(one, task), file: one.file }))),
    async *answers(isWanted, onBegin) {
      for (const one of all) {
        const wanted = one.bench.tasks.filter((task) => isWanted(nameOf(one, task)))
        if (wanted.length === 0) continue
        onBegin(nameOf(one, wanted[0] ?? { name: '' }))
        if (!one.hasRun) {
          for (const task of [...one.bench.tasks]) if (!wanted.includes(task)) one.bench.remove(task.name)
          const error = await one.bench.run().then(
            () => null,
            (thrown: unknown) => ({ error: thrown ?? 'it was rejected' }),
          )
          if (error !== null) {
            for (const task of wanted) yield answerOf(nameOf(one, task), one.file, error)
            continue
          }
        }
        for (const task of wanted) yield answerOf(nameOf(one, task), one.file, task.result ?? {})
      }
    },
  }
}

function answerOf(name: string, file: string, result: TinyResult): CaseAnswer {
  const samples = result.latency?.samples ?? result.samples ?? []
  const hasFailed = result.error !== undefined || result.state === 'errored'
  return {
    name,
    file,
    engine: 'tinybench',
    isAsync: false,
    // tinybench counts milliseconds, and has sorted them.
    seconds: samples.map((ms) => ms / 1000),
    isOrdered: false,
    operationsPerSample: 1,
    firstSeconds: null,
    errors: hasFailed ? 1 : 0,
    firstError: hasFailed ? messageOf(result.error) : null,
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

/** The median of one call by tinybench's own loop, in seconds; null where it fails. */
export async function tinybenchMedian(
  Bench: new (
    options: Record<string, unknown>,
  ) => TinyBench & {
    add(name: string, fn: () => unknown): unknown
  },
  fn: () => unknown,
  { seconds, warmupSeconds }: SuiteRequest,
): Promise<number | null> {
  const bench = new Bench({
    time: seconds * 1000,
    warmupTime: warmupSeconds * 1000,
    retainSamples: true,
  })
  bench.add('it', fn)
  await bench.run()
  const samples = bench.tasks[0]?.result?.latency?.samples ?? []
  const middle = samples[samples.length >> 1]
  return middle === undefined ? null : middle / 1000
}
