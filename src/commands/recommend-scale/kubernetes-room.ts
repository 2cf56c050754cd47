import type {
  KubernetesAutoscaler,
  KubernetesBudget,
  KubernetesLimitRange,
  KubernetesNode,
  KubernetesQuota,
  KubernetesWorkload,
  ResourceAmounts,
} from '../../clients/index.ts'
import { isObject } from '../../core/index.ts'
import type { ScaledWorkload } from '../../scaling/index.ts'

/** What a namespace and its cluster allow. */
export interface Surroundings {
  autoscalers: readonly KubernetesAutoscaler[]
  budgets: readonly KubernetesBudget[]
  limitRanges: readonly KubernetesLimitRange[]
  quotas: readonly KubernetesQuota[]
  nodes: readonly KubernetesNode[]
}

const smallest = { cpuMilli: 10, memoryBytes: 32 * 2 ** 20 }
const unbounded = { cpuMilli: 64_000, memoryBytes: 512 * 2 ** 30 }

/** Bounds of a pod, what the quotas leave for a workload besides what others use, and the fewest pods that its budget can live with. */
export function kubernetesRoom(
  workload: KubernetesWorkload,
  around: Surroundings,
): NonNullable<ScaledWorkload['room']> {
  const { containers } = workload
  const perContainer = around.limitRanges.flatMap(({ limits }) =>
    limits.filter(({ type }) => type === 'Container'),
  )
  const perPod = around.limitRanges.flatMap(({ limits }) => limits.filter(({ type }) => type === 'Pod'))
  const hosts = around.nodes.filter(({ isReady, isSchedulable }) => isReady && isSchedulable)
  const most = (of: (amounts: ResourceAmounts) => number | null): number | null =>
    smallestOf([
      ...perContainer.map(({ max }) => times(of(max), containers.length)),
      ...perPod.map(({ max }) => of(max)),
      hosts.length === 0 ? null : Math.max(...hosts.map(({ allocatable }) => of(allocatable) ?? 0)),
    ])
  const least = (of: (amounts: ResourceAmounts) => number | null): number =>
    Math.max(
      0,
      ...perContainer.map(({ min }) => (of(min) ?? 0) * containers.length),
      ...perPod.map(({ min }) => of(min) ?? 0),
    )
  const cores = most(({ cpuCores }) => cpuCores)
  return {
    bounds: {
      leastCpuMilli: Math.max(smallest.cpuMilli, Math.round(least(({ cpuCores }) => cpuCores) * 1000)),
      mostCpuMilli: cores === null ? unbounded.cpuMilli : Math.round(cores * 1000),
      leastMemoryBytes: Math.max(
        smallest.memoryBytes,
        least(({ memoryBytes }) => memoryBytes),
      ),
      mostMemoryBytes: most(({ memoryBytes }) => memoryBytes) ?? unbounded.memoryBytes,
    },
    quota: {
      cpuMilli: left(
        workload,
        around,
        ['requests.cpu', 'cpu'],
        ({ cpuCores }) => (cpuCores ?? 0) * 1000,
        1000,
      ),
      memoryBytes: left(
        workload,
        around,
        ['requests.memory', 'memory'],
        ({ memoryBytes }) => memoryBytes ?? 0,
        1,
      ),
      pods: left(workload, around, ['pods', 'count/pods'], null, 1),
    },
    leastReplicas: leastReplicas(workload, around.budgets),
  }
}

/** The least that any quota leaves: what is free, and what the workload itself holds of it. */
function left(
  { containers, replicas }: KubernetesWorkload,
  { quotas }: Surroundings,
  names: readonly string[],
  ofContainer: ((requests: ResourceAmounts) => number) | null,
  scale: number,
): number | null {
  const own =
    ofContainer === null
      ? replicas
      : replicas * containers.reduce((sum, { requests }) => sum + ofContainer(requests), 0)
  return smallestOf(
    quotas.flatMap(({ hard, used }) =>
      names.flatMap((name) => {
        const most = hard[name]
        return most === undefined ? [] : [Math.max(0, (most - (used[name] ?? 0)) * scale + own)]
      }),
    ),
  )
}

/** One more than has to be there at all times, so that a node can be drained. */
function leastReplicas(workload: KubernetesWorkload, budgets: readonly KubernetesBudget[]): number {
  const usual = Math.min(2, workload.replicas)
  const own = budgets.filter((budget) => coversPods(budget.selector, workload))
  return Math.max(
    usual,
    ...own.map(({ minAvailable }) => (typeof minAvailable === 'number' ? minAvailable + 1 : usual)),
  )
}

/** Whether a selector of labels (`app=web,tier=front`) chooses the pods of a workload; one with other terms does only where it is the workload's own. */
export function coversPods(
  selector: string,
  workload: Pick<KubernetesWorkload, 'selector' | 'manifest'>,
): boolean {
  if (selector === workload.selector) return true
  const { spec } = workload.manifest
  const template = isObject(spec) ? spec['template'] : undefined
  const metadata = isObject(template) ? template['metadata'] : undefined
  const labels = isObject(metadata) && isObject(metadata['labels']) ? metadata['labels'] : {}
  return selector.split(',').every((term) => {
    const [key = '', value] = term.split('=')
    return value !== undefined && labels[key] === value
  })
}

function times(amount: number | null, count: number): number | null {
  return amount === null ? null : amount * count
}

function smallestOf(amounts: readonly (number | null)[]): number | null {
  const known = amounts.filter((amount) => amount !== null)
  return known.length === 0 ? null : Math.min(...known)
}
