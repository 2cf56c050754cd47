import { readFileSync } from 'node:fs'
import type { Json, JsonObject } from './json.ts'
import { copyOf } from './json.ts'

/** One request to a real API server, and what it answered. */
export interface RecordedCall {
  name: string
  as: 'admin' | 'operator' | 'bad-token'
  request: { method: string; path: string; contentType?: string; body?: Json }
  response: { status: number; contentType: string; body: Json }
}

/** The recording, in its order. */
export const recordedCalls: readonly RecordedCall[] = read()

/** The answer of a call by its name. */
export function recordedBody(name: string): Json {
  const call = recordedCalls.find((one) => one.name === name)
  if (call === undefined) throw new Error(`the recording has no call ${name}`)
  return call.response.body
}

/** The objects that the recording created before it read any. */
export function recordedObjects(): JsonObject[] {
  const names = [
    'create namespace',
    'create deployment (field manager kubectl-create)',
    'create second deployment',
    'create statefulset',
    'create hpa',
    'create pdb',
    'create limitrange',
    'create resourcequota',
  ]
  return recordedCalls
    .filter(({ name }) => names.includes(name))
    .flatMap(({ request: { body } }) =>
      typeof body === 'object' && body !== null && !Array.isArray(body) ? [copyOf(body)] : [],
    )
}

function read(): RecordedCall[] {
  const file = new URL('../../golden/kubernetes-api.json', import.meta.url)
  return JSON.parse(readFileSync(file, 'utf8')).calls
}
