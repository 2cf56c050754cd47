import { isJsonObject, type Json, type JsonObject, listAt, numberAt, objectAt, textAt } from './json.ts'
import type { Kind } from './kinds.ts'
import { compareQuantities, formatQuantity, parseQuantity } from './quantities.ts'
import { type Cause, invalid } from './refusals.ts'
import { matchesLabels } from './selectors.ts'

/** Puts every quantity of an object into its canonical form, in place; false where one is none. */
export function canonicalQuantities(object: JsonObject): boolean {
  let isFine = true
  const settle = (holder: JsonObject): void => {
    for (const [key, value] of Object.entries(holder)) {
      if (typeof value !== 'string' && typeof value !== 'number') continue
      const parsed = parseQuantity(String(value))
      if (parsed === null) isFine = false
      else holder[key] = formatQuantity(parsed)
    }
  }
  const visit = (value: Json): void => {
    if (Array.isArray(value)) value.forEach(visit)
    if (!isJsonObject(value)) return
    for (const [key, inner] of Object.entries(value)) {
      if (isJsonObject(inner) && holders.has(key)) settle(inner)
      visit(inner)
    }
  }
  visit(objectAt(object, 'spec'))
  return isFine
}

const holders: ReadonlySet<string> = new Set([
  'requests',
  'limits',
  'hard',
  'max',
  'min',
  'default',
  'defaultRequest',
])

/** Throws 422 with everything that is wrong with the values of an object. */
export function validate(kind: Kind, object: JsonObject): void {
  const spec = objectAt(object, 'spec')
  const causes = [...(checks[kind.plural]?.(spec) ?? [])]
  const name = textAt(object, 'metadata', 'name')
  if (name === '') causes.unshift(required('metadata.name', 'name or generateName is required'))
  if (causes.length > 0) throw invalid(kind, name, causes)
}

/** Replicas of a Scale. */
export function validateScale(name: string, replicas: number): void {
  if (replicas >= 0) return
  throw invalid({ group: 'autoscaling', kind: 'Scale' }, name, [notNegative('spec.replicas', replicas)])
}

const checks: Readonly<Record<string, (spec: JsonObject) => Cause[]>> = {
  deployments: workload,
  statefulsets: workload,
  pods: (spec) => containers(spec, 'spec'),
  horizontalpodautoscalers: autoscaler,
}

function workload(spec: JsonObject): Cause[] {
  const replicas = numberAt(spec, ['replicas'])
  const labels = objectAt(spec, 'template', 'metadata', 'labels')
  const causes: Cause[] = replicas < 0 ? [notNegative('spec.replicas', replicas)] : []
  if (!isJsonObject(spec['selector'])) causes.push(required('spec.selector', ''))
  else if (!matchesLabels(spec['selector'], labels)) {
    const said = `Invalid value: ${JSON.stringify(labels)}: \`selector\` does not match template \`labels\``
    causes.push({ reason: 'FieldValueInvalid', message: said, field: 'spec.template.metadata.labels' })
  }
  return [...causes, ...containers(objectAt(spec, 'template', 'spec'), 'spec.template.spec')]
}

function containers(spec: JsonObject, path: string): Cause[] {
  const all = listAt(spec, 'containers').filter(isJsonObject)
  if (all.length === 0) return [required(`${path}.containers`, '')]
  return all.flatMap((container, index) => {
    const at = `${path}.containers[${index}]`
    const missing = ['name', 'image'].filter((field) => textAt(container, field) === '')
    return [
      ...missing.map((field) => required(`${at}.${field}`, '')),
      ...resources(container, `${at}.resources`),
    ]
  })
}

function resources(container: JsonObject, at: string): Cause[] {
  const limits = objectAt(container, 'resources', 'limits')
  const requests = Object.entries(objectAt(container, 'resources', 'requests'))
  return requests.flatMap(([name, request]) => {
    const limit = limits[name]
    if (typeof request !== 'string') return []
    if (compareQuantities(request, '0') < 0)
      return [value(`${at}.requests[${name}]`, `"${request}"`, 'must be greater than or equal to 0')]
    if (typeof limit !== 'string' || compareQuantities(request, limit) <= 0) return []
    return [
      value(`${at}.requests`, `"${request}"`, `must be less than or equal to ${name} limit of ${limit}`),
    ]
  })
}

function autoscaler(spec: JsonObject): Cause[] {
  const [minimum, maximum] = [numberAt(spec, ['minReplicas'], 1), numberAt(spec, ['maxReplicas'])]
  const causes: Cause[] = []
  if (minimum < 1) causes.push(value('spec.minReplicas', minimum, 'must be greater than or equal to 1'))
  if (maximum < 1) causes.push(value('spec.maxReplicas', maximum, 'must be greater than 0'))
  else if (maximum < minimum)
    causes.push(value('spec.maxReplicas', maximum, 'must be greater than or equal to `minReplicas`'))
  if (textAt(spec, 'scaleTargetRef', 'kind') === '') causes.push(required('spec.scaleTargetRef.kind', ''))
  if (textAt(spec, 'scaleTargetRef', 'name') === '') causes.push(required('spec.scaleTargetRef.name', ''))
  return causes
}

function notNegative(field: string, replicas: number): Cause {
  return value(field, replicas, 'must be greater than or equal to 0')
}

function value(field: string, got: string | number, why: string): Cause {
  return { reason: 'FieldValueInvalid', message: `Invalid value: ${got}: ${why}`, field }
}

function required(field: string, why: string): Cause {
  return { reason: 'FieldValueRequired', message: `Required value${why === '' ? '' : `: ${why}`}`, field }
}
