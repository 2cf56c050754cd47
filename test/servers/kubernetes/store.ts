import { randomUUID } from 'node:crypto'
import { copyOf, isSame, type Json, type JsonObject, objectAt, textAt } from './json.ts'
import { apiVersionOf, type Kind, kinds } from './kinds.ts'

/** One change of an object, as watchers see it. */
export interface Change {
  type: 'ADDED' | 'MODIFIED' | 'DELETED'
  kind: Kind
  object: JsonObject
  version: number
}

/** All objects, each with the version of the whole that its last write made. */
export interface Store {
  /** The version of the last write. */
  version(): number
  /** A copy of an object; null where there is none. */
  find(kind: Kind, namespace: string, name: string): JsonObject | null
  /** Copies, in the order of their keys; of all namespaces where `namespace` is empty. */
  list(kind: Kind, namespace: string): JsonObject[]
  /** Writes an object and answers with what was stored; the same object again is no write. */
  save(kind: Kind, object: JsonObject): JsonObject
  remove(kind: Kind, object: JsonObject): void
  /** Counts a write of something that nobody sees. */
  bump(): number
  /** Changes after a version. */
  since(version: number): readonly Change[]
  /** Calls back on every change; answers with what ends that. */
  watch(onChange: (change: Change) => void): () => void
}

/** An empty store; `first` is the version before its first write. */
export function createStore(first: number): Store {
  const objects = new Map<string, { kind: Kind; object: JsonObject }>()
  const changes: Change[] = []
  const watchers = new Set<(change: Change) => void>()
  let version = first
  const tell = (change: Change): void => {
    changes.push(change)
    for (const watcher of watchers) watcher(change)
  }
  return {
    version: () => version,
    find(kind, namespace, name) {
      const found = objects.get(keyOf(kind, namespace, name))
      return found === undefined ? null : copyOf(found.object)
    },
    list: (kind, namespace) =>
      [...objects]
        .filter(
          ([, one]) =>
            one.kind === kind &&
            (namespace === '' || textAt(one.object, 'metadata', 'namespace') === namespace),
        )
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([, { object }]) => copyOf(object)),
    save(kind, object) {
      const key = keyOf(kind, textAt(object, 'metadata', 'namespace'), textAt(object, 'metadata', 'name'))
      const before = objects.get(key)?.object
      if (before !== undefined && isSame(before, object)) return copyOf(before)
      version++
      const stored = copyOf(object)
      objectAt(stored, 'metadata')['resourceVersion'] = String(version)
      objects.set(key, { kind, object: stored })
      tell({ type: before === undefined ? 'ADDED' : 'MODIFIED', kind, object: stored, version })
      return copyOf(stored)
    },
    remove(kind, object) {
      const key = keyOf(kind, textAt(object, 'metadata', 'namespace'), textAt(object, 'metadata', 'name'))
      const found = objects.get(key)
      if (found === undefined) return
      version++
      objects.delete(key)
      tell({ type: 'DELETED', kind, object: found.object, version })
    },
    bump: () => ++version,
    since: (from) => changes.filter((change) => change.version > from),
    watch(onChange) {
      watchers.add(onChange)
      return () => watchers.delete(onChange)
    },
  }
}

/** The metadata of a new object, in the order in which the server writes it. */
export function newMetadata(given: JsonObject, namespace: string | null, at: string): JsonObject {
  const { name, generateName, labels, annotations, ownerReferences } = given
  const kept: Record<string, Json | undefined> = { labels, annotations, ownerReferences }
  return {
    ...(name === undefined ? {} : { name }),
    ...(generateName === undefined ? {} : { generateName }),
    ...(namespace === null ? {} : { namespace }),
    uid: randomUUID(),
    creationTimestamp: at,
    ...Object.fromEntries(Object.entries(kept).filter(([, value]) => value !== undefined)),
  } as JsonObject
}

/** The kind of an object by what it says of itself; null where the server keeps none such. */
export function kindOfObject(object: JsonObject): Kind | null {
  const { apiVersion, kind } = object
  return kinds.find((one) => one.kind === kind && apiVersionOf(one) === apiVersion) ?? null
}

function keyOf({ group, plural }: Kind, namespace: string, name: string): string {
  return [group, plural, namespace, name].join('/')
}
