import type { ServerResponse } from 'node:http'
import type { Cluster } from './cluster.ts'
import type { JsonObject } from './json.ts'
import { type ListQuery, wantedBy } from './read.ts'
import { statusBody } from './refusals.ts'
import { type Change, kindOfObject } from './store.ts'

/** Before this version nothing is remembered. */
const oldest = 6

/** Tells of every change, a line of JSON each, until its time is over or nobody listens. */
export function watchObjects(
  { store }: Cluster,
  { kind, namespace, query }: ListQuery,
  response: ServerResponse,
): void {
  const write = (type: string, object: JsonObject): void => {
    response.write(`${JSON.stringify({ type, object })}\n`)
  }
  response.writeHead(200, { 'content-type': 'application/json' })
  const from = Number(query.get('resourceVersion') ?? 0)
  if (from > 0 && from < oldest) {
    write('ERROR', statusBody(410, 'Expired', `too old resource version: ${from} (${oldest})`))
    response.end()
    return
  }
  const isWanted = wantedBy(kind, query)
  const tell = (change: Change): void => {
    const isHere =
      namespace === '' || change.object['metadata'] === undefined || within(change.object, namespace)
    if (change.kind === kind && isHere && isWanted(change.object)) write(change.type, change.object)
  }
  if (from === 0) for (const object of store.list(kind, namespace).filter(isWanted)) write('ADDED', object)
  else for (const change of store.since(from)) tell(change)
  const stop = store.watch(tell)
  const end = (): void => {
    stop()
    clearTimeout(timer)
    response.end()
  }
  const timer = setTimeout(end, Number(query.get('timeoutSeconds') ?? 1800) * 1000)
  response.once('close', end)
}

function within(object: JsonObject, namespace: string): boolean {
  const metadata = object['metadata']
  return (
    kindOfObject(object)?.namespaced === true &&
    typeof metadata === 'object' &&
    metadata !== null &&
    !Array.isArray(metadata) &&
    metadata['namespace'] === namespace
  )
}
