import type {
  ExpectSpec,
  ExtractSpec,
  OperatorError,
  PollSpec,
  ScenarioSpec,
  StepSpec,
} from '../../core/index.ts'
import type { Expectation, Extraction, Poll, Step, Wanted } from './scenario.ts'
import { namesInTemplate, templateOf, writers } from './template.ts'

/** Says what is wrong with the step that is read. */
type Refuse = (problem: string, hint: string) => OperatorError

const usualPoll = { everySeconds: 1, timeoutSeconds: 300 }

/** One step as it is done. Throws what `refuse` makes where it cannot be. */
export function stepOf(spec: StepSpec, { headers = {}, think }: ScenarioSpec, refuse: Refuse): Step {
  const { method, path } = lineOf(spec, refuse)
  const { body, bodyKind, type } = bodyOf(spec, refuse)
  const all = { ...(type === null ? {} : { 'Content-Type': type }), ...headers, ...spec.headers }
  return {
    request: {
      name: spec.name ?? `${method} ${path.split('?')[0]}`,
      method,
      path,
      headers: lastOfEach(all),
      body,
      weight: spec.weight ?? 1,
    },
    bodyKind,
    expect: expectationsOf(spec.expect ?? {}, refuse),
    extract: Object.entries(spec.extract ?? {}).map(([name, one]) => extractionOf(name, one, refuse)),
    think: spec.think ?? think ?? null,
    poll: spec.poll === undefined ? null : pollOf(spec.poll, spec.name ?? path, refuse),
  }
}

function lineOf({ request = '' }: StepSpec, refuse: Refuse): { method: string; path: string } {
  const [, method, path] = /^([A-Z]+) +(\/\S*)$/.exec(request.trim()) ?? []
  if (method === undefined || path === undefined)
    throw refuse(
      `has a request that cannot be read: ${JSON.stringify(request)}`,
      'Write method and path: request: GET /api/health. A blank in the path is %20.',
    )
  return { method, path }
}

/** A later header replaces one of the same name, however it is written. */
function lastOfEach(headers: Readonly<Record<string, string>>): [string, string][] {
  const byName = new Map<string, [string, string]>()
  for (const [name, value] of Object.entries(headers)) byName.set(name.toLowerCase(), [name, value])
  return [...byName.values()]
}

function bodyOf(
  { json, form, body }: StepSpec,
  refuse: Refuse,
): { body: string | null; bodyKind: Step['bodyKind']; type: string | null } {
  if ([json, form, body].filter((one) => one !== undefined).length > 1)
    throw refuse('has more than one body', 'Give one of json, form and body.')
  if (json !== undefined) return { body: JSON.stringify(json), bodyKind: 'json', type: 'application/json' }
  if (form === undefined) return { body: body ?? null, bodyKind: 'text', type: null }
  const fields = Object.entries(form).map(([name, value]) => `${writers.form(name)}=${encodedAround(value)}`)
  return { body: fields.join('&'), bodyKind: 'form', type: 'application/x-www-form-urlencoded' }
}

/** Encodes what stands between the places that are filled in later. */
function encodedAround(value: string): string {
  const template = templateOf(value)
  if (namesInTemplate(template).length === 0) return writers.form(template.join(''))
  return template.map((part, index) => (index % 2 === 0 ? writers.form(part) : `\${${part}}`)).join('')
}

function expectationsOf(
  { status, headers = {}, body, json = {} }: ExpectSpec,
  refuse: Refuse,
): Expectation[] {
  return [
    ...(status === undefined
      ? []
      : [{ kind: 'status' as const, text: `status ${status}`, ranges: rangesOf(status, refuse) }]),
    ...Object.entries(headers).map(([name, text]) => ({
      kind: 'header' as const,
      text: `header ${name} ${text}`,
      name,
      wanted: wantedOf(text, refuse),
    })),
    ...(body === undefined
      ? []
      : [{ kind: 'body' as const, text: `body ${body}`, wanted: wantedOf(body, refuse) }]),
    ...Object.entries(json).map(([pointer, value]) => ({
      kind: 'json' as const,
      text: `${pointer} ${String(value)}`,
      pointer: pointerOf(pointer, refuse),
      value,
    })),
  ]
}

function rangesOf(status: string, refuse: Refuse): [number, number][] {
  return status.split(',').map((part) => {
    const [, digit, code] = /^\s*(?:([1-5])xx|([1-5]\d\d))\s*$/.exec(part) ?? []
    if (digit !== undefined) return [Number(digit) * 100, Number(digit) * 100 + 99]
    if (code !== undefined) return [Number(code), Number(code)]
    throw refuse(`expects the status ${status}, which is none`, 'Write 200, 2xx or several: 200, 202.')
  })
}

function wantedOf(text: string, refuse: Refuse): Wanted {
  return text.startsWith('~')
    ? { kind: 'pattern', source: patternOf(text.slice(1), refuse) }
    : { kind: 'text', text }
}

function patternOf(source: string, refuse: Refuse): string {
  try {
    return new RegExp(source, 'u').source
  } catch {
    throw refuse(
      `has a regular expression that cannot be read: ${source}`,
      'Write one of JavaScript, with a backslash before a character that is meant as it is.',
    )
  }
}

function pointerOf(pointer: string, refuse: Refuse): string {
  if (pointer === '' || pointer.startsWith('/')) return pointer
  throw refuse(`has a JSON pointer without its slash: ${pointer}`, `Write /${pointer.replaceAll('.', '/')}.`)
}

function extractionOf(name: string, { json, header, matches }: ExtractSpec, refuse: Refuse): Extraction {
  if (json !== undefined && header !== undefined)
    throw refuse(`takes ${name} from two places`, 'Give one of json and header.')
  if (json === undefined && header === undefined && matches === undefined)
    throw refuse(`does not say where ${name} is`, 'Give json: /pointer, header: NAME or matches: PATTERN.')
  const pattern = matches === undefined ? null : patternOf(matches, refuse)
  if (json !== undefined) return { name, from: { kind: 'json', pointer: pointerOf(json, refuse) }, pattern }
  if (header !== undefined) return { name, from: { kind: 'header', name: header }, pattern }
  return { name, from: { kind: 'body' }, pattern }
}

function pollOf(spec: PollSpec, step: string, refuse: Refuse): Poll {
  const { json, until = [], failed = [] } = spec
  if (json === undefined || until.length === 0)
    throw refuse(
      'has a poll that never ends',
      'Say where the state is and which ends it: json: /status and until: [completed].',
    )
  const both = until.find((state) => failed.includes(state))
  if (both !== undefined) throw refuse(`has a poll that ends both well and badly at ${both}`, 'Choose one.')
  const { everySeconds, timeoutSeconds } = { ...usualPoll, ...definedOf(spec) }
  if (everySeconds >= timeoutSeconds)
    throw refuse('has a poll that is given up before it looks twice', 'Let timeout be longer than every.')
  return {
    job: spec.job ?? `${step} job`,
    pointer: pointerOf(json, refuse),
    until,
    failed,
    everySeconds,
    timeoutSeconds,
  }
}

function definedOf({ everySeconds, timeoutSeconds }: PollSpec): Partial<typeof usualPoll> {
  return {
    ...(everySeconds === undefined ? {} : { everySeconds }),
    ...(timeoutSeconds === undefined ? {} : { timeoutSeconds }),
  }
}
