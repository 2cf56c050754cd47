import type { SuiteCase } from './registry.ts'
import { newTinybenchSuites, type TinybenchSuites } from './tinybench-suites.ts'

type Fn = () => unknown
interface Hooks {
  beforeAll?: Fn
  beforeEach?: Fn
  afterEach?: Fn
  afterAll?: Fn
}
interface Bench {
  name?: string
  tasks: { name: string }[]
  run(): Promise<unknown>
  remove(name: string): unknown
  add(name: string, fn: Fn, hooks?: Hooks): unknown
}
type BenchClass = new (options?: Record<string, unknown>) => Bench

/** What tinybench suites define, as benchmarks that can be called by somebody else: their own runs do nothing. */
export function collectTinybenchCases(): { suites: TinybenchSuites; cases(): SuiteCase[] } {
  const inner = newTinybenchSuites()
  const added = new Map<Bench, { fn: Fn; hooks: Hooks }[]>()
  const wrap = (Real: BenchClass): BenchClass => {
    const Known = inner.wrap(Real) as BenchClass
    return class extends Known {
      constructor(options?: Record<string, unknown>) {
        super(options)
        added.set(this, [])
        this.run = async () => []
      }

      override add(name: string, fn: Fn, hooks: Hooks = {}): unknown {
        added.get(this)?.push({ fn, hooks })
        return super.add(name, fn, hooks)
      }
    }
  }
  return {
    suites: { ...inner, wrap: wrap as TinybenchSuites['wrap'] },
    cases() {
      const all = [...added.values()].flat()
      return inner.names().flatMap(({ name, file }, index) => {
        const one = all[index]
        return one === undefined ? [] : [{ name, file, fn: called(one), options: optionsOf(one.hooks) }]
      })
    },
  }
}

/** The hooks around each call are part of it: between two calls there is no time that is not measured. */
function called({ fn, hooks: { beforeEach, afterEach } }: { fn: Fn; hooks: Hooks }): Fn {
  if (beforeEach === undefined && afterEach === undefined) return fn
  return async () => {
    await beforeEach?.()
    await fn()
    await afterEach?.()
  }
}

function optionsOf({ beforeAll, afterAll }: Hooks): SuiteCase['options'] {
  return {
    ...(beforeAll === undefined ? {} : { setup: beforeAll }),
    ...(afterAll === undefined ? {} : { teardown: afterAll }),
  }
}
