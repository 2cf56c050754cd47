import type { Cluster } from './cluster.ts'
import { type Json, type JsonObject, listAt, numberAt, objectAt, textAt } from './json.ts'
import type { Kind } from './kinds.ts'
import { recordedBody } from './recorded.ts'
import { type Answer, failure } from './refusals.ts'
import { selectorText } from './selectors.ts'

/** A list as kubectl shows it; throws 406 for a kind whose columns were not recorded. */
export function asTable({ now }: Cluster, { plural }: Kind, { body }: Answer): Answer {
  if (plural !== 'deployments')
    throw failure(406, 'NotAcceptable', 'only the following media types are accepted: application/json', {})
  const { columnDefinitions = [] } = objectAt(recordedBody('deployment as a table (what kubectl get shows)'))
  const rows = listAt(body, 'items').map((item): JsonObject => {
    const spec = objectAt(item, 'spec')
    const containers = listAt(spec, 'template', 'spec', 'containers')
    const count = (name: string): number => numberAt(item, ['status', name])
    const ageSeconds = Math.floor((now() - Date.parse(textAt(item, 'metadata', 'creationTimestamp'))) / 1000)
    const cells: Json[] = [
      textAt(item, 'metadata', 'name'),
      `${count('readyReplicas')}/${numberAt(spec, ['replicas'])}`,
      count('updatedReplicas'),
      count('availableReplicas'),
      `${ageSeconds}s`,
      containers.map((container) => textAt(container, 'name')).join(','),
      containers.map((container) => textAt(container, 'image')).join(','),
      selectorText(objectAt(spec, 'selector')),
    ]
    const metadata = objectAt(item, 'metadata')
    return { cells, object: { kind: 'PartialObjectMetadata', apiVersion: 'meta.k8s.io/v1', metadata } }
  })
  const { metadata = {} } = objectAt(body)
  return {
    status: 200,
    body: { kind: 'Table', apiVersion: 'meta.k8s.io/v1', metadata, columnDefinitions, rows },
  }
}
