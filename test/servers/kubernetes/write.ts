import { admitPod } from './admission.ts'
import { applyPatch } from './apply-patch.ts'
import { type Cluster, commit, newObject, stamp, writerOf } from './cluster.ts'
import { setDefaults } from './defaults.ts'
import { managedFields, type Ownership, type Writer } from './field-ownership.ts'
import { copyOf, isSame, type JsonObject, numberAt, objectAt, put, textAt } from './json.ts'
import { apiVersionOf, type Kind, kindOf } from './kinds.ts'
import { quantityFault } from './quantities.ts'
import { type Answer, alreadyExists, badRequest, failure, modified, notFound } from './refusals.ts'
import { typeNameOf, withoutUnknown } from './schema.ts'
import { canonicalQuantities, validate } from './validation.ts'

/** Where and how something is written. */
export interface WriteRequest {
  kind: Kind
  namespace: string
  name: string
  subresource: '' | 'status'
  manager: string
  dryRun: boolean
  fieldValidation: string
}

/** Creates an object; throws what is wrong with it. */
export function createObject(cluster: Cluster, request: WriteRequest, body: JsonObject): Answer {
  const { kind, namespace, manager, dryRun } = request
  const given = copyOf(body)
  checkIdentity(kind, namespace, '', given)
  if (kind.namespaced) {
    if (cluster.store.find(kindOf('namespaces'), '', namespace) === null)
      throw notFound(kindOf('namespaces'), namespace)
    put(given, ['metadata', 'namespace'], namespace)
  }
  const { object: shaped, headers } = shape(cluster, request, given, cannotBeHandled(kind))
  const name = textAt(shaped, 'metadata', 'name')
  if (name === '' && textAt(shaped, 'metadata', 'generateName') !== '')
    put(
      shaped,
      ['metadata', 'name'],
      `${textAt(shaped, 'metadata', 'generateName')}${cluster.store.version()}`,
    )
  if (cluster.store.find(kind, namespace, name) !== null) throw alreadyExists(kind, name)
  if (!canonicalQuantities(shaped)) throw badRequest(`${cannotBeHandled(kind)}${quantityFault}`)
  const object = newObject(cluster, kind, shaped, writerOf(cluster, kind, manager))
  validate(kind, object)
  if (kind.plural === 'pods') admitPod(cluster.store, object)
  return { status: 201, body: dryRun ? object : cluster.store.save(kind, object), headers }
}

/** Puts `next` in the place of an object; throws 409 where it names another version than the stored one. */
export function updateObject(
  cluster: Cluster,
  request: WriteRequest,
  next: JsonObject,
  ownedBy: (writer: Writer) => Ownership[] | null = () => null,
): Answer {
  const { kind, namespace, name, subresource, manager, dryRun } = request
  const before = stored(cluster, request)
  checkIdentity(kind, namespace, name, next)
  const wanted = textAt(next, 'metadata', 'resourceVersion')
  if (wanted !== '' && wanted !== textAt(before, 'metadata', 'resourceVersion')) throw modified(kind, name)
  const { object: shaped, headers } = shape(cluster, request, next, cannotBeHandled(kind))
  if (!canonicalQuantities(shaped)) throw badRequest(`${cannotBeHandled(kind)}${quantityFault}`)
  const after: JsonObject = { ...before, ...shaped, metadata: keptMetadata(before, shaped) }
  if (subresource === 'status') after['spec'] = before['spec'] ?? {}
  else if (before['status'] === undefined) delete after['status']
  else after['status'] = before['status']
  setDefaults(kind, after)
  validate(kind, after)
  if (kind.counted && !isSame(before['spec'], after['spec']))
    put(after, ['metadata', 'generation'], numberAt(before, ['metadata', 'generation']) + 1)
  const writer = writerOf(cluster, kind, manager, subresource)
  const ownerships = ownedBy(writer)
  if (ownerships !== null) {
    objectAt(after, 'metadata')['managedFields'] = managedFields(ownerships)
    return { status: 200, body: dryRun ? after : cluster.store.save(kind, after), headers }
  }
  const store = dryRun ? { ...cluster.store, save: (_: Kind, object: JsonObject) => object } : cluster.store
  return { status: 200, body: commit({ ...cluster, store }, kind, before, after, writer), headers }
}

/** Server-side apply; throws 409 with every field that another manager owns with another value, unless `force`. */
export function applyObject(
  cluster: Cluster,
  request: WriteRequest,
  config: JsonObject,
  force: boolean,
): Answer {
  const { kind, namespace, name } = request
  if (config['apiVersion'] !== apiVersionOf(kind) || config['kind'] !== kind.kind)
    throw badRequest('the apiVersion and kind of the applied object must be those of the path')
  if (objectAt(config, 'metadata')['managedFields'] !== undefined)
    throw badRequest('metadata.managedFields must be nil')
  const fault = cluster.schema(typeNameOf(kind), config)[0]
  const what = `(${namespace}/${name}; ${apiVersionOf(kind)}, Kind=${kind.kind})`
  if (fault !== undefined)
    throw failure(
      500,
      null,
      `failed to create typed patch object ${what}: .${fault.path}: ${fault.problem === 'unknown' ? 'field not declared in schema' : fault.message}`,
    )
  const canonical = copyOf(config)
  if (!canonicalQuantities(canonical)) {
    const to = `${apiVersionOf(kind)}, Kind=${kind.kind}`
    throw failure(
      500,
      null,
      `failed to convert new object ${what} to proper version: unable to convert unstructured object to ${to}: ${quantityFault}`,
    )
  }
  const live = cluster.store.find(kind, namespace, name)
  if (live === null) return createApplied(cluster, request, canonical)
  const writer: Writer = { ...writerOf(cluster, kind, request.manager), operation: 'Apply' }
  const { object, ownerships } = applyPatch(live, canonical, writer, force)
  const version = textAt(canonical, 'metadata', 'resourceVersion')
  put(object, ['metadata', 'resourceVersion'], version || textAt(live, 'metadata', 'resourceVersion'))
  return updateObject(cluster, request, object, () => ownerships)
}

/** Removes an object; throws 409 where it is another, or at another version, than the options of the request demand. */
export function deleteObject(cluster: Cluster, request: WriteRequest, body: JsonObject | null): Answer {
  const { kind, name } = request
  // Where there is a body, options in the query say nothing.
  const dryRun = body === null ? request.dryRun : body['dryRun'] !== undefined
  const options = body ?? {}
  const found = stored(cluster, request)
  for (const key of ['uid', 'resourceVersion']) {
    const [wanted, is] = [textAt(options, 'preconditions', key), textAt(found, 'metadata', key)]
    const what = key === 'uid' ? 'UID' : 'ResourceVersion'
    if (wanted !== '' && wanted !== is)
      throw failure(
        409,
        'Conflict',
        `Operation cannot be fulfilled on ${kind.plural}${kind.group === '' ? '' : `.${kind.group}`} "${name}": Precondition failed: ${what} in precondition: ${wanted}, ${what} in object meta: ${is}`,
        { name, ...(kind.group === '' ? {} : { group: kind.group }), kind: kind.plural },
      )
  }
  if (!dryRun) cluster.store.remove(kind, found)
  const { group, plural } = kind
  const details = {
    name,
    ...(group === '' ? {} : { group }),
    kind: plural,
    uid: textAt(found, 'metadata', 'uid'),
  }
  return { status: 200, body: { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Success', details } }
}

/** The object that a request is about; throws 404 where there is none. */
export function stored(cluster: Cluster, { kind, namespace, name }: WriteRequest): JsonObject {
  const found = cluster.store.find(kind, namespace, name)
  if (found === null) throw notFound(kind, name)
  return found
}

function createApplied(cluster: Cluster, request: WriteRequest, config: JsonObject): Answer {
  const created = createObject(cluster, { ...request, dryRun: true }, config)
  const object = objectAt(created.body)
  const { manager } = request
  for (const field of [objectAt(object, 'metadata', 'managedFields', 0)]) {
    field['operation'] = 'Apply'
    field['manager'] = manager
    field['time'] = stamp(cluster)
  }
  return { ...created, body: request.dryRun ? object : cluster.store.save(request.kind, object) }
}

function cannotBeHandled({ version, kind }: Kind): string {
  return `${kind} in version "${version}" cannot be handled as a ${kind}: `
}

/** Without fields that its kind has not; throws 400 where a value is of the wrong type, or unknown fields are refused. */
function shape(
  { schema }: Cluster,
  { kind, fieldValidation }: WriteRequest,
  object: JsonObject,
  begin: string,
): { object: JsonObject; headers: Record<string, string> } {
  const faults = schema(typeNameOf(kind), object)
  const mistyped = faults.find(({ problem }) => problem === 'mistyped')
  if (mistyped !== undefined) throw badRequest(`${begin}${mistyped.message}`)
  const unknown = faults.filter(({ problem }) => problem === 'unknown')
  if (unknown.length > 0 && fieldValidation === 'Strict')
    throw badRequest(`${begin}strict decoding error: ${unknown.map(({ message }) => message).join(', ')}`)
  const warnings = unknown.map(({ message }) => `299 - ${JSON.stringify(message)}`)
  const isSaid = warnings.length > 0 && fieldValidation === 'Warn'
  return { object: withoutUnknown(object, faults), headers: isSaid ? { warning: warnings.join(', ') } : {} }
}

function checkIdentity(kind: Kind, namespace: string, name: string, object: JsonObject): void {
  const { name: ownName = name, namespace: ownNamespace = namespace } = objectAt(object, 'metadata')
  if (object['kind'] !== kind.kind || object['apiVersion'] !== apiVersionOf(kind))
    throw badRequest(
      `${kind.kind} in version "${kind.version}" cannot be handled as a ${kind.kind}: no kind ${JSON.stringify(object['kind'] ?? '')} is registered for version ${JSON.stringify(object['apiVersion'] ?? '')}`,
    )
  if (ownNamespace !== namespace)
    throw badRequest(`the namespace of the provided object does not match the namespace sent on the request`)
  if (name !== '' && ownName !== name)
    throw badRequest(
      `the name of the object (${String(ownName)}) does not match the name on the URL (${name})`,
    )
}

function keptMetadata(before: JsonObject, after: JsonObject): JsonObject {
  const old = objectAt(before, 'metadata')
  const { labels, annotations } = objectAt(after, 'metadata')
  const { labels: _, annotations: __, ...rest } = old
  return {
    ...rest,
    ...(labels === undefined ? {} : { labels }),
    ...(annotations === undefined ? {} : { annotations }),
  }
}
