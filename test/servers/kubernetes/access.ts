import type { Faults } from './faults.ts'
import { isJsonObject, type JsonObject, listAt, objectAt, textAt } from './json.ts'
import { kindOf } from './kinds.ts'
import { failure, type Refusal } from './refusals.ts'
import type { Store } from './store.ts'

/** What somebody wants to do, as RBAC sees it. */
export interface Wish {
  verb: string
  group: string
  /** With its subresource: `deployments/scale`. */
  resource: string
  namespace: string
  name: string
}

/** May do everything, as a member of system:masters. */
export const administrator = 'admin'

/** Throws 403 where `user` may not do what it wishes. */
export function authorise(store: Store, faults: Faults, user: string, wish: Wish): void {
  if (isDenied(faults, wish) || !isAllowed(store, user, wish)) throw forbidden(user, wish)
}

/** Whether roles allow it. */
export function isAllowed(store: Store, user: string, wish: Wish): boolean {
  if (user === administrator) return true
  const rules = [
    ...rulesOf(store, user, 'clusterrolebindings', ''),
    ...(wish.namespace === '' ? [] : rulesOf(store, user, 'rolebindings', wish.namespace)),
  ]
  return rules.some(
    (rule) =>
      holds(rule, 'verbs', wish.verb) &&
      holds(rule, 'apiGroups', wish.group) &&
      holds(rule, 'resources', wish.resource) &&
      (listAt(rule, 'resourceNames').length === 0 || holds(rule, 'resourceNames', wish.name)),
  )
}

/** Whether a fault denies it to everybody. */
export function isDenied({ deny }: Faults, { verb, resource }: Wish): boolean {
  return deny !== null && deny.verb === verb && deny.resource === resource
}

function forbidden(user: string, { verb, group, resource, namespace, name }: Wish): Refusal {
  const [plural = ''] = resource.split('/')
  const what = group === '' ? plural : `${plural}.${group}`
  const which = name === '' ? what : `${what} "${name}"`
  const where = namespace === '' ? 'at the cluster scope' : `in the namespace "${namespace}"`
  const message = `${which} is forbidden: User "${user}" cannot ${verb} resource "${resource}" in API group "${group}" ${where}`
  return failure(403, 'Forbidden', message, {
    ...(name === '' ? {} : { name }),
    ...(group === '' ? {} : { group }),
    kind: plural,
  })
}

function rulesOf(store: Store, user: string, bindings: string, namespace: string): JsonObject[] {
  return store.list(kindOf(bindings), namespace).flatMap((binding) => {
    const subjects = listAt(binding, 'subjects').filter(isJsonObject)
    if (!subjects.some((subject) => subject['kind'] === 'User' && subject['name'] === user)) return []
    const { kind, name } = objectAt(binding, 'roleRef')
    const isClusters = kind === 'ClusterRole'
    const role = store.find(
      kindOf(isClusters ? 'clusterroles' : 'roles'),
      isClusters ? '' : textAt(binding, 'metadata', 'namespace'),
      String(name),
    )
    return role === null ? [] : listAt(role, 'rules').filter(isJsonObject)
  })
}

function holds(rule: JsonObject, list: string, wanted: string): boolean {
  const all = listAt(rule, list)
  return all.includes(wanted) || all.includes('*')
}
