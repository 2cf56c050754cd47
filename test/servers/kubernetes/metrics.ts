import { type Cluster, stamp } from './cluster.ts'
import { type JsonObject, listAt, objectAt, textAt } from './json.ts'
import { kindOf } from './kinds.ts'
import { isReady } from './pods.ts'
import { type Answer, failure, notFound } from './refusals.ts'
import { fieldSelector, labelSelector } from './selectors.ts'

/** What pods or nodes use, as metrics.k8s.io answers; throws 503 where nobody answers for it. */
export function metricsAnswer(
  cluster: Cluster,
  { plural, namespace, name }: { plural: 'nodes' | 'pods'; namespace: string; name: string },
  query: URLSearchParams,
): Answer {
  const { metrics, store } = cluster
  if (metrics === null || metrics === 'unavailable')
    throw failure(503, 'ServiceUnavailable', 'the server is currently unable to handle the request', {})
  const known = Object.entries(metrics)
  const usageOf = (one: string) => known.find(([begin]) => one.startsWith(begin))?.[1]
  const [hasLabels, hasFields] = [
    labelSelector(query.get('labelSelector') ?? ''),
    fieldSelector(query.get('fieldSelector') ?? '', plural),
  ]
  const kind = plural === 'pods' ? 'PodMetrics' : 'NodeMetrics'
  const items = store
    .list(kindOf(plural), namespace)
    .filter((object) => hasLabels(object) && hasFields(object) && (plural === 'nodes' || isReady(object)))
    .flatMap((object): JsonObject[] => {
      const usage = usageOf(textAt(object, 'metadata', 'name'))
      return usage === undefined ? [] : [measured(cluster, object, plural, usage)]
    })
  if (name !== '') {
    const one = items.find((item) => textAt(item, 'metadata', 'name') === name)
    if (one === undefined) throw notFound({ group: 'metrics.k8s.io', plural }, name)
    return { status: 200, body: { kind, apiVersion: 'metrics.k8s.io/v1beta1', ...one } }
  }
  const body = { kind: `${kind}List`, apiVersion: 'metrics.k8s.io/v1beta1', metadata: {}, items }
  return { status: 200, body }
}

function measured(
  cluster: Cluster,
  object: JsonObject,
  plural: 'nodes' | 'pods',
  { cpu, memory }: { cpu: string; memory: string },
): JsonObject {
  const { name = '', namespace = '', labels = {} } = objectAt(object, 'metadata')
  const at = stamp(cluster)
  const usage = { cpu, memory }
  const metadata = {
    name,
    ...(plural === 'pods' ? { namespace } : {}),
    creationTimestamp: at,
    labels,
  }
  const containers = listAt(object, 'spec', 'containers').map((container) => ({
    name: textAt(container, 'name'),
    usage: { ...usage },
  }))
  return { metadata, timestamp: at, window: '15s', ...(plural === 'pods' ? { containers } : { usage }) }
}
