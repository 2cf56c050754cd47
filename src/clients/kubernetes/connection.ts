import type { Agent, OutgoingHttpHeaders } from 'node:http'
import type { RequestOptions } from 'node:https'
import { OperatorError } from '../../core/index.ts'
import { contextsOf, type KubeConfig, type KubernetesContext } from './kubeconfig.ts'

/** What a request needs besides its path: fresh for every request, since tokens expire. */
export interface Credentials {
  agent: Agent | undefined
  headers: Record<string, string>
  /** `name:password`, where a kubeconfig still has them. */
  auth: string | null
  /** What must never be shown. */
  secrets: readonly string[]
}

/** A chosen context. */
export interface Connection {
  context: KubernetesContext
  credentials(): Promise<Credentials>
}

/** Chooses a context by its name, or the current one. Throws OperatorError where there is none such. */
export function connect(config: KubeConfig, name: string | null): Connection {
  const contexts = contextsOf(config)
  const wanted = name ?? config.currentContext ?? ''
  const context = contexts.find((one) => one.name === wanted)
  const known = contexts.length === 0 ? 'it has none' : `it has ${contexts.map((one) => one.name).join(', ')}`
  if (context === undefined)
    throw new OperatorError({
      sentence:
        wanted === ''
          ? `The kubeconfig names no current context; ${known}.`
          : `The kubeconfig has no context ${JSON.stringify(wanted)}; ${known}.`,
      hint: 'Choose one with --context NAME; kubectl config get-contexts lists them.',
    })
  const cluster = config.clusters.find((one) => one.name === context.cluster)
  if (cluster === undefined || !/^https?:\/\//.test(cluster.server))
    throw new OperatorError({
      sentence: `The context ${context.name} names the cluster ${JSON.stringify(context.cluster)}, which has no server.`,
      hint: 'Set it: kubectl config set-cluster NAME --server=https://HOST:PORT.',
    })
  config.setCurrentContext(context.name)
  // Without TLS there is nothing to verify, but the client refuses such a server unless it is told so.
  const isPlain = cluster.server.startsWith('http://')
  if (isPlain)
    config.clusters = config.clusters.map((one) => (one === cluster ? { ...one, skipTLSVerify: true } : one))
  return { context, credentials: () => credentialsOf(config) }
}

interface Filled extends RequestOptions {
  headers: OutgoingHttpHeaders
}

async function credentialsOf(config: KubeConfig): Promise<Credentials> {
  const filled: Filled = { headers: {} }
  try {
    await config.applyToHTTPSOptions(filled)
  } catch (cause) {
    throw noCredentials(config, cause)
  }
  const headers = Object.fromEntries(
    Object.entries(filled.headers).map(([name, value]) => [name, String(value)]),
  )
  const user = config.getCurrentUser()
  const token = /^Bearer (.*)$/.exec(headers['Authorization'] ?? '')?.[1] ?? ''
  const address = new URL(config.getCurrentCluster()?.server ?? 'http://none')
  const secrets = [
    token,
    user?.token ?? '',
    user?.password ?? '',
    address.password,
    decodeURIComponent(address.password),
  ].filter((secret) => secret.length > 3)
  return {
    agent: typeof filled.agent === 'object' ? filled.agent : undefined,
    headers,
    auth: filled.auth ?? null,
    secrets,
  }
}

/** What a plugin or a parser says may hold the secret itself: only which of them it was is told. */
function noCredentials(config: KubeConfig, cause: unknown): OperatorError {
  const user = config.getCurrentUser()
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : ''
  const command: unknown = user?.exec?.command
  const ended = code === 'ENOENT' ? 'is not there' : code === 'EACCES' ? 'may not be run' : 'gave none'
  const why =
    typeof command === 'string'
      ? `the program ${JSON.stringify(command)} that the kubeconfig asks for them ${ended}`
      : code === 'ENOENT'
        ? 'a file that the kubeconfig names is not there'
        : `they cannot be read${code === '' ? '' : ` (${code})`}`
  return new OperatorError({
    sentence: `There are no credentials for the context ${config.currentContext}: ${why}.`,
    hint: `See whether kubectl --context ${config.currentContext} get namespaces answers.`,
  })
}
