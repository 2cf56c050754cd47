import type { FleetSettings } from '../replay/index.ts'
import { type ContainerAmounts, type ContainerSettings, shareAmongContainers } from './container-shares.ts'
import { cpuQuantity, memoryQuantity } from './kubernetes-quantity.ts'

/** Quantities as Kubernetes writes them; absent where nothing is set. */
export interface ResourceQuantities {
  cpu?: string
  memory?: string
}

/** The part of a container that a proposal is about. */
export interface ContainerResources {
  name: string
  resources: { requests: ResourceQuantities; limits?: ResourceQuantities }
}

/** The part of the spec of a Deployment or StatefulSet that a proposal is about. */
export interface WorkloadSpec {
  replicas?: number
  template: { spec: { containers: ContainerResources[] } }
}

/** What each container would request and may use at most, as `shareAmongContainers` shares it; limits are absent where there are none. */
export function containerResources(
  containers: readonly ContainerSettings[],
  proposed: FleetSettings,
): ContainerResources[] {
  return shareAmongContainers(containers, proposed).map(({ name, requests, limits }) => {
    const most = quantitiesOf(limits)
    return {
      name,
      resources: {
        requests: quantitiesOf(requests),
        ...(Object.keys(most).length === 0 ? {} : { limits: most }),
      },
    }
  })
}

/** The spec for a server-side apply, without replicas where an autoscaler sets them. Throws as `shareAmongContainers` does. */
export function workloadSpec(
  containers: readonly ContainerSettings[],
  proposed: FleetSettings,
): WorkloadSpec {
  return {
    ...(proposed.autoscaler === null ? { replicas: proposed.replicas } : {}),
    template: { spec: { containers: containerResources(containers, proposed) } },
  }
}

function quantitiesOf({ cpuCores, memoryBytes }: ContainerAmounts): ResourceQuantities {
  return {
    ...(cpuCores === null ? {} : { cpu: cpuQuantity(cpuCores * 1000) }),
    ...(memoryBytes === null ? {} : { memory: memoryQuantity(memoryBytes) }),
  }
}
