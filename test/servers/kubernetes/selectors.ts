import { isJsonObject, type JsonObject, listAt, objectAt, textAt } from './json.ts'
import { badRequest } from './refusals.ts'

/** Whether labels fit a LabelSelector as objects write it. */
export function matchesLabels(selector: JsonObject, labels: JsonObject): boolean {
  const wanted = Object.entries(objectAt(selector, 'matchLabels'))
  const expressions = listAt(selector, 'matchExpressions').filter(isJsonObject)
  return (
    wanted.every(([key, value]) => labels[key] === value) &&
    expressions.every((expression) => {
      const has = labels[textAt(expression, 'key')]
      const values = listAt(expression, 'values')
      const operator = textAt(expression, 'operator')
      if (operator === 'In') return has !== undefined && values.includes(has)
      if (operator === 'NotIn') return has === undefined || !values.includes(has)
      return operator === 'Exists' ? has !== undefined : has === undefined
    })
  )
}

/** The same as the text of a scale: `app=lewis,tier in (a,b)`. */
export function selectorText(selector: JsonObject): string {
  const labels = Object.entries(objectAt(selector, 'matchLabels')).map(([key, value]) => `${key}=${value}`)
  const expressions = listAt(selector, 'matchExpressions')
    .filter(isJsonObject)
    .map((expression) => {
      const [key, operator] = [textAt(expression, 'key'), textAt(expression, 'operator')]
      if (operator === 'Exists') return key
      if (operator === 'DoesNotExist') return `!${key}`
      return `${key} ${operator.toLowerCase()} (${listAt(expression, 'values').join(',')})`
    })
  return [...labels, ...expressions].join(',')
}

/** A `labelSelector` of a query; throws 400 where it is none. */
export function labelSelector(text: string): (object: JsonObject) => boolean {
  const terms = text === '' ? [] : text.split(/,(?![^(]*\))/).map((term) => labelTerm(term.trim(), text))
  return (object) => terms.every((term) => term(objectAt(object, 'metadata', 'labels')))
}

/** A `fieldSelector` of a query; throws 400 where it names a field that cannot be selected by. */
export function fieldSelector(text: string, plural: string): (object: JsonObject) => boolean {
  const terms = text === '' ? [] : text.split(',').map((term) => fieldTerm(term.trim(), plural))
  return (object) => terms.every((term) => term(object))
}

function labelTerm(term: string, whole: string): (labels: JsonObject) => boolean {
  const key = '([A-Za-z0-9][A-Za-z0-9._/-]*)'
  const equal = new RegExp(`^${key}\\s*(=|==|!=)\\s*([A-Za-z0-9._-]*)$`).exec(term)
  if (equal !== null) {
    const [, name = '', operator, value = ''] = equal
    return operator === '!=' ? (labels) => labels[name] !== value : (labels) => labels[name] === value
  }
  const within = new RegExp(`^${key}\\s+(in|notin)\\s+\\(([^)]*)\\)$`).exec(term)
  if (within !== null) {
    const [, name = '', operator, list = ''] = within
    const values = list.split(',').map((value) => value.trim())
    const isIn = (labels: JsonObject): boolean => {
      const value = labels[name]
      return typeof value === 'string' && values.includes(value)
    }
    return operator === 'in' ? isIn : (labels) => !isIn(labels)
  }
  const exists = new RegExp(`^(!?)${key}$`).exec(term)
  if (exists === null)
    throw badRequest(`unable to parse requirement: found '${whole}', expected: ',' or 'end of string'`)
  const [, not = '', name = ''] = exists
  return (labels) => (labels[name] === undefined) === (not === '!')
}

function fieldTerm(term: string, plural: string): (object: JsonObject) => boolean {
  const [, field = '', operator = '', value = ''] = /^([^=!]+)(=|==|!=)(.*)$/.exec(term) ?? []
  if (operator === '') throw badRequest(`invalid selector: '${term}'; can't understand '${term}'`)
  const ofPods = plural === 'pods' ? ['status.phase', 'spec.nodeName'] : []
  if (!['metadata.name', 'metadata.namespace', ...ofPods].includes(field))
    throw badRequest(`field label not supported: ${field}`)
  return (object) => (textAt(object, ...field.split('.')) === value) === (operator !== '!=')
}
