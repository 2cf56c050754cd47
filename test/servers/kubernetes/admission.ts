import { isJsonObject, type JsonObject, listAt, objectAt, textAt } from './json.ts'
import { kindOf } from './kinds.ts'
import { compareQuantities, sumOf } from './quantities.ts'
import { failure } from './refusals.ts'
import type { Store } from './store.ts'

/** What a quota counts of pods. */
export const quotaResources = [
  'limits.cpu',
  'limits.memory',
  'pods',
  'requests.cpu',
  'requests.memory',
] as const

/** Lets a pod in, with the defaults of its namespace; throws 403 where a LimitRange or ResourceQuota does not allow it. */
export function admitPod(store: Store, pod: JsonObject): void {
  const namespace = textAt(pod, 'metadata', 'namespace')
  const name = textAt(pod, 'metadata', 'name') || textAt(pod, 'metadata', 'generateName')
  const forbid = (why: string): never => {
    const details = { ...(name === '' ? {} : { name }), kind: 'pods' }
    throw failure(403, 'Forbidden', `pods "${name}" is forbidden: ${why}`, details)
  }
  for (const range of store.list(kindOf('limitranges'), namespace)) {
    const limits = listAt(range, 'spec', 'limits').filter(isJsonObject)
    for (const limit of limits.filter((one) => one['type'] === 'Container')) {
      setContainerDefaults(pod, limit)
      const faults = containersOf(pod).flatMap((container) => rangeFaults(container, limit))
      if (faults.length > 0) forbid(faults.length === 1 ? String(faults[0]) : `[${faults.join(', ')}]`)
    }
  }
  for (const quota of store.list(kindOf('resourcequotas'), namespace)) checkQuota(store, quota, pod, forbid)
}

/** What the pods of a namespace use of each resource that a quota may count. */
export function usedBy(pods: readonly JsonObject[]): Record<string, string> {
  const sums = quotaResources.map((resource) => {
    if (resource === 'pods') return [resource, String(pods.length)]
    const all = pods.flatMap((pod) => containersOf(pod).map((container) => amountOf(container, resource)))
    return [resource, sumOf(all.filter((amount) => amount !== ''))]
  })
  return Object.fromEntries(sums)
}

function setContainerDefaults(pod: JsonObject, limit: JsonObject): void {
  for (const container of containersOf(pod)) {
    const resources = objectAt(container, 'resources')
    container['resources'] = resources
    const limits = { ...objectAt(limit, 'default'), ...objectAt(resources, 'limits') }
    const requests = { ...objectAt(limit, 'defaultRequest'), ...objectAt(resources, 'requests') }
    if (Object.keys(limits).length > 0) resources['limits'] = limits
    if (Object.keys(requests).length > 0) resources['requests'] = requests
  }
}

function rangeFaults(container: JsonObject, limit: JsonObject): string[] {
  const faults: string[] = []
  for (const [resource, maximum] of Object.entries(objectAt(limit, 'max'))) {
    const amount = amountOf(container, `limits.${resource}`)
    const most = String(maximum)
    if (amount === '')
      faults.push(`maximum ${resource} usage per Container is ${most}.  No limit is specified`)
    else if (compareQuantities(amount, most) > 0)
      faults.push(`maximum ${resource} usage per Container is ${most}, but limit is ${amount}`)
  }
  for (const [resource, minimum] of Object.entries(objectAt(limit, 'min'))) {
    const amount = amountOf(container, `requests.${resource}`)
    const least = String(minimum)
    if (amount === '')
      faults.push(`minimum ${resource} usage per Container is ${least}.  No request is specified`)
    else if (compareQuantities(amount, least) < 0)
      faults.push(`minimum ${resource} usage per Container is ${least}, but request is ${amount}`)
  }
  return faults
}

function checkQuota(store: Store, quota: JsonObject, pod: JsonObject, forbid: (why: string) => never): void {
  const namespace = textAt(pod, 'metadata', 'namespace')
  const hard = objectAt(quota, 'spec', 'hard')
  const name = textAt(quota, 'metadata', 'name')
  const used = usedBy(store.list(kindOf('pods'), namespace).filter(isLive))
  const asked = usedBy([pod])
  const counted = quotaResources.filter((resource) => hard[resource] !== undefined)
  const unsaid = counted.flatMap((resource) =>
    containersOf(pod)
      .filter((container) => resource !== 'pods' && amountOf(container, resource) === '')
      .map((container) => `${resource} for: ${textAt(container, 'name')}`),
  )
  if (unsaid.length > 0) forbid(`failed quota: ${name}: must specify ${unsaid.join('; ')}`)
  const over = counted.filter((resource) => {
    const total = sumOf([used[resource] ?? '0', asked[resource] ?? '0'])
    return compareQuantities(total, String(hard[resource])) > 0
  })
  if (over.length === 0) return
  const list = (amounts: Readonly<Record<string, unknown>>): string =>
    over.map((resource) => `${resource}=${amounts[resource]}`).join(',')
  forbid(`exceeded quota: ${name}, requested: ${list(asked)}, used: ${list(used)}, limited: ${list(hard)}`)
}

/** Whether a pod still counts: one that ended does not. */
export function isLive(pod: JsonObject): boolean {
  return !['Succeeded', 'Failed'].includes(textAt(pod, 'status', 'phase'))
}

function containersOf(pod: JsonObject): JsonObject[] {
  return listAt(pod, 'spec', 'containers').filter(isJsonObject)
}

function amountOf(container: JsonObject, resource: string): string {
  return textAt(container, 'resources', ...resource.split('.'))
}
