import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import {
  type KubernetesClient,
  type KubernetesOptions,
  kubernetesContexts,
  openKubernetes,
} from '../../../src/clients/index.ts'
import { type Certificates, makeCertificates, textsOf } from '../../servers/kubernetes/certificates.ts'
import { type RunningKubernetes, startKubernetesApi } from '../../servers/kubernetes/index.ts'
import { app, namespace, writeKubeconfig } from './opened-cluster.ts'

const secret = 'do-not-show-this-value'
let folder: string
let plain: RunningKubernetes
let secure: RunningKubernetes
let user: Certificates

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kubeconfig-'))
  const { server, client } = makeCertificates(folder, 'admin')
  user = client
  plain = await startKubernetesApi({ stepMs: 0 })
  secure = await startKubernetesApi({ stepMs: 0, tls: textsOf(server) })
})
afterAll(async () => {
  await Promise.all([plain.stop(), secure.stop()])
  rmSync(folder, { recursive: true })
})
afterEach(() => {
  vi.unstubAllEnvs()
})

const source = (path: string | null, environment: Record<string, string> = {}) => ({
  path,
  environment,
  folder,
})
const opened = (path: string, more: Partial<KubernetesOptions> = {}): Promise<KubernetesClient> =>
  openKubernetes({ kubeconfig: source(path), context: null, tries: 1, ...more })
const scale = async (client: KubernetesClient) => client.scale('Deployment', app)
const trusted = () => ({ server: secure.url, 'certificate-authority': user.authority })

test('contexts of several files are merged as kubectl merges them', async () => {
  const one = writeKubeconfig(folder, 'one', { server: 'https://one:6443' }, { token: secret })
  const two = writeKubeconfig(folder, 'two', { server: 'https://two:6443' }, { token: secret })
  const files = [join(folder, 'not-there'), two, one, two].join(delimiter)
  const contexts = await kubernetesContexts(source(null, { KUBECONFIG: files }))
  expect(contexts).toEqual([
    {
      name: 'two',
      cluster: 'two-cluster',
      server: 'https://two:6443',
      user: 'two-user',
      namespace,
      isCurrent: true,
    },
    {
      name: 'one',
      cluster: 'one-cluster',
      server: 'https://one:6443',
      user: 'one-user',
      namespace,
      isCurrent: false,
    },
  ])
})

test('a context is chosen by its name, and each has its own cluster', async () => {
  writeKubeconfig(folder, 'plain', { server: plain.url }, { token: plain.tokens.admin })
  writeKubeconfig(folder, 'secure', trusted(), { token: secure.tokens.admin })
  const kubeconfig = source(null, {
    KUBECONFIG: ['plain', 'secure'].map((name) => join(folder, name)).join(delimiter),
  })
  const [first, second] = await Promise.all(
    ['plain', 'secure'].map((context) => openKubernetes({ kubeconfig, context })),
  )
  expect([first?.context.server, second?.context.server]).toEqual([plain.url, secure.url])
  expect(await Promise.all([first, second].map((client) => client && scale(client)))).toMatchObject([
    { ok: true },
    { ok: true },
  ])
})

test('~/.kube/config is read where nothing is named', async () => {
  mkdirSync(join(folder, 'home', '.kube'), { recursive: true })
  writeKubeconfig(join(folder, 'home', '.kube'), 'config', { server: plain.url }, { token: 'x' })
  expect(await kubernetesContexts(source(null, { HOME: join(folder, 'home') }))).toMatchObject([
    { name: 'config' },
  ])
})

test.each<[string, () => Promise<unknown>, string]>([
  ['no kubeconfig at all', () => kubernetesContexts(source(null, {})), 'There is no kubeconfig'],
  ['a file that is not there', () => kubernetesContexts(source('nosuch')), 'nosuch is not there'],
  [
    'a file that is no kubeconfig, without its text',
    () => {
      writeFileSync(join(folder, 'broken'), `users:\n  - token: ${secret}\n   - [`)
      return kubernetesContexts(source('broken'))
    },
    'cannot be read as a kubeconfig',
  ],
  [
    'a context that it has not, with those that it has',
    () => opened(writeKubeconfig(folder, 'only', { server: plain.url }, {}), { context: 'other' }),
    'has no context "other"; it has only.',
  ],
  [
    'a cluster without a server',
    () => opened(writeKubeconfig(folder, 'serverless', {}, {})),
    'names the cluster "serverless-cluster", which has no server.',
  ],
  [
    'a plugin that is not there',
    async () => {
      const exec = { apiVersion: 'client.authentication.k8s.io/v1', command: join(folder, 'nosuch') }
      return scale(await opened(writeKubeconfig(folder, 'lost', { server: plain.url }, { exec })))
    },
    'that the kubeconfig asks for them is not there.',
  ],
  [
    'a plugin that fails, without what it printed',
    async () => {
      const exec = {
        apiVersion: 'client.authentication.k8s.io/v1',
        command: program('fails', `echo ${secret} >&2; exit 1`),
      }
      return scale(await opened(writeKubeconfig(folder, 'failing', { server: plain.url }, { exec })))
    },
    'that the kubeconfig asks for them gave none.',
  ],
  [
    'a certificate that is not there',
    async () => {
      const lost = { 'client-certificate': join(folder, 'nosuch.pem'), 'client-key': user.key }
      return scale(await opened(writeKubeconfig(folder, 'uncertified', trusted(), lost)))
    },
    'a file that the kubeconfig names is not there.',
  ],
])('an operator is told of %s', async (_, act, sentence) => {
  const error = await act().then(
    () => null,
    (cause: unknown) => cause,
  )
  expect(error).toMatchObject({ name: 'OperatorError', sentence: expect.stringContaining(sentence) })
  expect(JSON.stringify(error) + String(error)).not.toContain(secret)
})

test('a client certificate is enough', async () => {
  const certified = { 'client-certificate': user.certificate, 'client-key': user.key }
  const client = await opened(writeKubeconfig(folder, 'certified', trusted(), certified))
  expect(await scale(client)).toMatchObject({ ok: true })
  expect(secure.requests.at(-1)?.user).toBe('admin')
})

test('a server of an unknown authority is not trusted', async () => {
  const client = await opened(
    writeKubeconfig(folder, 'untrusting', { server: secure.url }, { token: secure.tokens.admin }),
  )
  const read = await scale(client)
  expect(read).toMatchObject({ ok: false, fault: 'unreachable' })
  expect(JSON.stringify(read)).toMatch(/certificate/)
  expect(JSON.stringify(read)).not.toContain(secure.tokens.admin)
})

test('a plugin gives the token, whose refusal does not show it', async () => {
  const credential = (token: string): string =>
    JSON.stringify({
      apiVersion: 'client.authentication.k8s.io/v1',
      kind: 'ExecCredential',
      status: { token },
    })
  const exec = (name: string, token: string) => ({
    exec: {
      apiVersion: 'client.authentication.k8s.io/v1',
      command: program(name, `echo '${credential(token)}'`),
    },
  })
  const good = await opened(writeKubeconfig(folder, 'plugin', trusted(), exec('good', secure.tokens.admin)))
  expect(await scale(good)).toMatchObject({ ok: true })
  const bad = await opened(writeKubeconfig(folder, 'bad-plugin', trusted(), exec('bad', secret)))
  const read = await scale(bad)
  expect(read).toMatchObject({ ok: false, fault: 'unauthorized' })
  expect(JSON.stringify(read)).not.toContain(secret)
})

test('in a pod, its service account is enough', async () => {
  const root = join(folder, 'pod')
  const account = join(root, 'var/run/secrets/kubernetes.io/serviceaccount')
  mkdirSync(account, { recursive: true })
  writeFileSync(join(account, 'token'), secure.tokens.admin)
  writeFileSync(join(account, 'namespace'), namespace)
  writeFileSync(join(account, 'ca.crt'), textsOf(user).authority)
  const { hostname, port } = new URL(secure.url)
  vi.stubEnv('KUBERNETES_SERVICE_HOST', hostname)
  vi.stubEnv('KUBERNETES_SERVICE_PORT', port)
  const kubeconfig = { ...source(null, { KUBERNETES_SERVICE_HOST: hostname }), serviceAccountRoot: root }
  const client = await openKubernetes({ kubeconfig, context: null })
  expect(client.context).toMatchObject({ server: secure.url, namespace, isCurrent: true })
  expect(await scale(client)).toMatchObject({ ok: true })
})

function program(name: string, script: string): string {
  const file = join(folder, `${name}.sh`)
  writeFileSync(file, `#!/bin/sh\n${script}\n`)
  chmodSync(file, 0o755)
  return file
}
