import { request } from 'node:http'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type JsonObject, type RunningKubernetes, startKubernetesApi } from './index.ts'
import { isJsonObject, type Json } from './json.ts'
import { type RecordedCall, recordedCalls } from './recorded.ts'

/** What controllers had done before a call was made: so many steps, or all that there was to do. */
const before: Readonly<Record<string, number | 'all'>> = {
  'create hpa': 2,
  'get deployment': 'all',
  'scale with the current resource version': 1,
  'server-side apply, dry run: conflict with another field manager': 1,
  'strategic merge of one container': 1,
  'rollout done': 'all',
}

/** What the recording does not tell of a request. */
const headers: Readonly<Record<string, Record<string, string>>> = {
  'deployment as a table (what kubectl get shows)': {
    accept: 'application/json;as=Table;v=v1;g=meta.k8s.io,application/json',
  },
}

/** Parts that are not compared, each with the reason. */
const apart: Readonly<Record<string, { why: string; without: (body: Json) => Json }>> = {
  events: {
    why: 'how many events there are, and so where the page ends, is of all controllers of a whole cluster',
    without: (body) =>
      isJsonObject(body) && isJsonObject(body['metadata'])
        ? { ...body, metadata: { ...body['metadata'], continue: '', remainingItemCount: 0 } }
        : body,
  },
}

let api: RunningKubernetes
let continueToken = ''
const versions = new Map<string, string>()

beforeAll(async () => {
  api = await startKubernetesApi({ objects: [], stepMs: 0, readyAfterSteps: 2 })
})
afterAll(() => api.stop())

test.each(recordedCalls.map((call) => [call.name, call] as const))('%s', async (name, call) => {
  const steps = before[name] ?? 0
  if (steps === 'all') api.settle()
  else for (let step = 0; step < steps; step++) api.step()
  const answer = await ask(call)
  const leave = apart[name]?.without ?? ((body: Json) => body)
  expect({ ...answer, body: comparable(leave(answer.body)) }).toEqual({
    ...call.response,
    body: comparable(leave(call.response.body)),
  })
  learn(call.response.body, answer.body)
})

async function ask({ name, as, request: asked }: RecordedCall): Promise<RecordedCall['response']> {
  const { body } = asked
  const text = body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body)
  const token = { ...api.tokens, 'bad-token': 'nonsense' }[as]
  const path = asked.path.replace(/continue=eyJ[^&]*/, `continue=${continueToken}`)
  return new Promise((resolve, reject) => {
    const sent = request(api.url + path, {
      method: asked.method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(asked.contentType === undefined ? {} : { 'content-type': asked.contentType }),
        ...headers[name],
      },
    })
    sent.on('error', reject)
    sent.on('response', async (response) => {
      const pieces: Buffer[] = []
      for await (const piece of response) pieces.push(piece)
      const answered = Buffer.concat(pieces).toString()
      const contentType = String(response.headers['content-type'])
      resolve({ status: response.statusCode ?? 0, contentType, body: parsed(answered, contentType) })
    })
    sent.end([...versions].reduce((whole, [old, now]) => whole.replaceAll(`"${old}"`, `"${now}"`), text))
  })
}

/** Lines of JSON stay a text, as the recording has them. */
function parsed(text: string, contentType: string): Json {
  if (contentType !== 'application/json' || text.trim().includes('\n')) return text
  return JSON.parse(text)
}

/** Later requests name versions and tokens of the recording. */
function learn(recorded: Json, answered: Json): void {
  const [old, now] = [recorded, answered].map((body) => (isJsonObject(body) ? body['metadata'] : undefined))
  if (!isJsonObject(old) || !isJsonObject(now)) return
  if (typeof now['continue'] === 'string') continueToken = now['continue']
  versions.set(String(old['resourceVersion']), String(now['resourceVersion']))
}

const replacements: readonly (readonly [RegExp, string])[] = [
  [/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, 'UID'],
  [/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/g, 'TIME'],
  [/(\\*"resourceVersion\\*":\\*")\d+/g, '$1VERSION'],
  [/("(?:metadata|involvedObject)":\{[^{}]*)"continue":"[^"]+"/g, '$1"continue":"TOKEN"'],
  // The hash of a template, and the suffix of a pod.
  [/lewis-(app|worker)-[bcdfghjklmnpqrstvwxz0-9]{6,10}(?=["\\.-])/g, 'lewis-$1-HASH'],
  [/lewis-(app|worker)-HASH-[bcdfghjklmnpqrstvwxz0-9]{5}/g, 'lewis-$1-HASH-POD'],
  [/("pod-template-hash":")[^"]+/g, '$1HASH'],
  [/lewis-db-[bcdfghjklmnpqrstvwxz0-9]{6,10}/g, 'lewis-db-HASH'],
  [/\.18ea[0-9a-f]{12}/g, '.MOMENT'],
  [/"\d+s"/g, '"AGE"'],
]

/** Without what differs between two servers that do the same: identifiers, moments, versions and generated names. */
function comparable(body: Json): Json {
  const text = replacements.reduce((whole, [pattern, by]) => whole.replace(pattern, by), JSON.stringify(body))
  return ordered(JSON.parse(text))
}

/** Ownership stands in the order of its moments. */
function ordered(value: Json): Json {
  if (Array.isArray(value)) return value.map(ordered)
  if (typeof value === 'string' && value.startsWith('{"type"'))
    return value
      .trim()
      .split('\n')
      .map((line) => comparable(JSON.parse(line)))
  if (!isJsonObject(value)) return value
  const entries = Object.entries(value).map(([key, inner]): [string, Json] => [
    key,
    key === 'managedFields' && Array.isArray(inner)
      ? inner.filter(isJsonObject).map(untimed).sort(byText)
      : ordered(inner),
  ])
  return Object.fromEntries(entries)
}

function untimed({ time: _, ...entry }: JsonObject): JsonObject {
  return entry
}

function byText(a: JsonObject, b: JsonObject): number {
  const key = ({ manager, operation, subresource = '' }: JsonObject): string =>
    `${String(manager)} ${String(operation)} ${String(subresource)}`
  return key(a) < key(b) ? -1 : 1
}
