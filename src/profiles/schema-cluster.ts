import { image, kubernetesName, urlPath } from './kind.ts'
import { whole } from './kind-of-number.ts'
import { byteSizeKind, coresKind } from './kind-of-quantity.ts'
import { as, leaf, section } from './schema-section.ts'

/** What the cluster lets a namespace and a container have. */
export const quota = section('What the cluster lets a namespace and a container have.', {
  pods: leaf(whole(0, 1_000_000), 'Pods in the namespace (ResourceQuota).'),
  requests: resources('Sum of all requests (ResourceQuota).'),
  limits: resources('Sum of all limits (ResourceQuota).'),
  container: resources('The most that one container may have (LimitRange).'),
})

/** The object that --emit writes. */
export const deployment = section('The deployment that --emit writes.', {
  name: leaf(kubernetesName, 'Name of the Deployment, the Service and the container.'),
  namespace: leaf(kubernetesName, 'Namespace.'),
  image: leaf(image, 'Container image with its tag.'),
  port: leaf(whole(1, 65_535), 'Port of the service.'),
  metricsPort: leaf(whole(1, 65_535), 'Port of /metrics.'),
  replicas: leaf(whole(0, 100_000), 'Pods that run.'),
  maxSurge: leaf(whole(0, 100_000), 'Pods above replicas during a roll-out.'),
  maxUnavailable: leaf(whole(0, 100_000), 'Pods that may be missing during a roll-out.'),
  probes: section('HTTP paths of the probes.', {
    startup: leaf(urlPath, 'Answers once the process has started.'),
    readiness: leaf(urlPath, 'Answers while it takes requests.'),
    liveness: leaf(urlPath, 'Answers while it is alive.'),
  }),
})

function resources(description: string) {
  return section(description, {
    cpu: as('cpuCores', leaf(coresKind({ aboveZero: false }), 'CPU cores: 2 or 500m.')),
    memory: as('memoryBytes', leaf(byteSizeKind({ aboveZero: false }), 'Memory: 4GiB.')),
  })
}
