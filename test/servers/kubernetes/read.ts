import type { Cluster } from './cluster.ts'
import { type JsonObject, numberAt, objectAt, textAt } from './json.ts'
import { apiVersionOf, type Kind } from './kinds.ts'
import { type Answer, badRequest, failure, notFound } from './refusals.ts'
import { fieldSelector, labelSelector, selectorText } from './selectors.ts'

/** What a list is asked for. */
export interface ListQuery {
  kind: Kind
  namespace: string
  query: URLSearchParams
}

/** One object, whole or its scale; throws 404 where there is none. */
export function getObject(
  { store }: Cluster,
  kind: Kind,
  namespace: string,
  name: string,
  subresource: '' | 'scale' | 'status',
): JsonObject {
  const found = store.find(kind, namespace, name)
  if (found === null) throw notFound(kind, name)
  return subresource === 'scale' ? scaleOf(found) : found
}

/** What a Scale has of the metadata of its object. */
export function scaleMetadata(object: JsonObject): JsonObject {
  const {
    name = '',
    namespace = '',
    uid = '',
    resourceVersion = '',
    creationTimestamp = '',
  } = objectAt(object, 'metadata')
  return { name, namespace, uid, resourceVersion, creationTimestamp }
}

/** The Scale of an object. */
export function scaleOf(object: JsonObject): JsonObject {
  const replicas = numberAt(object, ['spec', 'replicas'])
  return {
    kind: 'Scale',
    apiVersion: 'autoscaling/v1',
    metadata: scaleMetadata(object),
    // Go leaves out a zero.
    spec: replicas === 0 ? {} : { replicas },
    status: {
      replicas: numberAt(object, ['status', 'replicas']),
      selector: selectorText(objectAt(object, 'spec', 'selector')),
    },
  }
}

/** A list, or a page of it; throws 400 and 410 for a continue token that is none or too old. */
export function listObjects(cluster: Cluster, { kind, namespace, query }: ListQuery): Answer {
  const { store, faults } = cluster
  const isWanted = wantedBy(kind, query)
  const limit = Number(query.get('limit') ?? 0)
  const from = query.get('continue') ?? ''
  const begin = from === '' ? null : readToken(from)
  if (begin !== null && faults.expiredContinues > 0) {
    faults.expiredContinues--
    throw failure(410, 'Expired', tooOld)
  }
  const version = begin?.version ?? store.version()
  const keyOf = (object: JsonObject): string =>
    [
      ...(namespace === '' && kind.namespaced ? [textAt(object, 'metadata', 'namespace')] : []),
      textAt(object, 'metadata', 'name'),
    ].join('/')
  const rest = store
    .list(kind, namespace)
    .filter((object) => isWanted(object) && (begin === null || keyOf(object) >= begin.start))
  const page = limit > 0 ? rest.slice(0, limit) : rest
  const last = page.at(-1)
  const remaining = rest.length - page.length
  const paging: JsonObject =
    remaining === 0 || last === undefined
      ? {}
      : {
          continue: tokenOf(version, `${keyOf(last)}\0`),
          // With a selector nobody counts what is left.
          ...(query.has('labelSelector') || query.has('fieldSelector')
            ? {}
            : { remainingItemCount: remaining }),
        }
  const items = page.map(({ kind: _, apiVersion: __, ...item }) => item)
  const body: JsonObject = {
    kind: `${kind.kind}List`,
    apiVersion: apiVersionOf(kind),
    metadata: { resourceVersion: String(version), ...paging },
    items,
  }
  return { status: 200, body }
}

/** Which objects the selectors of a query want. */
export function wantedBy(kind: Kind, query: URLSearchParams): (object: JsonObject) => boolean {
  const hasLabels = labelSelector(query.get('labelSelector') ?? '')
  const hasFields = fieldSelector(query.get('fieldSelector') ?? '', kind.plural)
  return (object) => hasLabels(object) && hasFields(object)
}

const tooOld =
  'The provided continue parameter is too old to display a consistent list result. You can start a new list without the continue parameter, or use the continue token in this response to retrieve the remainder of the results. Continuing with the provided token results in an inconsistent list.'

function tokenOf(rv: number, start: string): string {
  return Buffer.from(JSON.stringify({ v: 'meta.k8s.io/v1', rv, start })).toString('base64url')
}

function readToken(token: string): { version: number; start: string } {
  const bytes = Buffer.from(token, 'base64url')
  try {
    const { rv, start } = JSON.parse(bytes.toString())
    if (typeof rv === 'number' && typeof start === 'string') return { version: rv, start }
  } catch {
    const first = bytes[0] ?? 0
    const shown =
      first < 0x20 || first > 0x7e ? `\\x${first.toString(16).padStart(2, '0')}` : String.fromCharCode(first)
    throw badRequest(
      `invalid continue token: continue key is not valid: invalid character '${shown}' looking for beginning of value`,
    )
  }
  throw badRequest(
    'invalid continue token: continue key is not valid: server does not recognize this encoded version',
  )
}
