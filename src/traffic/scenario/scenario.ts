import type { RowOrder, ThinkSpan } from '../../core/index.ts'
import type { PlannedRequest } from '../plan/index.ts'

/** What users do, ready to be done; plain data, so that threads and other machines can be handed it. */
export interface Scenario {
  name: string
  /** A mix: each turn is one of the steps, by their weights. A journey: each turn is all of them, in order. */
  kind: 'mix' | 'journey'
  variables: readonly Variable[]
  /** Done by each user once. */
  login: readonly Step[]
  /** At least one. */
  steps: readonly Step[]
}

/** Rows of data, of which each user or each turn has one. */
export interface Variable {
  name: string
  order: RowOrder
  per: 'user' | 'turn'
  rows: readonly Readonly<Record<string, string>>[]
}

/** A request, what its answer has to be, and what is taken from it. */
export interface Step {
  /** Path, headers and body may hold `${variable}`. */
  request: PlannedRequest
  /** How values are written into the body. */
  bodyKind: BodyKind
  expect: readonly Expectation[]
  extract: readonly Extraction[]
  /** After it. */
  think: ThinkSpan | null
  poll: Poll | null
}

export type BodyKind = 'json' | 'form' | 'text'

/** What an answer has to be; `text` says it as it was written. */
export type Expectation = { text: string } & (
  | { kind: 'status'; ranges: readonly (readonly [from: number, to: number])[] }
  | { kind: 'header'; name: string; wanted: Wanted }
  | { kind: 'body'; wanted: Wanted }
  | { kind: 'json'; pointer: string; value: string | number | boolean }
)

/** A text that has to be there, or a regular expression that has to match. */
export type Wanted = { kind: 'text'; text: string } | { kind: 'pattern'; source: string }

/** Where a value is taken from an answer. */
export interface Extraction {
  name: string
  from: { kind: 'json'; pointer: string } | { kind: 'header'; name: string } | { kind: 'body' }
  /** Its first group is the value; the whole where there is none. */
  pattern: string | null
}

/** Repeats its step until a job is done. */
export interface Poll {
  job: string
  pointer: string
  until: readonly string[]
  failed: readonly string[]
  everySeconds: number
  /** From the begin of the job. */
  timeoutSeconds: number
}
