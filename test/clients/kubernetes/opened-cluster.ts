import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type KubernetesClient, type KubernetesOptions, openKubernetes } from '../../../src/clients/index.ts'
import {
  type RunningKubernetes,
  type KubernetesOptions as ServerOptions,
  startKubernetesApi,
} from '../../servers/kubernetes/index.ts'

/** A server, and clients of it. */
export interface OpenedCluster {
  api: RunningKubernetes
  /** Pauses that a client would have made, in milliseconds. */
  pausesMs: number[]
  /** A client as somebody, by a kubeconfig of its own. */
  client(options?: Partial<KubernetesOptions> & { as?: 'admin' | 'operator' }): Promise<KubernetesClient>
  close(): Promise<void>
}

/** Where the recorded deployment runs. */
export const namespace = 'lewis-system'
/** What most tests change. */
export const app = { namespace, name: 'lewis-app' }

/** The recorded LEWIS deployment, settled; controllers take a step where a test asks for it. */
export async function openCluster(options: ServerOptions = {}): Promise<OpenedCluster> {
  const api = await startKubernetesApi({ stepMs: 0, ...options })
  const folder = mkdtempSync(join(tmpdir(), 'kubernetes-client-'))
  const pausesMs: number[] = []
  return {
    api,
    pausesMs,
    client({ as = 'admin', ...more } = {}) {
      const path = writeKubeconfig(folder, `${as}.json`, { server: api.url }, { token: api.tokens[as] })
      const kubeconfig = { path, environment: {}, folder }
      const pause = async (ms: number): Promise<void> => {
        pausesMs.push(ms)
      }
      return openKubernetes({ kubeconfig, context: null, timeoutMs: 2000, pause, ...more })
    },
    async close() {
      await api.stop()
      rmSync(folder, { recursive: true })
    },
  }
}

/** Writes a kubeconfig of one context, which is called like the file; answers with its path. */
export function writeKubeconfig(folder: string, name: string, cluster: object, user: object): string {
  const file = join(folder, name)
  const context = { cluster: `${name}-cluster`, user: `${name}-user`, namespace }
  const config = {
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': name,
    clusters: [{ name: context.cluster, cluster }],
    users: [{ name: context.user, user }],
    contexts: [{ name, context }],
  }
  writeFileSync(file, JSON.stringify(config))
  return file
}
