import { badRequest, invalid } from './refusals.ts'
import type { Route } from './route.ts'

const ofReads = ['pretty', 'resourceVersion']
const ofLists = [
  ...ofReads,
  'allowWatchBookmarks',
  'continue',
  'fieldSelector',
  'labelSelector',
  'limit',
  'resourceVersionMatch',
  'timeoutSeconds',
  'watch',
]
const ofWrites = ['pretty', 'dryRun', 'fieldManager', 'fieldValidation']
const ofDeletes = ['pretty', 'dryRun', 'gracePeriodSeconds', 'propagationPolicy']

/**
 * Throws 400 where a query has what its request does not know, and 422 or 400 where a value is none. A real server passes over a parameter
 * that it does not know: here it is refused, so that a misspelt one is found.
 */
export function checkQuery(method: string, route: Route, query: URLSearchParams, isApply: boolean): void {
  const known = knownOf(method, route)
  for (const [name, value] of query) {
    if (!known.includes(name)) throw badRequest(`unknown query parameter "${name}"`)
    if (['limit', 'timeoutSeconds'].includes(name) && !/^\d+$/.test(value))
      throw badRequest(`strconv.ParseInt: parsing ${JSON.stringify(value)}: invalid syntax`)
  }
  const options = { POST: 'CreateOptions', PUT: 'UpdateOptions', PATCH: 'PatchOptions' }[method]
  if (options === undefined) return
  const refuse = (field: string, reason: string, message: string): never => {
    throw invalid({ group: 'meta.k8s.io', kind: options }, '', [{ reason, message, field }])
  }
  const dryRun = query.get('dryRun')
  if (dryRun !== null && dryRun !== 'All')
    refuse('dryRun', 'FieldValueNotSupported', `Unsupported value: "${dryRun}": supported values: "All"`)
  if (isApply && (query.get('fieldManager') ?? '') === '')
    refuse('fieldManager', 'FieldValueRequired', 'Required value: is required for apply patch')
  if (!isApply && query.has('force'))
    refuse('force', 'FieldValueForbidden', 'Forbidden: may not be specified for non-apply patch')
  const validation = query.get('fieldValidation') ?? 'Warn'
  if (!['Ignore', 'Warn', 'Strict'].includes(validation))
    refuse(
      'fieldValidation',
      'FieldValueNotSupported',
      `Unsupported value: "${validation}": supported values: "Ignore", "Strict", "Warn"`,
    )
}

function knownOf(method: string, route: Route): readonly string[] {
  if (route.to === 'version' || route.to === 'discovery') return ['timeout']
  if (method === 'POST' || method === 'PUT') return ofWrites
  if (method === 'PATCH') return [...ofWrites, 'force']
  if (method === 'DELETE') return ofDeletes
  return route.to === 'review' || route.name !== '' ? ofReads : ofLists
}
