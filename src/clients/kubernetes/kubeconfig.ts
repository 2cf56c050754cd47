import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { delimiter, dirname, isAbsolute, join, resolve } from 'node:path'
import { OperatorError } from '../../core/index.ts'

type Package = typeof import('@kubernetes/client-node/dist/config.js')
/** The kubeconfig as the official client understands it. */
export type KubeConfig = InstanceType<Package['KubeConfig']>

/** Where clusters are looked for. */
export interface KubeconfigSource {
  /** A file that was named; null: KUBECONFIG, else ~/.kube/config, else the service account of the pod that this runs in. */
  path: string | null
  environment: Readonly<Record<string, string | undefined>>
  /** Relative paths start here, and the one-file command looks for the package here. */
  folder: string
  /** Goes before the paths of the service account; empty outside tests. */
  serviceAccountRoot?: string
}

/** One way to a cluster. */
export interface KubernetesContext {
  name: string
  cluster: string
  /** The URL of the API server. */
  server: string
  user: string
  /** null: it names none, which is the same as default. */
  namespace: string | null
  isCurrent: boolean
}

const version = '1.4.0'

/** Every context of a kubeconfig, in its order. Throws OperatorError where there is none that can be read. */
export async function kubernetesContexts(source: KubeconfigSource): Promise<KubernetesContext[]> {
  return contextsOf(await loadKubeconfig(source))
}

/** The same of a kubeconfig that was read. */
export function contextsOf(config: KubeConfig): KubernetesContext[] {
  return config.contexts.map(({ name, cluster, user, namespace }) => ({
    name,
    cluster,
    server: config.clusters.find((one) => one.name === cluster)?.server ?? '',
    user,
    namespace: namespace === undefined || namespace === '' ? null : namespace,
    isCurrent: name === config.currentContext,
  }))
}

/** Reads the kubeconfig. Throws OperatorError where there is none, or it cannot be read. */
export async function loadKubeconfig(source: KubeconfigSource): Promise<KubeConfig> {
  const { KubeConfig } = await loadPackage(source.folder)
  const { path, environment } = source
  const named = path === null ? (environment['KUBECONFIG'] ?? '').split(delimiter) : [path]
  const files = named.filter((file) => file !== '').map((file) => resolve(source.folder, file))
  const home = environment['HOME'] ?? ''
  const usual = home === '' ? null : join(home, '.kube', 'config')
  if (files.length === 0 && usual !== null && existsSync(usual)) files.push(usual)
  if (files.length > 0) return mergedFrom(KubeConfig, files)
  const config = new KubeConfig()
  if (environment['KUBERNETES_SERVICE_HOST'] === undefined)
    throw new OperatorError({
      sentence: 'There is no kubeconfig: KUBECONFIG is not set, and there is no ~/.kube/config.',
      hint: 'Name the file with --kubeconfig FILE, or set KUBECONFIG.',
    })
  config.loadFromCluster(source.serviceAccountRoot ?? '')
  return config
}

/** As kubectl merges them: the first of a name wins, and a file that is not there is passed over while another is. */
function mergedFrom(Config: Package['KubeConfig'], files: readonly string[]): KubeConfig {
  const there = files.filter((file) => existsSync(file))
  if (there.length === 0)
    throw new OperatorError({
      sentence: `The kubeconfig ${files.join(', ')} is not there.`,
      hint: 'Name a file that is: --kubeconfig FILE, or KUBECONFIG.',
    })
  const merged = new Config()
  merged.loadFromOptions({ clusters: [], users: [], contexts: [], currentContext: '' })
  for (const file of there) {
    const one = readFile(Config, file)
    const isNew = (list: readonly { name: string }[], { name }: { name: string }): boolean =>
      !list.some((other) => other.name === name)
    for (const cluster of one.clusters) if (isNew(merged.clusters, cluster)) merged.addCluster(cluster)
    for (const user of one.users) if (isNew(merged.users, user)) merged.addUser(user)
    for (const context of one.contexts) if (isNew(merged.contexts, context)) merged.addContext(context)
    if (merged.currentContext === '') merged.setCurrentContext(one.currentContext ?? '')
  }
  return merged
}

function readFile(Config: Package['KubeConfig'], file: string): KubeConfig {
  const config = new Config()
  try {
    // An entry that is incomplete spoils none of the others.
    config.loadFromString(readFileSync(file, 'utf8'), { onInvalidEntry: 'filter' })
    config.makePathsAbsolute(dirname(isAbsolute(file) ? file : resolve(file)))
  } catch (cause) {
    // What the parser says quotes the line, and that may be the one with the token.
    const place = lineOf(cause)
    throw new OperatorError({
      sentence: `${file}${place} cannot be read as a kubeconfig.`,
      hint: `Compare it with what kubectl config view --kubeconfig ${file} shows.`,
    })
  }
  return config
}

function lineOf(cause: unknown): string {
  if (typeof cause !== 'object' || cause === null || !('mark' in cause)) return ''
  const { mark } = cause
  const line = typeof mark === 'object' && mark !== null && 'line' in mark ? mark.line : null
  return typeof line === 'number' ? `:${line + 1}` : ''
}

async function loadPackage(folder: string): Promise<Package> {
  const shipped = await import('@kubernetes/client-node/dist/config.js').catch(() => null)
  return shipped ?? installedIn(folder)
}

async function installedIn(folder: string): Promise<Package> {
  const find = createRequire(join(folder, 'package.json'))
  let found: unknown
  try {
    found = find('@kubernetes/client-node/package.json').version
    if (found === version) return find('@kubernetes/client-node/dist/config.js')
  } catch (cause) {
    throw missing(
      'The Kubernetes client is not in the one-file command, and not installed in this folder.',
      cause,
    )
  }
  throw missing(`Only @kubernetes/client-node ${version} can be used, and this folder has ${String(found)}.`)
}

function missing(sentence: string, cause?: unknown): OperatorError {
  return new OperatorError({
    sentence,
    hint: `Use the installed package: npm install lewis-perf; or run npm install @kubernetes/client-node@${version} in this folder.`,
    ...(cause === undefined ? {} : { cause }),
  })
}
