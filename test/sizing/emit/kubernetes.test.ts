import { Deployment } from 'kubernetes-models/apps/v1'
import { PodDisruptionBudget } from 'kubernetes-models/policy/v1'
import { describe, expect, it } from 'vitest'
import { kubernetesEmitter } from '../../../src/sizing/emit/kubernetes.ts'
import { bare, gib, lewis, type request } from '../lewis.ts'
import { deployed, documentsOf, emitted } from './emission.ts'
import { watched } from './unread-keys.ts'

type About = Parameters<typeof request>[0]

const zoned = {
  text: '4c8g',
  shape: { cpuCores: 4, memoryBytes: 8 * gib },
  redundancy: { spare: 1, zones: 3 },
}
const minimal = { name: 'web', image: 'web:1.0' }

function manifestsOf(about: About = {}): Record<string, unknown>[] {
  return documentsOf(emitted(kubernetesEmitter, about))
}

/** Throws what the published schema has against `manifest`; returns the keys that it does not know. */
function unknownKeys(manifest: Record<string, unknown>): string[] {
  const { kind, apiVersion, ...rest } = structuredClone(manifest)
  const model =
    kind === 'Deployment'
      ? new Deployment(rest as ConstructorParameters<typeof Deployment>[0])
      : new PodDisruptionBudget(rest as ConstructorParameters<typeof PodDisruptionBudget>[0])
  expect({ kind, apiVersion }).toEqual({ kind: model.kind, apiVersion: model.apiVersion })
  const { value, unreadKeys } = watched(model)
  value.validate()
  return unreadKeys()
}

describe('the published Kubernetes schema', () => {
  it.each<[string, About]>([
    ['LEWIS', {}],
    ['LEWIS over three zones', { instance: zoned }],
    ['a profile that says nothing', { profile: bare }],
    ['a single replica', { profile: bare, scans: '0', users: '0' }],
    ['the least deployment', { profile: deployed(minimal) }],
    ['a port without probes', { profile: deployed({ ...minimal, port: 80 }) }],
    ['metrics alone', { profile: deployed({ ...minimal, metricsPort: 9090 }) }],
    ['an update by surge alone', { profile: deployed({ ...minimal, maxSurge: 2 }) }],
    ['an update by absence alone', { profile: deployed({ ...minimal, maxUnavailable: 1 }) }],
    ['an impossible load', { scans: '100000', users: '100000' }],
  ])('accepts %s, and knows every key of it', (_, about) => {
    for (const manifest of manifestsOf(about)) expect(unknownKeys(manifest)).toEqual([])
  })

  it('would refuse a wrong type and find an unknown key, however deep', () => {
    const [deployment] = manifestsOf()
    const text = JSON.stringify(deployment)
    const changed = (from: string, to: string): Record<string, unknown> => {
      expect(text).toContain(from)
      return JSON.parse(text.replace(from, to))
    }
    expect(() => unknownKeys(changed('"replicas":6', '"replicas":"six"'))).toThrow()
    expect(() => unknownKeys(changed('"image":"lewis:latest",', '"image":5,'))).toThrow()
    expect(unknownKeys(changed('"replicas":6', '"replica":6'))).toEqual(['spec.replica'])
    expect(unknownKeys(changed('"limits"', '"limit"'))).toEqual([
      'spec.template.spec.containers.0.resources.limit',
    ])
    expect(unknownKeys(changed('"containerPort":8080', '"containerPort":8080,"hostname":1'))).toEqual([
      'spec.template.spec.containers.0.ports.0.hostname',
    ])
    expect(unknownKeys({ ...deployment, sepc: {} })).toEqual(['sepc'])
  })
})

describe('the manifest', () => {
  it('of LEWIS is its Deployment within the quota and its PodDisruptionBudget', () => {
    const labels = { 'app.kubernetes.io/name': 'lewis-app' }
    const metadata = { name: 'lewis-app', namespace: 'lewis-system', labels }
    expect(manifestsOf()).toEqual([
      {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        metadata,
        spec: {
          replicas: 6,
          selector: { matchLabels: labels },
          strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
          template: {
            metadata: { labels },
            spec: {
              containers: [
                {
                  name: 'lewis-app',
                  image: 'lewis:latest',
                  ports: [
                    { name: 'http', containerPort: 8080 },
                    { name: 'metrics', containerPort: 9090 },
                  ],
                  resources: {
                    requests: { cpu: '1428m', memory: '2925Mi' },
                    limits: { cpu: '3670m', memory: '7510Mi' },
                  },
                  startupProbe: { httpGet: { path: '/startup', port: 'http' }, failureThreshold: 30 },
                  readinessProbe: { httpGet: { path: '/ready', port: 'http' } },
                  livenessProbe: { httpGet: { path: '/health', port: 'http' } },
                },
              ],
            },
          },
        },
      },
      {
        apiVersion: 'policy/v1',
        kind: 'PodDisruptionBudget',
        metadata,
        spec: { maxUnavailable: 1, selector: { matchLabels: labels } },
      },
    ])
  })

  it('spreads over zones where there are several', () => {
    expect(manifestsOf({ instance: zoned })[0]).toMatchObject({
      spec: {
        replicas: 9,
        template: {
          spec: {
            topologySpreadConstraints: [
              {
                maxSkew: 1,
                topologyKey: 'topology.kubernetes.io/zone',
                whenUnsatisfiable: 'DoNotSchedule',
                labelSelector: { matchLabels: { 'app.kubernetes.io/name': 'lewis-app' } },
              },
            ],
          },
        },
      },
    })
    expect(JSON.stringify(manifestsOf())).not.toContain('topology')
  })

  it('writes nothing that the profile does not say', () => {
    const [deployment, ...others] = manifestsOf({ profile: deployed(minimal), scans: '0', users: '0' })
    const labels = { 'app.kubernetes.io/name': 'web' }
    const resources = { cpu: '2000m', memory: '4096Mi' }
    expect(deployment).toStrictEqual({
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'web', labels },
      spec: {
        replicas: 1,
        selector: { matchLabels: labels },
        template: {
          metadata: { labels },
          spec: {
            containers: [
              { name: 'web', image: 'web:1.0', resources: { requests: resources, limits: resources } },
            ],
          },
        },
      },
    })
    expect(others).toEqual([])
  })

  it('has a name and an image even without a deployment in the profile', () => {
    expect(JSON.stringify(manifestsOf({ profile: bare })[0])).toContain(
      '"name":"lewis-app","image":"lewis-app:latest"',
    )
  })

  it.each([
    [{ maxSurge: 2 }, { maxSurge: 2 }],
    [{ maxUnavailable: 1 }, { maxUnavailable: 1 }],
    [
      { maxSurge: 0, maxUnavailable: 1 },
      { maxSurge: 0, maxUnavailable: 1 },
    ],
  ])('updates by %j', (update, rollingUpdate) => {
    expect(manifestsOf({ profile: deployed({ ...minimal, ...update }) })[0]).toMatchObject({
      spec: { strategy: { type: 'RollingUpdate', rollingUpdate } },
    })
    const [deployment] = manifestsOf({ profile: deployed({ ...minimal, ...update }) })
    expect(deployment).toStrictEqual(JSON.parse(JSON.stringify(deployment)))
    expect(JSON.stringify(deployment)).toContain(`"rollingUpdate":${JSON.stringify(rollingUpdate)}`)
  })

  it.each([
    [{ port: 80, probes: { readiness: '/ready' } }, ['readinessProbe']],
    [{ port: 80, probes: { liveness: '/live' } }, ['livenessProbe']],
    [{ port: 80, probes: { startup: '/up' } }, ['startupProbe']],
    [{ port: 80 }, []],
    [{ probes: { readiness: '/ready' } }, []],
  ])('of %j probes %j', (about, probes) => {
    const text = JSON.stringify(manifestsOf({ profile: deployed({ ...minimal, ...about }) }))
    expect(text.match(/\w+Probe/g) ?? []).toEqual(probes)
  })

  it('says how it came about, where the storage is and which image it takes', () => {
    const { fileName, mediaType, comments, findings } = emitted(kubernetesEmitter)
    expect({ fileName, mediaType }).toEqual({ fileName: 'kubernetes.yaml', mediaType: 'application/yaml' })
    expect(comments.slice(-2)).toEqual([
      'the 18,300 GiB of storage belong to the database and are not in this file',
      'set the image to your own: lewis:latest is what the profile names',
    ])
    expect(comments[0]).toMatch(/^6 replicas/)
    expect(findings.map(({ id }) => id)).toEqual(['size.quota.requests'])
    expect(emitted(kubernetesEmitter, { profile: { ...lewis, quota: {} } }).findings).toEqual([])
  })
})
