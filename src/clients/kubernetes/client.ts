import { OperatorError } from '../../core/index.ts'
import type { Answered, Failed } from './answered.ts'
import { answeredBy } from './answered.ts'
import * as bounds from './bounds.ts'
import type { Connection } from './connection.ts'
import type { Asked } from './exchange.ts'
import { fieldManager } from './field-managers.ts'
import { count, type Manifest, objects, text } from './fields.ts'
import type { KubernetesContext } from './kubeconfig.ts'
import { exchangeWithPatience, type Patience } from './retrying.ts'
import { type Rollout, rolloutOf } from './rollout.ts'
import {
  type KubernetesPod,
  type KubernetesWorkload,
  type PodUsage,
  podOf,
  podUsageOf,
  workloadOf,
} from './workload.ts'

/** What can be scaled. */
export type ScalableKind = KubernetesWorkload['kind']
/** What can be applied. */
export type AppliedKind = ScalableKind | 'HorizontalPodAutoscaler'

/** A place and a name. */
export interface ObjectName {
  namespace: string
  name: string
}

/** Which objects of a kind. */
export interface ListQuery {
  /** null: of all namespaces. */
  namespace: string | null
  labelSelector?: string
}

/** How many replicas something has, and at which version of it. */
export interface KubernetesScale {
  desiredReplicas: number
  currentReplicas: number
  resourceVersion: string
}

/** How a change is made. */
export interface ChangeOptions {
  dryRun: boolean
}

/** One cluster. No method throws but OperatorError, where there are no credentials from the begin. */
export interface KubernetesClient {
  readonly context: KubernetesContext
  deployments(query: ListQuery): Promise<Answered<KubernetesWorkload[]>>
  statefulSets(query: ListQuery): Promise<Answered<KubernetesWorkload[]>>
  workload(kind: ScalableKind, of: ObjectName): Promise<Answered<KubernetesWorkload>>
  autoscalers(query: ListQuery): Promise<Answered<bounds.KubernetesAutoscaler[]>>
  autoscaler(of: ObjectName): Promise<Answered<bounds.KubernetesAutoscaler>>
  pods(query: ListQuery): Promise<Answered<KubernetesPod[]>>
  budgets(query: ListQuery): Promise<Answered<bounds.KubernetesBudget[]>>
  limitRanges(query: ListQuery): Promise<Answered<bounds.KubernetesLimitRange[]>>
  quotas(query: ListQuery): Promise<Answered<bounds.KubernetesQuota[]>>
  nodes(): Promise<Answered<bounds.KubernetesNode[]>>
  /** What pods use now; `absent` where the cluster has no metrics API, which is said. */
  podUsage(query: ListQuery): Promise<Answered<PodUsage[]>>
  scale(kind: ScalableKind, of: ObjectName): Promise<Answered<KubernetesScale>>
  /** Sets the replicas, if it is still at that version: `conflict` where it is not. */
  setReplicas(
    kind: ScalableKind,
    of: ObjectName,
    change: { replicas: number; resourceVersion: string },
    options: ChangeOptions,
  ): Promise<Answered<KubernetesScale>>
  /** Server-side apply of part of an object; `conflict` with the fields that others own, unless `force` takes them. */
  apply(
    kind: AppliedKind,
    of: ObjectName,
    part: { spec: Manifest; resourceVersion?: string },
    options: ChangeOptions & { force: boolean },
  ): Promise<Answered<Manifest>>
  /** A strategic merge: null takes a field away, whoever owns it; `conflict` where it is not at that version any more. */
  merge(
    kind: AppliedKind,
    of: ObjectName,
    part: { spec: Manifest; resourceVersion: string },
    options: ChangeOptions,
  ): Promise<Answered<Manifest>>
  /** Takes an object away, if it is still that one at that version. */
  remove(
    kind: AppliedKind,
    of: ObjectName,
    expected: { uid: string; resourceVersion: string },
    options: ChangeOptions,
  ): Promise<Answered<Manifest>>
  /** An object as it is. */
  object(kind: AppliedKind, of: ObjectName): Promise<Answered<Manifest>>
  rollout(kind: ScalableKind, of: ObjectName): Promise<Answered<Rollout>>
}

const kinds: Readonly<Record<AppliedKind, { apiVersion: string; plural: string }>> = {
  Deployment: { apiVersion: 'apps/v1', plural: 'deployments' },
  StatefulSet: { apiVersion: 'apps/v1', plural: 'statefulsets' },
  HorizontalPodAutoscaler: { apiVersion: 'autoscaling/v2', plural: 'horizontalpodautoscalers' },
}

const pageSize = 500
/** So often a list is begun anew whose pages became too old. */
const listTries = 3

/** A client over a connection. */
export function clientOver(connection: Connection, patience: Patience): KubernetesClient {
  let isKnown = false
  const ask = async (asked: Asked, changesSomething = false): Promise<Answered<Record<string, unknown>>> => {
    try {
      const exchange = await exchangeWithPatience(connection, asked, patience, changesSomething)
      isKnown = true
      return answeredBy(asked, connection.context.server, exchange, changesSomething)
    } catch (cause) {
      // Later on, what was done until then has to be told.
      if (!isKnown || !(cause instanceof OperatorError)) throw cause
      return withoutCredentials(cause)
    }
  }
  const get = (path: string) => ask({ method: 'GET', path })
  const list = async <T>(api: string, plural: string, query: ListQuery, read: (object: Manifest) => T) => {
    const listed = await pages(get, pathOf(api, plural, query.namespace, null), query.labelSelector)
    return listed.ok ? { ...listed, value: listed.value.map(read) } : listed
  }
  const workloads = (kind: ScalableKind, query: ListQuery) =>
    list('apps/v1', kinds[kind].plural, query, (object) => workloadOf(kind, object))
  const pathTo = (kind: AppliedKind, { namespace, name }: ObjectName) =>
    pathOf(kinds[kind].apiVersion, kinds[kind].plural, namespace, name)
  const workload = async (kind: ScalableKind, of: ObjectName) =>
    mapped(await get(pathTo(kind, of)), (object) => workloadOf(kind, object))
  return {
    context: connection.context,
    deployments: (query) => workloads('Deployment', query),
    statefulSets: (query) => workloads('StatefulSet', query),
    workload,
    autoscalers: (query) => list('autoscaling/v2', 'horizontalpodautoscalers', query, bounds.autoscalerOf),
    autoscaler: async (of) => mapped(await get(pathTo('HorizontalPodAutoscaler', of)), bounds.autoscalerOf),
    pods: (query) => list('v1', 'pods', query, podOf),
    budgets: (query) => list('policy/v1', 'poddisruptionbudgets', query, bounds.budgetOf),
    limitRanges: (query) => list('v1', 'limitranges', query, bounds.limitRangeOf),
    quotas: (query) => list('v1', 'resourcequotas', query, bounds.quotaOf),
    nodes: () => list('v1', 'nodes', { namespace: null }, bounds.nodeOf),
    podUsage: async (query) =>
      withoutMetrics(await list('metrics.k8s.io/v1beta1', 'pods', query, podUsageOf)),
    scale: async (kind, of) => mapped(await get(`${pathTo(kind, of)}/scale`), scaleOf),
    async setReplicas(kind, of, { replicas, resourceVersion }, { dryRun }) {
      const path = `${pathTo(kind, of)}/scale?${optionsOf(dryRun)}`
      const body = JSON.stringify({ metadata: { resourceVersion }, spec: { replicas } })
      const contentType = 'application/merge-patch+json'
      return mapped(await ask({ method: 'PATCH', path, contentType, body }, !dryRun), scaleOf)
    },
    async apply(kind, { namespace, name }, { spec, resourceVersion }, { dryRun, force }) {
      const { apiVersion } = kinds[kind]
      const metadata = { namespace, name, ...(resourceVersion === undefined ? {} : { resourceVersion }) }
      const path = `${pathTo(kind, { namespace, name })}?${optionsOf(dryRun)}&force=${force}`
      // JSON is YAML.
      const contentType = 'application/apply-patch+yaml'
      const body = JSON.stringify({ apiVersion, kind, metadata, spec })
      return ask({ method: 'PATCH', path, contentType, body }, !dryRun)
    },
    async merge(kind, of, { spec, resourceVersion }, { dryRun }) {
      const path = `${pathTo(kind, of)}?${optionsOf(dryRun)}`
      const contentType = 'application/strategic-merge-patch+json'
      const body = JSON.stringify({ metadata: { resourceVersion }, spec })
      return ask({ method: 'PATCH', path, contentType, body }, !dryRun)
    },
    async remove(kind, of, preconditions, { dryRun }) {
      // Where there is a body, the server reads no query.
      const options = { apiVersion: 'v1', kind: 'DeleteOptions', preconditions }
      const body = JSON.stringify(dryRun ? { ...options, dryRun: ['All'] } : options)
      const path = pathTo(kind, of)
      return ask({ method: 'DELETE', path, contentType: 'application/json', body }, !dryRun)
    },
    object: (kind, of) => get(pathTo(kind, of)),
    rollout: async (kind, of) => {
      const read = await workload(kind, of)
      return read.ok ? { ...read, value: rolloutOf(read.value) } : read
    },
  }
}

function pathOf(api: string, plural: string, namespace: string | null, name: string | null): string {
  const within = namespace === null ? '' : `/namespaces/${encodeURIComponent(namespace)}`
  const which = name === null ? '' : `/${encodeURIComponent(name)}`
  return `/${api.includes('/') ? 'apis' : 'api'}/${api}${within}/${plural}${which}`
}

function optionsOf(dryRun: boolean): string {
  return `fieldManager=${fieldManager}&fieldValidation=Strict${dryRun ? '&dryRun=All' : ''}`
}

/** All pages of a list; begun anew where one of them came too late. */
async function pages(
  get: (path: string) => Promise<Answered<Record<string, unknown>>>,
  path: string,
  labelSelector: string | undefined,
): Promise<Answered<Record<string, unknown>[]>> {
  let [items, token, warnings]: [Record<string, unknown>[], string, string[]] = [[], '', []]
  for (let tries = 1; ; ) {
    const query = new URLSearchParams({
      limit: String(pageSize),
      ...(labelSelector === undefined || labelSelector === '' ? {} : { labelSelector }),
      ...(token === '' ? {} : { continue: token }),
    })
    const page = await get(`${path}?${query}`)
    if (!page.ok) {
      if (page.fault !== 'expired' || tries >= listTries) return page
      tries++
      ;[items, token, warnings] = [[], '', []]
      continue
    }
    items.push(...objects(page.value, 'items'))
    warnings.push(...page.warnings)
    token = text(page.value, 'metadata', 'continue')
    if (token === '') return { ok: true, value: items, warnings }
  }
}

function withoutCredentials({ sentence }: OperatorError): Failed {
  return { ok: false, fault: 'unauthorized', reason: sentence, status: null, mayBeDone: false, conflicts: [] }
}

function mapped<T>(answered: Answered<Record<string, unknown>>, read: (object: Manifest) => T): Answered<T> {
  return answered.ok ? { ...answered, value: read(answered.value) } : answered
}

function scaleOf(object: Manifest): KubernetesScale {
  return {
    desiredReplicas: count(object, 'spec', 'replicas'),
    currentReplicas: count(object, 'status', 'replicas'),
    resourceVersion: text(object, 'metadata', 'resourceVersion'),
  }
}

function withoutMetrics<T>(answered: Answered<T>): Answered<T> {
  if (answered.ok || (answered.fault !== 'absent' && answered.status !== 503)) return answered
  const what =
    answered.fault === 'absent' ? 'has no metrics API' : 'has a metrics API that nobody answers for'
  const reason = `The cluster ${what} (metrics.k8s.io): metrics-server is not installed or not running there.`
  const failed: Failed = { ...answered, reason }
  return failed
}
