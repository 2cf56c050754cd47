import { type Cluster, controllerManager, newObject, stamp, writerOf } from './cluster.ts'
import { type JsonObject, objectAt, textAt } from './json.ts'
import { apiVersionOf, type Kind, kindOf } from './kinds.ts'

/** Notes what a controller did with an object, as `kubectl get events` shows it. */
export function noteEvent(
  cluster: Cluster,
  kind: Kind,
  object: JsonObject,
  { component, reason, message }: { component: string; reason: string; message: string },
): void {
  const events = kindOf('events')
  const at = stamp(cluster)
  const { name = '', namespace = '', uid = '', resourceVersion = '' } = objectAt(object, 'metadata')
  const place = (0x18ea821fe01b1817n + BigInt(cluster.store.version())).toString(16)
  const given: JsonObject = {
    metadata: { name: `${textAt(object, 'metadata', 'name')}.${place}`, namespace },
    involvedObject: {
      kind: kind.kind,
      namespace,
      name,
      uid,
      apiVersion: apiVersionOf(kind),
      resourceVersion,
    },
    reason,
    message,
    source: { component },
    firstTimestamp: at,
    lastTimestamp: at,
    count: 1,
    type: 'Normal',
    eventTime: null,
    reportingComponent: component,
    reportingInstance: '',
  }
  const event = newObject(cluster, events, given, writerOf(cluster, events, controllerManager))
  cluster.store.save(events, event)
}
