import { parse } from 'yaml'
import { type Cluster, commit, writerOf } from './cluster.ts'
import { managedFields } from './field-ownership.ts'
import {
  copyOf,
  isJsonObject,
  isSame,
  type Json,
  type JsonObject,
  numberAt,
  objectAt,
  put,
  textAt,
} from './json.ts'
import type { Kind } from './kinds.ts'
import { jsonPatch, mergePatch, strategicPatch } from './patches.ts'
import { scaleMetadata, scaleOf } from './read.ts'
import { type Answer, badRequest, failure, invalid, modified, unsupportedMediaType } from './refusals.ts'
import { validateScale } from './validation.ts'
import { applyObject, stored, updateObject, type WriteRequest } from './write.ts'

const applyType = 'application/apply-patch+yaml'

/** The content types that a PATCH may have. */
export const patchTypes: readonly string[] = [
  'application/json-patch+json',
  'application/merge-patch+json',
  'application/strategic-merge-patch+json',
  applyType,
]

/** Whether a content type is that of server-side apply. */
export const isApplyType = (contentType: string): boolean => contentType === applyType

/** Patches an object; throws what is wrong with the patch or its result. */
export function patchObject(
  cluster: Cluster,
  request: WriteRequest,
  contentType: string,
  text: string,
  force: boolean,
): Answer {
  if (contentType === applyType) return applyObject(cluster, request, yamlObject(text), force)
  const before = stored(cluster, request)
  const next = patched(before, contentType, text)
  const faults = cluster.schema('V1ObjectMeta', objectAt(next, 'metadata'))
  if (faults.some(({ problem }) => problem === 'mistyped')) throw badRequest(faults[0]?.message ?? '')
  return updateObject(cluster, request, next)
}

/** Patches the scale of an object. */
export function patchScale(
  cluster: Cluster,
  request: WriteRequest,
  contentType: string,
  text: string,
): Answer {
  if (contentType === applyType) throw unsupportedMediaType()
  const before = stored(cluster, request)
  const next = patched(scaleOf(before), contentType, text)
  const [fault] = cluster.schema('V1Scale', next).filter(({ problem }) => problem === 'mistyped')
  if (fault !== undefined) throw undecodable(request.kind, before, next, fault.message)
  return updateScale(cluster, request, next)
}

/** Puts a Scale in the place of that of an object; throws 409 where it names another version than the stored one. */
export function updateScale(cluster: Cluster, request: WriteRequest, next: JsonObject): Answer {
  const { kind, name, manager, dryRun } = request
  const before = stored(cluster, request)
  const [fault] = cluster.schema('V1Scale', next)
  if (fault !== undefined) throw badRequest(fault.message)
  const replicas = numberAt(next, ['spec', 'replicas'])
  validateScale(name, replicas)
  const wanted = textAt(next, 'metadata', 'resourceVersion')
  if (wanted !== '' && wanted !== textAt(before, 'metadata', 'resourceVersion')) throw modified(kind, name)
  const after = copyOf(before)
  put(after, ['spec', 'replicas'], replicas)
  if (!isSame(before['spec'], after['spec']))
    put(after, ['metadata', 'generation'], numberAt(before, ['metadata', 'generation']) + 1)
  const writer = writerOf(cluster, kind, manager, 'scale')
  const object = dryRun ? after : commit(cluster, kind, before, after, writer)
  return { status: 200, body: scaleOf(object) }
}

function patched(before: JsonObject, contentType: string, text: string): JsonObject {
  const patch = decoded(text)
  const next =
    contentType === 'application/json-patch+json'
      ? jsonPatch(before, patch)
      : contentType === 'application/merge-patch+json'
        ? mergePatch(before, patch)
        : strategicPatch(before, patch)
  if (!isJsonObject(next)) throw badRequest('the patch is no object')
  return next
}

function decoded(text: string): Json {
  try {
    return JSON.parse(text)
  } catch (cause) {
    const isShort = cause instanceof Error && /end of JSON|Unterminated/.test(cause.message)
    const said = isShort
      ? 'unexpected end of JSON input'
      : `invalid character in ${JSON.stringify(text.slice(0, 20))}`
    throw badRequest(`error decoding patch: ${said}`)
  }
}

function yamlObject(text: string): JsonObject {
  let value: Json
  try {
    value = parse(text)
  } catch (cause) {
    throw badRequest(
      `error decoding YAML: ${cause instanceof Error ? (cause.message.split('\n')[0] ?? '') : ''}`,
    )
  }
  if (!isJsonObject(value)) throw failure(400, 'BadRequest', 'error decoding YAML: it is no object')
  return value
}

/** What the real server says of a scale that it cannot read: with the whole of it, and who owns it. */
function undecodable(kind: Kind, before: JsonObject, next: JsonObject, message: string): Error {
  const { spec = {}, status = {} } = next
  const owned = [...(managedOf(before) ?? [])].map((entry) => ({ ...entry, apiVersion: 'autoscaling/v1' }))
  const metadata = { ...scaleMetadata(next), managedFields: owned }
  const whole = JSON.stringify({ apiVersion: 'autoscaling/v1', kind: 'Scale', metadata, spec, status })
  const said = `Invalid value: ${JSON.stringify(whole)}: ${message}`
  return Object.assign(
    invalid({ group: '', kind: '' }, '', [{ reason: 'FieldValueInvalid', message: said, field: 'patch' }]),
    { of: kind.plural },
  )
}

function managedOf(object: JsonObject): JsonObject[] {
  const entries = objectAt(object, 'metadata')['managedFields']
  const all = Array.isArray(entries) ? entries.filter(isJsonObject) : []
  return all.length === 0 ? managedFields([]) : all.filter(({ subresource }) => subresource === 'scale')
}
