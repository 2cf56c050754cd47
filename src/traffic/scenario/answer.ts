import { statusFailure } from '../tally/index.ts'
import { textOf, valueAt } from './json-pointer.ts'
import type { Expectation, Extraction, Step, Wanted } from './scenario.ts'

/** An answer as a step looks at it. */
export interface Answer {
  status: number
  headers: readonly (readonly [name: string, value: string])[]
  /** Only where a step looks at it. */
  body: string
  /** There was more than `body` holds. */
  isCut: boolean
}

/** What a step makes of an answer. */
export interface Verdict {
  /** Null where all is as it was wanted. */
  failure: { kind: string; example: string } | null
  /** Expectations that were looked at, and those that do not hold, each with what was there instead. */
  checked: number
  broken: { text: string; example: string }[]
  extracted: Record<string, string>
}

/** So much of a body is looked at. */
export const mostBodyBytes = 1024 * 1024

/** What of an answer has to be kept for a step to judge it. */
export function looksAt({ expect, extract, poll }: Step): { headers: boolean; bodyBytes: number } {
  const headers =
    expect.some(({ kind }) => kind === 'header') || extract.some(({ from }) => from.kind === 'header')
  const body =
    poll !== null ||
    expect.some(({ kind }) => kind === 'body' || kind === 'json') ||
    extract.some(({ from }) => from.kind !== 'header')
  return { headers, bodyBytes: body ? mostBodyBytes : 0 }
}

/** Makes the judge of a step: patterns are compiled once. A status of 400 and above fails unless the step expects one itself. */
export function judgeOf({ expect, extract }: Step): (answer: Answer) => Verdict {
  const checks = expect.map((one) => ({ one, broken: checkOf(one) }))
  const takes = extract.map((one) => ({ name: one.name, take: takerOf(one) }))
  const expectsStatus = expect.some(({ kind }) => kind === 'status')
  return (answer) => {
    const json = onceParsed(answer)
    const broken = checks.flatMap(({ one, broken: why }) => {
      const example = why(answer, json)
      return example === null ? [] : [{ text: one.text, example }]
    })
    const verdict: Verdict = { failure: null, checked: checks.length, broken, extracted: {} }
    const { status } = answer
    const [first] = broken
    if (first !== undefined)
      verdict.failure = { kind: 'assertion', example: `${first.text}: ${first.example}` }
    else if (!expectsStatus) verdict.failure = statusFailure(status)
    if (verdict.failure === null)
      for (const { name, take } of takes) {
        const value = take(answer, json)
        if (value === null) {
          verdict.failure = { kind: 'extraction', example: `the answer has no ${name}${cutNote(answer)}` }
          break
        }
        verdict.extracted[name] = value
      }
    return verdict
  }
}

type Json = () => unknown

function onceParsed({ body }: Answer): Json {
  let parsed: { value: unknown } | null = null
  return () => {
    parsed ??= { value: parsedJson(body) }
    return parsed.value
  }
}

/** Undefined where it is no JSON: nothing is found in it then. */
export function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function cutNote({ isCut }: Answer): string {
  return isCut ? ' in its first MiB' : ''
}

/** What is there in place of what is expected; null where it is as expected. Nothing of a body is quoted: it may hold secrets. */
function checkOf(expectation: Expectation): (answer: Answer, json: Json) => string | null {
  switch (expectation.kind) {
    case 'status': {
      const { ranges } = expectation
      return ({ status }) =>
        ranges.some(([from, to]) => status >= from && status <= to) ? null : `it is ${status}`
    }
    case 'header': {
      const { name, wanted } = expectation
      const isThere = matcher(wanted, (value, text) => value === text)
      return (answer) => {
        const values = headersOf(answer, name)
        if (values.some(isThere)) return null
        return values.length === 0 ? 'there is no such header' : 'it is another'
      }
    }
    case 'body': {
      const isThere = matcher(expectation.wanted, (value, text) => value.includes(text))
      return (answer) => (isThere(answer.body) ? null : `it is not there${cutNote(answer)}`)
    }
    case 'json': {
      const { pointer, value } = expectation
      return (answer, json) => {
        const found = valueAt(json(), pointer)
        if (found === value) return null
        const shown = textOf(found)
        return shown === null
          ? `there is no such value${cutNote(answer)}`
          : `it is ${JSON.stringify(found).slice(0, 60)}`
      }
    }
  }
}

function matcher(
  wanted: Wanted,
  holds: (value: string, text: string) => boolean,
): (value: string) => boolean {
  if (wanted.kind === 'text') return (value) => holds(value, wanted.text)
  const pattern = new RegExp(wanted.source, 'u')
  return (value) => pattern.test(value)
}

function headersOf({ headers }: Answer, name: string): string[] {
  const wanted = name.toLowerCase()
  return headers.filter(([one]) => one.toLowerCase() === wanted).map(([, value]) => value)
}

function takerOf({ from, pattern }: Extraction): (answer: Answer, json: Json) => string | null {
  const expression = pattern === null ? null : new RegExp(pattern, 'u')
  const part = (text: string): string | null => {
    if (expression === null) return text
    const match = expression.exec(text)
    return match === null ? null : (match[1] ?? match[0])
  }
  switch (from.kind) {
    case 'json':
      return (_answer, json) => {
        const text = textOf(valueAt(json(), from.pointer))
        return text === null ? null : part(text)
      }
    case 'header':
      return (answer) => {
        for (const value of headersOf(answer, from.name)) {
          const found = part(value)
          if (found !== null) return found
        }
        return null
      }
    case 'body':
      return ({ body }) => part(body)
  }
}
