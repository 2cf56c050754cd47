import { afterAll, beforeAll, expect, test } from 'vitest'
import { type JsonObject, type RunningKubernetes, startKubernetesApi } from './index.ts'
import { formatQuantity, parseQuantity } from './quantities.ts'

let api: RunningKubernetes

beforeAll(async () => {
  api = await startKubernetesApi({ stepMs: 0 })
})
afterAll(() => api.stop())

const apps = '/apis/apps/v1/namespaces/lewis-system'
const app = `${apps}/deployments/lewis-app`
const hpas = '/apis/autoscaling/v2/namespaces/lewis-system/horizontalpodautoscalers'
const merge = 'application/merge-patch+json'
const apply = 'application/apply-patch+yaml'
const applied = (more: JsonObject): JsonObject => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'lewis-app' },
  ...more,
})

async function ask(method: string, path: string, contentType: string | null = null, body: unknown = null) {
  const response = await fetch(api.url + path, {
    method,
    headers: {
      authorization: `Bearer ${api.tokens.admin}`,
      ...(contentType === null ? {} : { 'content-type': contentType }),
    },
    ...(body === null ? {} : { body: JSON.stringify(body) }),
  })
  return { status: response.status, text: await response.text(), warning: response.headers.get('warning') }
}

test.each<[string, Parameters<typeof ask>, number, string]>([
  ['an unknown path', ['GET', '/nosuch'], 404, '404 page not found'],
  ['an unknown group', ['GET', '/apis/nosuch/v1/things'], 404, '404 page not found'],
  ['an unknown version', ['GET', '/apis/autoscaling/v9/horizontalpodautoscalers'], 404, '404 page not found'],
  ['an unknown resource', ['GET', `${apps}/nosuch`], 404, 'could not find the requested resource'],
  ['an unknown subresource', ['GET', `${app}/nosuch`], 404, 'could not find the requested resource'],
  [
    'the scale of what has none',
    ['GET', `${hpas}/lewis-hpa/scale`],
    404,
    'could not find the requested resource',
  ],
  [
    'a method that an object has not',
    ['POST', app, 'application/json', {}],
    405,
    'does not allow this method',
  ],
  [
    'a list that is put',
    ['PUT', `${apps}/deployments`, 'application/json', {}],
    405,
    'does not allow this method',
  ],
  ['a misspelt query parameter', ['PATCH', `${app}?dryrun=All`, merge, {}], 400, 'unknown query parameter'],
  [
    'a dry run of another kind',
    ['PATCH', `${app}?dryRun=true`, merge, {}],
    422,
    'supported values: \\"All\\"',
  ],
  [
    'force without apply',
    ['PATCH', `${app}?force=true`, merge, {}],
    422,
    'may not be specified for non-apply patch',
  ],
  ['a limit that is no number', ['GET', `${apps}/deployments?limit=many`], 400, 'invalid syntax'],
  [
    'a label selector that is none',
    ['GET', `${apps}/deployments?labelSelector=a%3D%3D%3Db`],
    400,
    'unable to parse',
  ],
  [
    'a field that nobody can select by',
    ['GET', `${apps}/deployments?fieldSelector=spec.replicas%3D3`],
    400,
    'not supported',
  ],
  [
    'a body that is no JSON',
    ['POST', `${apps}/deployments`, 'text/plain', {}],
    415,
    'Unsupported Media Type',
  ],
  ['JSON as a patch of no kind', ['PATCH', app, 'application/json', {}], 415, 'Unsupported Media Type'],
  [
    'a field that is not there, applied',
    ['PATCH', `${app}?fieldManager=a`, apply, applied({ spec: { replica: 4 } })],
    500,
    '.spec.replica: field not declared in schema',
  ],
  [
    'a field that is not there, where that is strict',
    ['PATCH', `${app}?fieldValidation=Strict`, merge, { spec: { replica: 4 } }],
    400,
    'unknown field \\"spec.replica\\"',
  ],
  [
    'an apply of another kind',
    ['PATCH', `${app}?fieldManager=a`, apply, { ...applied({}), kind: 'Pod' }],
    400,
    'must be those of the path',
  ],
  [
    'an apply of owners',
    [
      'PATCH',
      `${app}?fieldManager=a`,
      apply,
      applied({ metadata: { name: 'lewis-app', managedFields: [] } }),
    ],
    400,
    'metadata.managedFields must be nil',
  ],
  [
    'an autoscaler without a least',
    ['PATCH', `${hpas}/lewis-hpa`, merge, { spec: { minReplicas: 0 } }],
    422,
    'spec.minReplicas: Invalid value: 0',
  ],
  [
    'a quantity that is none',
    [
      'PATCH',
      app,
      'application/strategic-merge-patch+json',
      {
        spec: {
          template: { spec: { containers: [{ name: 'lewis', resources: { limits: { cpu: 'lots' } } }] } },
        },
      },
    ],
    400,
    'quantities must match',
  ],
])('%s is refused', async (_, request, status, words) => {
  const answer = await ask(...request)
  expect([answer.status, answer.text]).toEqual([status, expect.stringContaining(words)])
})

test('a field that is not there is left out with a warning where nothing else is asked', async () => {
  const answer = await ask('PATCH', app, merge, { spec: { replica: 4 } })
  expect([answer.status, answer.warning]).toEqual([200, '299 - "unknown field \\"spec.replica\\""'])
  expect(answer.text).not.toContain('"replica":')
})

test('controllers go on by themselves, and rest where nothing is left to do', async () => {
  const running = await startKubernetesApi({ stepMs: 1 })
  const deployment = running.find('deployments', 'lewis-system', 'lewis-app') ?? {}
  running.put({ ...deployment, spec: { ...(deployment['spec'] as JsonObject), replicas: 4 } })
  await expect
    .poll(() =>
      running.list('pods', 'lewis-system').filter(({ status }) => JSON.stringify(status).includes('Running')),
    )
    .toHaveLength(7)
  await running.stop()
})

test.each([
  ['0.5', '500m'],
  ['1000m', '1'],
  ['1024Mi', '1Gi'],
  ['1536Mi', '1536Mi'],
  ['1.5Gi', '1536Mi'],
  ['1e3', '1k'],
  ['512', '512'],
  ['0', '0'],
  ['412345678n', '412345678n'],
])('the quantity %s is written back as %s', (text, canonical) => {
  const parsed = parseQuantity(text)
  expect(parsed && formatQuantity(parsed)).toBe(canonical)
})
