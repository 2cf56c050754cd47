import { firstStatus, setDefaults, setUnowned } from './defaults.ts'
import type { Faults } from './faults.ts'
import { afterUpdate, managedFields, type Writer } from './field-ownership.ts'
import { type JsonObject, objectAt, textAt } from './json.ts'
import { apiVersionOf, type Kind } from './kinds.ts'
import type { SchemaCheck } from './schema.ts'
import { newMetadata, type Store } from './store.ts'

/** What pods use, by the begin of their names: quantities such as `250m` and `512Mi`; or that nobody answers for it. */
export type Metrics = Readonly<Record<string, { cpu: string; memory: string }>> | 'unavailable'

/** All that the server is made of. */
export interface Cluster {
  store: Store
  faults: Faults
  /** The metrics API; null where there is none. */
  metrics: Metrics | null
  schema: SchemaCheck
  /** Milliseconds of the epoch. */
  now(): number
  /** After so many steps a pod becomes ready. */
  readyAfterSteps: number
}

/** Who controls objects. */
export const controllerManager = 'kube-controller-manager'

/** The moment, as objects write it. */
export function stamp({ now }: Cluster): string {
  return new Date(now()).toISOString().replace(/\.\d+Z$/, 'Z')
}

/** A writer of this moment. */
export function writerOf(
  cluster: Cluster,
  kind: Kind,
  manager: string,
  subresource: Writer['subresource'] = '',
): Writer {
  return { manager, operation: 'Update', apiVersion: apiVersionOf(kind), subresource, at: stamp(cluster) }
}

/** Writes an object that was changed by `writer`, with what it owns from now on. */
export function commit(
  cluster: Cluster,
  kind: Kind,
  before: JsonObject | null,
  after: JsonObject,
  writer: Writer,
): JsonObject {
  objectAt(after, 'metadata')['managedFields'] = managedFields(afterUpdate(before, after, writer))
  return cluster.store.save(kind, after)
}

/** A new object as it is stored, before admission and its version: with defaults, status and ownership. */
export function newObject(cluster: Cluster, kind: Kind, given: JsonObject, writer: Writer): JsonObject {
  const namespace = kind.namespaced ? textAt(given, 'metadata', 'namespace') : null
  const metadata = newMetadata(objectAt(given, 'metadata'), namespace, stamp(cluster))
  const { apiVersion: _, kind: __, metadata: ___, status: ____, ...rest } = given
  const object: JsonObject = { kind: kind.kind, apiVersion: apiVersionOf(kind), metadata, ...rest }
  setDefaults(kind, object)
  if (kind.counted) metadata['generation'] = 1
  const fields = managedFields(afterUpdate(null, object, writer))
  if (fields.length > 0) metadata['managedFields'] = fields
  const status = firstStatus(kind)
  if (status !== null) object['status'] = status
  if (kind.plural === 'nodes' && given['status'] !== undefined) object['status'] = given['status']
  setUnowned(kind, object)
  return object
}
