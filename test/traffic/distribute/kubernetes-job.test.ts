import { Job } from 'kubernetes-models/batch/v1'
import { ConfigMap } from 'kubernetes-models/v1'
import { describe, expect, test } from 'vitest'
import { kubernetesJob } from '../../../src/traffic/index.ts'
import { watched } from '../../sizing/emit/unread-keys.ts'

type Request = Parameters<typeof kubernetesJob>[0]

const hidden = [
  { at: ['requests', 0, 'headers', 0, 1], what: 'header Cookie', variable: 'LEWIS_PERF_SECRET_1' },
  { at: ['requests', 0, 'headers', 1, 1], what: 'header Authorization', variable: 'LEWIS_PERF_SECRET_2' },
  { at: ['requests', 1, 'headers', 0, 1], what: 'header Cookie', variable: 'LEWIS_PERF_SECRET_1' },
]

function documents(more: Partial<Request> = {}): Record<string, unknown>[] {
  return kubernetesJob({
    name: 'lewis-perf-load-1a2b3c4d5e',
    image: 'node:22-slim',
    pods: 8,
    workers: 1,
    planText: '{}\n',
    bundleBase64: Buffer.from('packed').toString('base64'),
    sliceArguments: ['--allow', 'target.example'],
    hidden: [],
    deadlineSeconds: 300,
    ...more,
  })
}

/** Throws what the published schema has against `manifest`; returns the keys that it does not know. */
function unknownKeys(manifest: Record<string, unknown>): string[] {
  const { kind, apiVersion, ...rest } = structuredClone(manifest)
  const model =
    kind === 'Job'
      ? new Job(rest as ConstructorParameters<typeof Job>[0])
      : new ConfigMap(rest as ConstructorParameters<typeof ConfigMap>[0])
  expect({ kind, apiVersion }).toEqual({ kind: model.kind, apiVersion: model.apiVersion })
  const { value, unreadKeys } = watched(model)
  value.validate()
  return unreadKeys()
}

describe('the published Kubernetes schemas', () => {
  test.each<[string, Partial<Request>]>([
    ['eight pods', {}],
    ['one pod with four threads', { pods: 1, workers: 4 }],
    ['values of a Secret', { hidden }],
  ])('accept %s, and know every key of it', (_, more) => {
    for (const document of documents(more)) expect(unknownKeys(document)).toEqual([])
  })

  test.each([
    ['"completionMode":', '"completionsMode":', 'spec.completionsMode'],
    ['"backoffLimit":', '"backOffLimit":', 'spec.backOffLimit'],
    [
      '"automountServiceAccountToken":',
      '"autoMountServiceAccountToken":',
      'spec.template.spec.autoMountServiceAccountToken',
    ],
    [
      '"readOnlyRootFilesystem":',
      '"readonlyRootFilesystem":',
      'spec.template.spec.containers.0.securityContext.readonlyRootFilesystem',
    ],
    ['"secretKeyRef":', '"secretRef":', 'spec.template.spec.containers.0.env.0.valueFrom.secretRef'],
    ['"emptyDir":', '"emptydir":', 'spec.template.spec.volumes.1.emptydir'],
  ])('find %s misspelt', (right, wrong, path) => {
    const text = JSON.stringify(documents({ hidden })[1])
    expect(text).toContain(right)
    expect(unknownKeys(JSON.parse(text.replace(right, wrong)))).toContain(path)
  })

  test('find a wrong type, and a misspelt key of the ConfigMap', () => {
    const [files, job] = documents().map((document) => JSON.stringify(document))
    expect(() =>
      unknownKeys(JSON.parse((job ?? '').replace('"backoffLimit":0', '"backoffLimit":"none"'))),
    ).toThrow()
    expect(unknownKeys(JSON.parse((files ?? '').replace('"binaryData"', '"binarydata"')))).toEqual([
      'binarydata',
    ])
  })
})

describe('a Job', () => {
  const [files, job] = documents({ hidden })
  const text = JSON.stringify(job)

  test('holds no secret, and refers once to each value of the Secret', () => {
    const env = /"env":(\[.*?\}\}\}\])/.exec(text)?.[1] ?? '[]'
    expect(JSON.parse(env)).toEqual([
      {
        name: 'LEWIS_PERF_SECRET_1',
        valueFrom: { secretKeyRef: { name: 'lewis-perf-load-1a2b3c4d5e-values', key: 'value-1' } },
      },
      {
        name: 'LEWIS_PERF_SECRET_2',
        valueFrom: { secretKeyRef: { name: 'lewis-perf-load-1a2b3c4d5e-values', key: 'value-2' } },
      },
    ])
  })

  test('hands on what the load was allowed', () => {
    expect(text).toContain('"args":["loadtest","slice","--plan","load/plan.json","--allow","target.example"]')
  })

  test('has the plan and the packed command beside it', () => {
    expect(files).toMatchObject({
      data: { 'plan.json': '{}\n' },
      binaryData: { 'lewis-perf.mjs.br': 'cGFja2Vk' },
      immutable: true,
    })
  })

  test('that fits in a ConfigMap by its last byte is made, and one byte more is refused', () => {
    const room = 2 ** 20 - 8
    const made = documents({ planText: 'x'.repeat(room), bundleBase64: 'cGFja2Vk' })
    expect(made).toHaveLength(2)
    expect(() => documents({ planText: 'x'.repeat(room + 1), bundleBase64: 'cGFja2Vk' })).toThrow(
      'and a ConfigMap holds 1 MiB',
    )
    // Counted in bytes, not in letters.
    expect(() => documents({ planText: 'é'.repeat(room / 2 + 1), bundleBase64: 'cGFja2Vk' })).toThrow(
      'ConfigMap',
    )
  })
})
