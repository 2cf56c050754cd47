import { placeInCluster, wholeMib } from '../placement.ts'
import type { Emitter } from './emission.ts'

/** A compose service with its replicas, reservations and limits. */
export const composeEmitter: Emitter = {
  kind: 'compose',
  emit(answer, profile) {
    const { deployment } = profile
    const { replicas, requests, limits, because, findings } = placeInCluster(answer, profile)
    const service = {
      image: deployment?.image ?? 'lewis-app:latest',
      ...(deployment?.port === undefined ? {} : { expose: [String(deployment.port)] }),
      restart: 'unless-stopped',
      deploy: {
        replicas,
        resources: {
          limits: { cpus: String(limits.cpuCores), memory: `${wholeMib(limits.memoryBytes)}m` },
          reservations: { cpus: String(requests.cpuCores), memory: `${wholeMib(requests.memoryBytes)}m` },
        },
      },
    }
    return {
      fileName: 'compose.yaml',
      mediaType: 'application/yaml',
      comments: because,
      content: { documents: [{ services: { [deployment?.name ?? 'lewis-app']: service } }] },
      findings,
    }
  },
}
