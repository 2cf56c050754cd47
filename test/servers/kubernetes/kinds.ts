/** A kind of objects that the server keeps. */
export interface Kind {
  /** Empty for the core group. */
  group: string
  version: string
  plural: string
  kind: string
  namespaced: boolean
  /** Whether metadata.generation counts changes of the spec. */
  counted: boolean
  subresources: readonly ('scale' | 'status')[]
}

const plain = { namespaced: true, counted: false, subresources: [] } as const
const scalable = { namespaced: true, counted: true, subresources: ['scale', 'status'] } as const
const core = { ...plain, group: '', version: 'v1' } as const
const apps = { ...scalable, group: 'apps', version: 'v1' } as const
const rbac = { ...plain, group: 'rbac.authorization.k8s.io', version: 'v1' } as const

/** Every kind that is stored, one a line. */
export const kinds: readonly Kind[] = [
  { ...core, plural: 'namespaces', kind: 'Namespace', namespaced: false, subresources: ['status'] },
  { ...core, plural: 'nodes', kind: 'Node', namespaced: false, subresources: ['status'] },
  { ...core, plural: 'pods', kind: 'Pod', counted: true, subresources: ['status'] },
  { ...core, plural: 'limitranges', kind: 'LimitRange' },
  { ...core, plural: 'resourcequotas', kind: 'ResourceQuota', subresources: ['status'] },
  { ...core, plural: 'events', kind: 'Event' },
  { ...apps, plural: 'deployments', kind: 'Deployment' },
  { ...apps, plural: 'statefulsets', kind: 'StatefulSet' },
  { ...apps, plural: 'replicasets', kind: 'ReplicaSet' },
  {
    ...plain,
    group: 'autoscaling',
    version: 'v2',
    plural: 'horizontalpodautoscalers',
    kind: 'HorizontalPodAutoscaler',
    subresources: ['status'],
  },
  {
    ...plain,
    group: 'policy',
    version: 'v1',
    plural: 'poddisruptionbudgets',
    kind: 'PodDisruptionBudget',
    counted: true,
    subresources: ['status'],
  },
  { ...rbac, plural: 'roles', kind: 'Role' },
  { ...rbac, plural: 'rolebindings', kind: 'RoleBinding' },
  { ...rbac, plural: 'clusterroles', kind: 'ClusterRole', namespaced: false },
  { ...rbac, plural: 'clusterrolebindings', kind: 'ClusterRoleBinding', namespaced: false },
]

/** The kind of a plural name, such as deployments; throws where the server keeps none. */
export function kindOf(plural: string): Kind {
  const found = kinds.find((kind) => kind.plural === plural)
  if (found === undefined) throw new Error(`the server keeps no ${plural}`)
  return found
}

/** As objects write it: `v1`, `apps/v1`. */
export function apiVersionOf({ group, version }: Pick<Kind, 'group' | 'version'>): string {
  return group === '' ? version : `${group}/${version}`
}

/** As messages write it: `pods`, `deployments.apps`. */
export function qualified({ group, plural }: Pick<Kind, 'group' | 'plural'>): string {
  return group === '' ? plural : `${plural}.${group}`
}
