import type { IncomingMessage, ServerResponse } from 'node:http'
import { TLSSocket } from 'node:tls'
import { authorise, isAllowed, isDenied } from './access.ts'
import { type Cluster, commit, stamp, writerOf } from './cluster.ts'
import { afterUpdate, managedFields } from './field-ownership.ts'
import { copyOf, isJsonObject, type Json, type JsonObject, objectAt, put, textAt } from './json.ts'
import type { Kind } from './kinds.ts'
import { metricsAnswer } from './metrics.ts'
import { isApplyType, patchObject, patchScale, patchTypes, updateScale } from './patch.ts'
import { checkQuery } from './query.ts'
import { getObject, listObjects } from './read.ts'
import { recordedBody } from './recorded.ts'
import {
  type Answer,
  badRequest,
  failure,
  pageNotFound,
  Refusal,
  unauthorized,
  unsupportedMediaType,
} from './refusals.ts'
import { type Route, routeOf } from './route.ts'
import { asTable } from './table.ts'
import { watchObjects } from './watch.ts'
import { createObject, deleteObject, updateObject, type WriteRequest } from './write.ts'

/** One request that was answered, or left without an answer. */
export interface Handled {
  method: string
  path: string
  contentType: string
  user: string
  /** 0: the connection was cut. */
  status: number
  body: string
}

interface Serving {
  cluster: Cluster
  tokens: { admin: string; operator: string }
  requests: Handled[]
}

interface Asked {
  method: string
  url: URL
  contentType: string
  accept: string
  agent: string
  user: string
  body: string
}

/** Answers one request. */
export async function handle(
  serving: Serving,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { cluster, requests } = serving
  const { faults } = cluster
  const body = await bodyOf(request)
  const url = new URL(request.url ?? '/', 'http://server')
  const { method = '', headers } = request
  const contentType = (headers['content-type'] ?? '').split(';')[0]?.trim() ?? ''
  const note = (user: string, status: number): void => {
    requests.push({ method, path: request.url ?? '', contentType, user, status, body })
  }
  if (faults.delayMs > 0) await new Promise((resolve) => setTimeout(resolve, faults.delayMs))
  if (response.destroyed) return
  const cut = (when: 'after' | 'before'): boolean => {
    if (faults.drop === null || faults.drop.when !== when || faults.drop.count <= 0) return false
    faults.drop.count--
    request.socket.destroy()
    return true
  }
  if (cut('before')) return note('', 0)
  const proxied = answerOfProxy(cluster)
  if (proxied !== null) {
    note('', proxied.status)
    return send(response, proxied)
  }
  let user = ''
  try {
    user = userOf(serving, request)
    const accept = headers.accept ?? ''
    const agent = headers['user-agent'] ?? ''
    const asked: Asked = { method, url, contentType, accept, agent, user, body }
    const answer = answerOf(cluster, asked, response)
    if (answer === null) return note(user, 200)
    if (cut('after')) return note(user, 0)
    note(user, answer.status)
    send(response, answer)
  } catch (cause) {
    // Anything else is a mistake of the server itself, which a test has to see.
    const answer =
      cause instanceof Refusal
        ? cause.answer
        : {
            status: 599,
            body: cause instanceof Error ? String(cause.stack) : String(cause),
            contentType: 'text/plain',
          }
    note(user, answer.status)
    send(response, answer)
  }
}

function answerOfProxy({ faults }: Cluster): Answer | null {
  if (faults.html > 0) {
    faults.html--
    const page =
      '<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>\n'
    return { status: 200, body: page, contentType: 'text/html' }
  }
  if (faults.errors === null || faults.errors.count <= 0) return null
  faults.errors.count--
  const { status, retryAfterSeconds } = faults.errors
  const reason =
    { 429: 'TooManyRequests', 500: 'InternalError', 503: 'ServiceUnavailable' }[status] ?? 'Unknown'
  const refusal = failure(status, reason, 'the server is currently unable to handle the request', {})
  const headers = retryAfterSeconds === undefined ? {} : { 'retry-after': String(retryAfterSeconds) }
  return { ...refusal.answer, headers }
}

function userOf({ cluster, tokens }: Serving, { headers, socket }: IncomingMessage): string {
  const token = /^Bearer (.+)$/.exec(headers.authorization ?? '')?.[1]
  if (cluster.faults.tokenExpired) throw unauthorized()
  for (const [user, known] of Object.entries(tokens)) if (token === known) return user
  if (token === undefined && socket instanceof TLSSocket && socket.authorized) {
    const { CN: name } = socket.getPeerCertificate().subject
    if (typeof name === 'string') return name
  }
  throw unauthorized()
}

/** null: it is answered by a watch. */
function answerOf(cluster: Cluster, asked: Asked, response: ServerResponse): Answer | null {
  const { method, url, contentType, user } = asked
  const query = url.searchParams
  const isWatch = ['1', 'true'].includes(query.get('watch') ?? '')
  const route = routeOf(method, url.pathname, isWatch, cluster.metrics !== null)
  if (route.to === 'object' || route.to === 'metrics')
    authorise(cluster.store, cluster.faults, user, route.wish)
  checkQuery(method, route, query, isApplyType(contentType))
  if (route.to === 'version') return { status: 200, body: recordedBody('version') }
  if (route.to === 'discovery') return discovery(route.groupVersion)
  if (route.to === 'metrics') return metricsAnswer(cluster, route, query)
  if (route.to === 'review') return review(cluster, user, bodyObject(asked))
  if (method !== 'GET') return written(cluster, asked, route)
  const { kind, namespace, name, subresource } = route
  if (name !== '') return { status: 200, body: getObject(cluster, kind, namespace, name, subresource) }
  const list = { kind, namespace, query }
  if (isWatch) {
    watchObjects(cluster, list, response)
    return null
  }
  const answer = listObjects(cluster, list)
  return asked.accept.includes('as=Table') ? asTable(cluster, kind, answer) : answer
}

function written(cluster: Cluster, asked: Asked, route: Route & { to: 'object' }): Answer {
  const { method, contentType, body } = asked
  const query = asked.url.searchParams
  const { kind, namespace, name, subresource } = route
  const request: WriteRequest = {
    kind,
    namespace,
    name,
    subresource: subresource === 'status' ? 'status' : '',
    manager: query.get('fieldManager') ?? (asked.agent.split('/')[0] || 'unknown'),
    dryRun: query.has('dryRun'),
    fieldValidation: query.get('fieldValidation') ?? 'Warn',
  }
  if (method === 'POST') return createObject(cluster, request, bodyObject(asked))
  disturb(cluster, kind, namespace, name)
  if (method === 'DELETE') return deleteObject(cluster, request, body === '' ? null : bodyObject(asked))
  if (method === 'PUT')
    return subresource === 'scale'
      ? updateScale(cluster, request, bodyObject(asked))
      : updateObject(cluster, request, bodyObject(asked))
  if (!patchTypes.includes(contentType)) throw unsupportedMediaType()
  if (subresource === 'scale') return patchScale(cluster, request, contentType, body)
  return patchObject(cluster, request, contentType, body, query.get('force') === 'true')
}

/** Another writer comes first. */
function disturb(cluster: Cluster, kind: Kind, namespace: string, name: string): void {
  if (cluster.faults.conflictingWrites <= 0) return
  cluster.faults.conflictingWrites--
  const before = cluster.store.find(kind, namespace, name)
  if (before === null) return
  const after = copyOf(before)
  put(after, ['metadata', 'annotations', 'another-writer'], String(cluster.store.version()))
  commit(cluster, kind, before, after, writerOf(cluster, kind, 'another-writer'))
}

function discovery(groupVersion: string): Answer {
  if (groupVersion !== 'apps/v1') throw pageNotFound()
  return { status: 200, body: recordedBody('discovery of apps/v1') }
}

function review(cluster: Cluster, user: string, body: JsonObject): Answer {
  const attributes = objectAt(body, 'spec', 'resourceAttributes')
  const subresource = textAt(attributes, 'subresource')
  const wish = {
    verb: textAt(attributes, 'verb'),
    group: textAt(attributes, 'group'),
    resource: `${textAt(attributes, 'resource')}${subresource === '' ? '' : `/${subresource}`}`,
    namespace: textAt(attributes, 'namespace'),
    name: textAt(attributes, 'name'),
  }
  const group = 'authorization.k8s.io'
  const writer = {
    manager: 'unknown',
    operation: 'Update',
    apiVersion: `${group}/v1`,
    subresource: '',
  } as const
  const owned = managedFields(afterUpdate(null, body, { ...writer, at: stamp(cluster) }))
  const allowed = isAllowed(cluster.store, user, wish) && !isDenied(cluster.faults, wish)
  const status = { allowed }
  return { status: 201, body: { ...body, metadata: { managedFields: owned }, status } }
}

function bodyObject({ contentType, body }: Asked): JsonObject {
  if (contentType !== 'application/json') throw unsupportedMediaType()
  let value: Json
  try {
    value = JSON.parse(body)
  } catch {
    throw badRequest(
      'the body of the request was in an unknown format - accepted media types include: application/json',
    )
  }
  if (!isJsonObject(value)) throw badRequest("Object 'Kind' is missing in the body of the request")
  return value
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = []
  for await (const piece of request) pieces.push(piece)
  return Buffer.concat(pieces).toString()
}

function send(response: ServerResponse, { status, body, contentType, headers = {} }: Answer): void {
  const text = typeof body === 'string' ? body : `${JSON.stringify(body)}\n`
  response.writeHead(status, { 'content-type': contentType ?? 'application/json', ...headers })
  response.end(text)
}
