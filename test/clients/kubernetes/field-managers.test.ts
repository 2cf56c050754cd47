import { expect, test } from 'vitest'
import { fieldManagers, isOnlyApplied } from '../../../src/clients/index.ts'

const entry = (manager: string, fields: object) => ({
  manager,
  operation: 'Apply',
  fieldsV1: { 'f:spec': fields },
})
const container = (fields: object) => ({
  'f:template': {
    'f:spec': { 'f:containers': { 'k:{"name":"app"}': { '.': {}, 'f:name': {}, 'f:resources': fields } } },
  },
})
const object = {
  metadata: {
    managedFields: [
      entry('kubectl', { 'f:replicas': {}, ...container({ 'f:requests': { 'f:cpu': {} } }) }),
      entry('argocd', { 'f:metrics': {}, 'f:replicas': {} }),
      entry('argocd', container({ 'f:requests': { 'f:cpu': {}, 'f:memory': {} } })),
      { manager: 'kubelet', operation: 'Update', fieldsV1: { 'f:status': { 'f:replicas': {} } } },
    ],
  },
}
const path = 'template.spec.containers[app].resources.requests'

test.each([
  ['replicas', ['kubectl', 'argocd']],
  [`${path}.cpu`, ['kubectl', 'argocd']],
  [`${path}.memory`, ['argocd']],
  // Who owns a list that is one value owns all that is in it.
  ['metrics[0].resource.target.averageUtilization', ['argocd']],
  ['metricsOther', []],
  ['template.spec.containers[other].resources.requests.cpu', []],
  ['status.replicas', []],
])('%s is owned by %j', (field, managers) => {
  expect(fieldManagers(object, field)).toEqual(managers)
})

test('nobody owns anything of an object without managers', () => {
  expect(fieldManagers({ metadata: {} }, 'replicas')).toEqual([])
})

test.each<[string, object[], boolean]>([
  ['our own apply', [entry('lewis-perf', { 'f:replicas': {} })], true],
  ['our own merge', [{ ...entry('lewis-perf', { 'f:replicas': {} }), operation: 'Update' }], false],
  [
    'somebody beside us',
    [entry('lewis-perf', { 'f:replicas': {} }), entry('argocd', { 'f:replicas': {} })],
    false,
  ],
  ['somebody else', [entry('argocd', { 'f:replicas': {} })], false],
  ['nobody', [], false],
])('server-side apply takes away what %s owns, or not', (_, managedFields, expected) => {
  expect(isOnlyApplied({ metadata: { managedFields } }, 'replicas')).toBe(expected)
})
