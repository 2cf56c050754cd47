import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import { administrator } from './access.ts'
import type { Cluster, Metrics } from './cluster.ts'
import { commit, newObject, writerOf } from './cluster.ts'
import { controllerStep } from './controllers.ts'
import { type Faults, noFaults } from './faults.ts'
import { type Handled, handle } from './handle.ts'
import { copyOf, type JsonObject, objectAt, put, textAt } from './json.ts'
import { kindOf } from './kinds.ts'
import { recordedObjects } from './recorded.ts'
import { loadSchema } from './schema.ts'
import { createStore, kindOfObject } from './store.ts'

export type { Faults } from './faults.ts'
export type { Handled } from './handle.ts'
export { type JsonObject, numberAt } from './json.ts'

/** How a server begins; what is left out is as a healthy cluster has it. */
export interface KubernetesOptions {
  /** Objects that are there from the begin: those of the recorded LEWIS deployment where it is left out. */
  objects?: readonly JsonObject[]
  /** The metrics API; null and left out: there is none. */
  metrics?: Metrics | null
  faults?: Partial<Faults>
  /** So often controllers take a step; 0: only where a test asks for it. */
  stepMs?: number
  /** After so many steps a pod becomes ready. */
  readyAfterSteps?: number
  /** PEM texts: the server speaks TLS, and takes certificates of that authority for the users that they name. */
  tls?: { key: string; certificate: string; authority: string }
  now?: () => number
}

/** A Kubernetes API server that keeps objects as a real one does, and goes wrong on demand. */
export interface RunningKubernetes {
  url: string
  /** Bearer tokens: admin may do everything, operator only what roles allow. */
  tokens: { admin: string; operator: string }
  /** May be changed at any time. */
  faults: Faults
  /** What it was asked, and what it answered. */
  requests: readonly Handled[]
  /** An object as it is stored; null where there is none. */
  find(plural: string, namespace: string, name: string): JsonObject | null
  list(plural: string, namespace: string): JsonObject[]
  /** Creates or replaces an object, as another writer. */
  put(object: JsonObject, manager?: string): JsonObject
  setMetrics(metrics: Metrics | null): void
  /** Lets controllers take a step. */
  step(): void
  /** Lets controllers go on until nothing changes. */
  settle(): void
  stop(): Promise<void>
}

/** Starts a server on a free loopback port. */
export async function startKubernetesApi(options: KubernetesOptions = {}): Promise<RunningKubernetes> {
  const cluster: Cluster = {
    store: createStore(236),
    faults: { ...noFaults(), ...options.faults },
    metrics: options.metrics ?? null,
    schema: await loadSchema(),
    now: options.now ?? Date.now,
    readyAfterSteps: options.readyAfterSteps ?? 1,
  }
  const tokens = { admin: 'admin-token-8f3a61c2', operator: 'operator-token-51d07be9' }
  const requests: Handled[] = []
  const step = controllerStep(cluster)
  const settle = (): void => {
    for (let [before, steps] = [-1, 0]; before !== cluster.store.version() && steps < 500; steps++) {
      before = cluster.store.version()
      step()
      // A pod may take several steps without a change.
      for (let more = 1; more < cluster.readyAfterSteps; more++) step()
    }
  }
  const running = {
    find: (plural: string, namespace: string, name: string) =>
      cluster.store.find(kindOf(plural), namespace, name),
    put: (object: JsonObject, manager = administrator) => write(cluster, object, manager),
  }
  for (const object of options.objects ?? recordedObjects()) {
    running.put(object)
    // Limits and quotas came last in the recording: they judge no pod that was there before.
    settle()
  }
  const server = listener(options, (request, response) =>
    handle({ cluster, tokens, requests }, request, response),
  )
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  const { stepMs = 10 } = options
  const timer = stepMs > 0 ? setInterval(step, stepMs) : undefined
  return {
    ...running,
    url: `${options.tls === undefined ? 'http' : 'https'}://127.0.0.1:${port}`,
    tokens,
    faults: cluster.faults,
    requests,
    list: (plural, namespace) => cluster.store.list(kindOf(plural), namespace),
    setMetrics(metrics) {
      cluster.metrics = metrics
    },
    step,
    settle,
    async stop() {
      clearInterval(timer)
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

function listener(
  options: KubernetesOptions,
  onRequest: Parameters<typeof createServer>[1] & object,
): Server {
  if (options.tls === undefined) return createServer(onRequest)
  const { key, certificate: cert, authority: ca } = options.tls
  return createSecureServer({ key, cert, ca, requestCert: true, rejectUnauthorized: false }, onRequest)
}

function write(cluster: Cluster, object: JsonObject, manager: string): JsonObject {
  const kind = kindOfObject(object)
  if (kind === null) throw new Error(`the server keeps no ${String(object['kind'])}`)
  const namespace = kind.namespaced ? textAt(object, 'metadata', 'namespace') : ''
  const before = cluster.store.find(kind, namespace, textAt(object, 'metadata', 'name'))
  const writer = writerOf(cluster, kind, manager)
  if (before === null) {
    const created = newObject(cluster, kind, copyOf(object), writer)
    if (object['status'] !== undefined) created['status'] = object['status']
    return cluster.store.save(kind, created)
  }
  const after: JsonObject = { ...before, ...copyOf(object) }
  put(after, ['metadata'], { ...objectAt(before, 'metadata'), ...objectAt(object, 'metadata') })
  return commit(cluster, kind, before, after, writer)
}
