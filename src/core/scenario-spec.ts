/** What users do, as a profile says it; texts may hold `${variable}`. Either `steps` (a journey) or `requests` (a mix). */
export interface ScenarioSpec {
  about?: string
  /** Data by name: `${account.user}` is the column user of the row that is drawn from account. */
  variables?: Record<string, VariableSpec>
  /** Of every request but those of the login. */
  headers?: Record<string, string>
  /** Done once by each user, before anything else. */
  login?: StepSpec[]
  /** Done one after the other, again and again. */
  steps?: StepSpec[]
  /** One of them is done each time, by their weights. */
  requests?: StepSpec[]
  /** Between two steps; a step may say otherwise. */
  think?: ThinkSpan
}

export interface VariableSpec {
  /** CSV with a header, or JSON lines (`.jsonl`, `.ndjson`). */
  file?: string
  order?: RowOrder
  /** How often a row is drawn. */
  per?: 'user' | 'turn'
}

/** One after the other and round again; at random; or each row once. */
export type RowOrder = 'sequential' | 'random' | 'unique'

/** A pause, drawn evenly between the two. */
export interface ThinkSpan {
  fromSeconds: number
  toSeconds: number
}

export interface StepSpec {
  name?: string
  /** `POST /api/v1/scan/web`. */
  request?: string
  weight?: number
  headers?: Record<string, string>
  /** The body: data that is sent as JSON, fields of a form, or text. */
  json?: unknown
  form?: Record<string, string>
  body?: string
  expect?: ExpectSpec
  /** Values that later steps use, by name. */
  extract?: Record<string, ExtractSpec>
  think?: ThinkSpan
  poll?: PollSpec
}

export interface ExpectSpec {
  /** `200`, `2xx`, or several: `200, 202`. */
  status?: string
  /** By header: the text that it has, or `~` and a regular expression. */
  headers?: Record<string, string>
  /** A text that is in the body, or `~` and a regular expression. */
  body?: string
  /** By JSON pointer: the value that is there. */
  json?: Record<string, string | number | boolean>
}

/** One of the two places, the body if none is given; `matches` takes the first group of a regular expression from it. */
export interface ExtractSpec {
  /** A JSON pointer into the body. */
  json?: string
  header?: string
  matches?: string
}

/** A request that is repeated until the job that was begun before is done. */
export interface PollSpec {
  /** What the result calls the jobs. */
  job?: string
  /** The JSON pointer to the state of the job. */
  json?: string
  /** States that end it, well or badly. */
  until?: string[]
  failed?: string[]
  everySeconds?: number
  timeoutSeconds?: number
}
