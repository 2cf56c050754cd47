/** What a fresh process is asked to do with suite files. */
export interface SuiteRequest {
  /** Absolute paths. */
  files: readonly string[]
  /** Texts that stand in for those of files, by absolute path: head's suites in the folder of the base. */
  overlay: Readonly<Record<string, string>>
  mode: SuiteMode
  /** Only these benchmarks; all when null. */
  only: readonly string[] | null
  /** Only benchmarks whose name contains it; all when null. */
  filter: string | null
  warmupSeconds: number
  /** How long to measure each benchmark. */
  seconds: number
  minimumSamples: number
  maximumSamples: number
  /** Collect garbage before every sample. */
  gc: boolean
  /** Count the heap that one operation allocates. */
  heap: boolean
  /** Measure the fixed workload too. */
  control: boolean
  /** Measure each with tinybench too. */
  crossCheck: boolean
  /** Mode `guide`: calls. Mode `guide-concurrent`: calls in all, and at most so many at once. */
  iterations: number
  maxWorkers: number
}

/**
 * `list`: names only. `measure`: by our own loop, or by tinybench for its own suites. `guide`: each call alone, as the LEWIS guide's
 * benchmark_function. `guide-concurrent`: as its benchmark_concurrent_execution.
 */
export type SuiteMode = 'list' | 'measure' | 'guide' | 'guide-concurrent'

/** Where the process finds its other programs and keeps compiled files. */
export interface SuiteTools {
  hooks: string
  compiler: string
  tinybench: string
  /** A folder. */
  compiled: string
}

/** The file that the process reads: what to do, and where its answer goes. */
export interface SuiteOrder {
  request: SuiteRequest
  tools: SuiteTools
  /** A file, to which it appends line by line. */
  answers: string
}

/** What one benchmark came to, in plain numbers. */
export interface CaseAnswer {
  name: string
  file: string
  engine: 'lewis-perf' | 'tinybench'
  isAsync: boolean
  /** Of one operation, one a sample. */
  seconds: number[]
  isOrdered: boolean
  operationsPerSample: number
  firstSeconds: number | null
  errors: number
  firstError: string | null
  tickSeconds: number | null
  emptySeconds: number | null
  heapBytesPerOperation: number | null
  /** The median by tinybench, where that was asked for. */
  crossCheckSeconds: number | null
  /** How often the kernel took the CPU away meanwhile. */
  involuntarySwitches: number
  /** CPU time of the process meanwhile, by which the wall time is to be judged. */
  cpuSeconds: number
  wallSeconds: number
  /** Mode `guide-concurrent`. */
  concurrent: { totalSeconds: number; successful: number; failed: number } | null
}

/** One line of the answer. */
export type SuiteLine =
  | { kind: 'listed'; name: string; file: string }
  | { kind: 'loading'; file: string }
  | { kind: 'refused'; file: string; problem: string; place: string | null }
  | { kind: 'begun'; name: string }
  | { kind: 'case'; answer: CaseAnswer }
  | { kind: 'control'; seconds: number }
  | { kind: 'failed'; problem: string; place: string | null }
  | { kind: 'left'; exitCode: number }
  | { kind: 'handles'; names: string[] }
  | { kind: 'finished' }
