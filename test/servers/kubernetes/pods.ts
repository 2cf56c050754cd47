import { admitPod } from './admission.ts'
import { type Cluster, commit, controllerManager, newObject, stamp, writerOf } from './cluster.ts'
import { copyOf, isJsonObject, type Json, type JsonObject, listAt, objectAt, textAt } from './json.ts'
import { apiVersionOf, type Kind, kindOf } from './kinds.ts'

/** Letters of generated names, as Kubernetes chooses them. */
const letters = 'bcdfghjklmnpqrstvwxz2456789'

/** The name part that stands for a pod template: the same for the same template. */
export function templateHash(template: JsonObject): string {
  let hash = 0x811c9dc5
  for (const letter of JSON.stringify(template))
    hash = Math.imul(hash ^ letter.charCodeAt(0), 0x01000193) >>> 0
  return [...String(hash)].map((digit) => letters[digit.charCodeAt(0) % letters.length]).join('')
}

/** The pods that an object controls. */
export function podsOf(cluster: Cluster, owner: JsonObject): JsonObject[] {
  const uid = textAt(owner, 'metadata', 'uid')
  return cluster.store
    .list(kindOf('pods'), textAt(owner, 'metadata', 'namespace'))
    .filter((pod) => textAt(pod, 'metadata', 'ownerReferences', 0, 'uid') === uid)
}

/** Whether a pod takes requests. */
export function isReady(pod: JsonObject): boolean {
  const conditions = listAt(pod, 'status', 'conditions').filter(isJsonObject)
  return conditions.some(({ type, status }) => type === 'Ready' && status === 'True')
}

/** A reference to the object that controls another. */
export function controlledBy(kind: Kind, owner: JsonObject): Json[] {
  const { name = '', uid = '' } = objectAt(owner, 'metadata')
  const how = { controller: true, blockOwnerDeletion: true }
  return [{ apiVersion: apiVersionOf(kind), kind: kind.kind, name, uid, ...how }]
}

/** Creates a pod from the template of its owner; throws a Refusal where admission does not let it in. */
export function createPod(
  cluster: Cluster,
  ownerKind: Kind,
  owner: JsonObject,
  { name, labels, spec }: { name: string | null; labels: JsonObject; spec: JsonObject },
): JsonObject {
  const kind = kindOf('pods')
  const template = objectAt(owner, 'spec', 'template')
  const generateName = `${textAt(owner, 'metadata', 'name')}-`
  const given: JsonObject = {
    metadata: {
      name: name ?? `${generateName}${suffix(cluster)}`,
      generateName,
      namespace: textAt(owner, 'metadata', 'namespace'),
      labels: { ...objectAt(template, 'metadata', 'labels'), ...labels },
      ownerReferences: controlledBy(ownerKind, owner),
    },
    spec: copyOf({ ...objectAt(template, 'spec'), ...spec }),
  }
  const pod = newObject(cluster, kind, given, writerOf(cluster, kind, controllerManager))
  admitPod(cluster.store, pod)
  return cluster.store.save(kind, pod)
}

/** What a kubelet says of a pod that runs and is ready. */
export function makeReady(cluster: Cluster, pod: JsonObject): void {
  const at = stamp(cluster)
  const after = copyOf(pod)
  const condition = (type: string): JsonObject => ({
    type,
    status: 'True',
    lastProbeTime: null,
    lastTransitionTime: at,
  })
  after['status'] = {
    ...objectAt(pod, 'status'),
    phase: 'Running',
    conditions: [condition('Ready'), condition('ContainersReady')],
    podIP: '127.0.0.1',
    podIPs: [{ ip: '127.0.0.1' }],
    startTime: at,
    containerStatuses: listAt(pod, 'spec', 'containers').map((container) => ({
      name: textAt(container, 'name'),
      state: { running: { startedAt: at } },
      lastState: {},
      ready: true,
      restartCount: 0,
      image: textAt(container, 'image'),
      imageID: 'x',
      started: true,
    })),
  }
  // The recording had a stand-in for kubelets, which said no name.
  commit(cluster, kindOf('pods'), pod, after, writerOf(cluster, kindOf('pods'), 'unknown', 'status'))
}

function suffix({ store }: Cluster): string {
  let [state, text] = [Math.imul(store.version() + 1, 0x9e3779b1) >>> 0, '']
  while (text.length < 5) {
    text += letters[state % letters.length]
    state = Math.imul(state ^ (state >>> 15), 0x85ebca6b) >>> 0
  }
  return text
}
