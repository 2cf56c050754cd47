import type { ToolName } from './rivals.ts'

/** One number that a row is judged by. */
export interface Check {
  name: string
  measured: number
  /** In what it is measured: `ms`, `%`, `requests` ... */
  unit: string
  /** What it may be at most, or has to be at least, or lies between. */
  atMost?: number
  atLeast?: number
  /** Every repetition has to hold it, where otherwise their median has. */
  isExact?: boolean
}

/** What a tool said, and what is true. */
export interface Said {
  tool: ToolName
  /** p50, p99, requests ... */
  figure: string
  unit: string
  /** Null where the tool does not say it. */
  reported: number | null
  truth: number
}

/** What one repetition of a row brought. */
export interface Measured {
  checks: Check[]
  said?: Said[]
  /** To be read, not judged: loopback cost, CPU of the generator, send lag. */
  notes?: Record<string, number | string>
  /** Why it could not be run: then nothing else counts. */
  notRun?: string
}

/** One test of the suite. */
export interface Row {
  id: string
  title: string
  /** What is asked of it, in words. */
  accept: string
  isRepeated: boolean
  /** How long one repetition takes, about. */
  seconds: number
  run(settings: Settings): Promise<Measured>
}

/** What a repetition is run with. */
export interface Settings {
  /** Of this repetition. */
  seed: number
  progress(what: string): void
}
