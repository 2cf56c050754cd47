import type { Wish } from './access.ts'
import { apiVersionOf, type Kind, kinds } from './kinds.ts'
import { methodNotAllowed, noSuchResource, pageNotFound } from './refusals.ts'

/** What a request is for. */
export type Route =
  | { to: 'version' }
  | { to: 'discovery'; groupVersion: string }
  | { to: 'review' }
  | { to: 'metrics'; plural: 'nodes' | 'pods'; namespace: string; name: string; wish: Wish }
  | {
      to: 'object'
      kind: Kind
      namespace: string
      name: string
      subresource: '' | 'scale' | 'status'
      wish: Wish
    }

const metricsGroup = 'metrics.k8s.io'
const reviews = '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews'

/** Finds out what a method and a path are for; throws 404 and 405 as the API server does. */
export function routeOf(method: string, path: string, isWatch: boolean, hasMetrics: boolean): Route {
  const only = (allowed: string, route: Route): Route => {
    if (method !== allowed) throw methodNotAllowed()
    return route
  }
  if (path === '/version') return only('GET', { to: 'version' })
  if (path === reviews) return only('POST', { to: 'review' })
  const [, api, ...rest] = path.split('/').map(decodeURIComponent)
  if (api !== 'api' && api !== 'apis') throw pageNotFound()
  const group = api === 'api' ? '' : (rest.shift() ?? '')
  const version = rest.shift() ?? ''
  const isMetrics = group === metricsGroup && version === 'v1beta1' && hasMetrics
  const known = kinds.filter((kind) => kind.group === group && kind.version === version)
  if (known.length === 0 && !isMetrics) throw pageNotFound()
  if (rest.length === 0)
    return only('GET', { to: 'discovery', groupVersion: apiVersionOf({ group, version }) })
  const isWithin = rest[0] === 'namespaces' && rest.length > 2
  const namespace = isWithin ? (rest[1] ?? '') : ''
  const [plural = '', name = '', subresource = '', ...more] = isWithin ? rest.slice(2) : rest
  if (more.length > 0) throw pageNotFound()
  const wish: Wish = {
    verb: verbOf(method, name, isWatch),
    group,
    resource: subresource === '' ? plural : `${plural}/${subresource}`,
    namespace: plural === 'namespaces' ? name : namespace,
    name,
  }
  if (isMetrics) {
    if (plural !== 'nodes' && plural !== 'pods') throw noSuchResource()
    return only('GET', { to: 'metrics', plural, namespace, name, wish })
  }
  const kind = known.find((one) => one.plural === plural)
  if (kind === undefined || (name !== '' && kind.namespaced !== isWithin)) throw noSuchResource()
  if (isWithin && !kind.namespaced) throw noSuchResource()
  if (subresource !== '' && !kind.subresources.some((one) => one === subresource)) throw noSuchResource()
  if (!methodsOf(name, subresource, isWithin || !kind.namespaced).includes(method)) throw methodNotAllowed()
  const part = subresource === 'scale' || subresource === 'status' ? subresource : ''
  return { to: 'object', kind, namespace, name, subresource: part, wish }
}

function methodsOf(name: string, subresource: string, isCollection: boolean): readonly string[] {
  if (name === '') return isCollection ? ['GET', 'POST'] : ['GET']
  return subresource === '' ? ['GET', 'PUT', 'PATCH', 'DELETE'] : ['GET', 'PUT', 'PATCH']
}

function verbOf(method: string, name: string, isWatch: boolean): string {
  if (method === 'GET') return isWatch ? 'watch' : name === '' ? 'list' : 'get'
  const verbs: Readonly<Record<string, string>> = {
    POST: 'create',
    PUT: 'update',
    PATCH: 'patch',
    DELETE: 'delete',
  }
  return verbs[method] ?? method.toLowerCase()
}
