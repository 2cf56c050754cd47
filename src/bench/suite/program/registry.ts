/** What a case may ask for beside its function. */
export interface CaseOptions {
  /** Each call is awaited; without it the first call tells. */
  async?: boolean
  /** Before and after the case, untimed; may be async. */
  setup?: () => unknown
  teardown?: () => unknown
}

/** One benchmark of a suite file. */
export interface SuiteCase {
  /** `suite > case`. */
  name: string
  file: string
  fn: () => unknown
  options: CaseOptions
}

/** What a suite's function gets. */
export interface SuiteContext {
  bench(name: string, fn: () => unknown, options?: CaseOptions): void
}

export type Suite = (name: string, define: (context: SuiteContext) => unknown) => void

/** How other files find `suite`, wherever they got their copy of it. */
export const suiteKey = Symbol.for('lewis-perf.suite')

const optionNames = new Set(['async', 'setup', 'teardown'])

/** Collects what suite files define, in order. */
export interface Registry {
  suite: Suite
  cases: SuiteCase[]
  /** What comes next is defined by this file. */
  begin(file: string): void
  /** Resolves once the functions of all suites have ended; rejects with what one of them threw. */
  settled(): Promise<void>
}

export function newRegistry(): Registry {
  const cases: SuiteCase[] = []
  let file = ''
  let waiting: Promise<unknown>[] = []
  const suite: Suite = (name, define) => {
    const suiteName = checkedName('suite', name)
    if (typeof define !== 'function')
      throw new TypeError(`suite ${JSON.stringify(suiteName)} needs a function, got ${typeof define}`)
    const from = file
    const result = define({
      bench: (caseName, fn, options = {}) => {
        const full = `${suiteName} > ${checkedName('bench', caseName)}`
        assertCase(full, fn, options)
        const twin = cases.find((one) => one.name === full)
        if (twin !== undefined)
          throw new Error(
            `there are two benchmarks with the name ${JSON.stringify(full)}${twin.file === from ? '' : `, the other in ${twin.file}`}`,
          )
        cases.push({ name: full, file: from, fn, options })
      },
    })
    waiting.push(Promise.resolve(result))
  }
  return {
    suite,
    cases,
    begin(next) {
      file = next
    },
    async settled() {
      const all = waiting
      waiting = []
      await Promise.all(all)
    },
  }
}

function checkedName(what: string, name: unknown): string {
  if (typeof name === 'string' && name.trim() !== '') return name.trim()
  throw new TypeError(`${what} needs a name, got ${JSON.stringify(name)}`)
}

function assertCase(name: string, fn: unknown, options: unknown): void {
  if (typeof fn !== 'function')
    throw new TypeError(`bench ${JSON.stringify(name)} needs a function, got ${typeof fn}`)
  if (typeof options !== 'object' || options === null)
    throw new TypeError(`the options of bench ${JSON.stringify(name)} are no object`)
  const unknown = Object.keys(options).find((key) => !optionNames.has(key))
  if (unknown !== undefined)
    throw new TypeError(
      `bench ${JSON.stringify(name)} has no option ${JSON.stringify(unknown)}: it knows ${[...optionNames].join(', ')}`,
    )
}
