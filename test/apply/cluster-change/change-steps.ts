import type { ChangeStep } from '../../../src/apply/index.ts'
import type { Manifest } from '../../../src/clients/index.ts'
import type { OpenedCluster } from '../../clients/kubernetes/opened-cluster.ts'

/** What the steps are about. */
export const app = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  namespace: 'lewis-system',
  name: 'lewis-app',
} as const
/** Writes whatever others own. */
export const firm = { dryRun: false, takesOver: true, sleep: async () => {} }

/** As in the recording: 500m and 1Gi requested, 2 and 4Gi at most. */
export const present = { requests: { cpu: '500m', memory: '1Gi' }, limits: { cpu: '2', memory: '4Gi' } }
/** A step from one set of resources to another. */
export const resources = (after: Manifest, before: Manifest = present): ChangeStep => {
  const inTemplate = (one: Manifest): Manifest => ({
    template: { spec: { containers: [{ name: 'lewis', resources: one }] } },
  })
  return { object: app, before: inTemplate(before), after: inTemplate(after) }
}
/** Larger requests. */
export const larger = resources({
  requests: { cpu: '750m', memory: '1536Mi' },
  limits: { cpu: '2', memory: '4Gi' },
})
/** Another number of replicas. */
export const replicas = (before: number, after: number): ChangeStep => ({
  object: app,
  before: { replicas: before },
  after: { replicas: after },
})

/** The resources as they are stored. */
export function storedIn({ api }: OpenedCluster): unknown {
  const found = api.find('deployments', 'lewis-system', 'lewis-app')
  const spec = JSON.parse(JSON.stringify(found?.['spec'] ?? {}))
  return spec.template.spec.containers[0].resources
}

/** What was asked for but reads and dry runs. */
export function writesTo({ api }: OpenedCluster) {
  return api.requests.filter(({ method, path }) => method !== 'GET' && !path.includes('dryRun'))
}
