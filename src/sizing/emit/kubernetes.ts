import type { Deployment, Shape } from '../../core/index.ts'
import { formatQuantity } from '../../report/index.ts'
import { milliCores, placeInCluster, wholeMib } from '../placement.ts'
import type { Emitter } from './emission.ts'

const unnamed: Deployment = { name: 'lewis-app', image: 'lewis-app:latest' }

/** A Deployment with requests and limits within the profile's quota, and its PodDisruptionBudget. */
export const kubernetesEmitter: Emitter = {
  kind: 'kubernetes',
  emit(answer, profile) {
    const deployment = profile.deployment ?? unnamed
    const placement = placeInCluster(answer, profile)
    const storage = formatQuantity({ value: answer.need.storageBytes, unit: 'bytes' })
    const zones = answer.instances?.zones ?? 1
    const documents = [manifest(deployment, placement, zones)]
    if (placement.replicas > 1) documents.push(disruptionBudget(deployment))
    return {
      fileName: 'kubernetes.yaml',
      mediaType: 'application/yaml',
      comments: [
        ...placement.because,
        `the ${storage} of storage belong to the database and are not in this file`,
        `set the image to your own: ${deployment.image} is what the profile names`,
      ],
      content: { documents },
      findings: placement.findings,
    }
  },
}

interface Placed {
  replicas: number
  requests: Shape
  limits: Shape
}

function manifest(
  deployment: Deployment,
  { replicas, requests, limits }: Placed,
  zones: number,
): Record<string, unknown> {
  const labels = { 'app.kubernetes.io/name': deployment.name }
  const { maxSurge, maxUnavailable } = deployment
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: metadata(deployment),
    spec: {
      replicas,
      selector: { matchLabels: labels },
      ...(maxSurge === undefined && maxUnavailable === undefined
        ? {}
        : {
            strategy: {
              type: 'RollingUpdate',
              rollingUpdate: {
                ...(maxSurge === undefined ? {} : { maxSurge }),
                ...(maxUnavailable === undefined ? {} : { maxUnavailable }),
              },
            },
          }),
      template: {
        metadata: { labels },
        spec: {
          ...(zones > 1 ? { topologySpreadConstraints: [spreadOverZones(labels)] } : {}),
          containers: [
            {
              name: deployment.name,
              image: deployment.image,
              ...containerPorts(deployment),
              resources: { requests: resourceList(requests), limits: resourceList(limits) },
              ...probes(deployment),
            },
          ],
        },
      },
    },
  }
}

function disruptionBudget(deployment: Deployment): Record<string, unknown> {
  return {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: metadata(deployment),
    spec: { maxUnavailable: 1, selector: { matchLabels: { 'app.kubernetes.io/name': deployment.name } } },
  }
}

function metadata({ name, namespace }: Deployment): Record<string, unknown> {
  return {
    name,
    ...(namespace === undefined ? {} : { namespace }),
    labels: { 'app.kubernetes.io/name': name },
  }
}

function spreadOverZones(labels: Record<string, string>): Record<string, unknown> {
  return {
    maxSkew: 1,
    topologyKey: 'topology.kubernetes.io/zone',
    whenUnsatisfiable: 'DoNotSchedule',
    labelSelector: { matchLabels: labels },
  }
}

function containerPorts({ port, metricsPort }: Deployment): Record<string, unknown> {
  const ports = [
    ...(port === undefined ? [] : [{ name: 'http', containerPort: port }]),
    ...(metricsPort === undefined ? [] : [{ name: 'metrics', containerPort: metricsPort }]),
  ]
  return ports.length === 0 ? {} : { ports }
}

function resourceList({ cpuCores, memoryBytes }: Shape): Record<string, string> {
  return { cpu: `${milliCores(cpuCores)}m`, memory: `${wholeMib(memoryBytes)}Mi` }
}

function probes({ port, probes: paths }: Deployment): Record<string, unknown> {
  if (port === undefined) return {}
  const probe = (path: string | undefined, key: string, extra: Record<string, number> = {}) =>
    path === undefined ? {} : { [key]: { httpGet: { path, port: 'http' }, ...extra } }
  return {
    ...probe(paths?.startup, 'startupProbe', { failureThreshold: 30 }),
    ...probe(paths?.readiness, 'readinessProbe'),
    ...probe(paths?.liveness, 'livenessProbe'),
  }
}
