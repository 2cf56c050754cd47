import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Answered, openKubernetes } from '../../../src/clients/index.ts'
import { numberAt } from '../../servers/kubernetes/index.ts'
import { app, namespace, type OpenedCluster, openCluster, writeKubeconfig } from './opened-cluster.ts'

let cluster: OpenedCluster

beforeEach(async () => {
  cluster = await openCluster()
})
afterEach(() => cluster.close())

const reasonOf = (answered: Answered<unknown>): string => (answered.ok ? '' : answered.reason)
const five = { replicas: 5, resourceVersion: '' }

test('a server that is down is tried again, and then named', async () => {
  const client = await cluster.client({ tries: 3 })
  const { api, pausesMs } = cluster
  await api.stop()
  const read = await client.deployments({ namespace })
  expect(read).toMatchObject({ ok: false, fault: 'unreachable', status: null, mayBeDone: false })
  expect(reasonOf(read)).toContain(
    `${api.url} did not answer GET /apis/apps/v1/namespaces/${namespace}/deployments`,
  )
  expect(reasonOf(read)).toContain('ECONNREFUSED')
  expect(pausesMs).toEqual([200, 400])
  const written = await client.setReplicas('Deployment', app, five, { dryRun: false })
  expect(written).toMatchObject({ fault: 'unreachable', mayBeDone: false })
  // It was stopped already.
  cluster = await openCluster()
})

test('a server that is slow is not waited for', async () => {
  const client = await cluster.client({ timeoutMs: 50 })
  cluster.api.faults.delayMs = 500
  const read = await client.scale('Deployment', app)
  expect(read).toMatchObject({ ok: false, fault: 'timeout' })
  expect(reasonOf(read)).toContain('it gave no answer within 50 ms')
})

test('whether a write was done is not known where its answer does not come', async () => {
  const client = await cluster.client()
  cluster.api.faults.drop = { count: 1, when: 'after' }
  const written = await client.setReplicas('Deployment', app, five, { dryRun: false })
  expect(written).toMatchObject({ ok: false, fault: 'unreachable', mayBeDone: true })
  expect(reasonOf(written)).toContain('Whether it was done is not known: read it before you try again.')
  expect(numberAt(cluster.api.find('deployments', namespace, 'lewis-app') ?? {}, ['spec', 'replicas'])).toBe(
    5,
  )
  expect(cluster.api.requests).toHaveLength(1)
})

test('a write is not tried again after a 503 either', async () => {
  const client = await cluster.client()
  cluster.api.faults.errors = { count: 5, status: 503 }
  const written = await client.setReplicas('Deployment', app, five, { dryRun: false })
  expect(written).toMatchObject({ ok: false, fault: 'server-error', status: 503, mayBeDone: true })
  expect(cluster.api.requests).toHaveLength(1)
})

test('a dry run is tried again as a read is', async () => {
  const client = await cluster.client()
  cluster.api.faults.drop = { count: 2, when: 'before' }
  expect(await client.setReplicas('Deployment', app, five, { dryRun: true })).toMatchObject({ ok: true })
  expect(cluster.api.requests.map(({ status }) => status)).toEqual([0, 0, 200])
})

test('a read waits as long as an overloaded server asks for', async () => {
  const client = await cluster.client()
  cluster.api.faults.errors = { count: 2, status: 429, retryAfterSeconds: 3 }
  expect(await client.scale('Deployment', app)).toMatchObject({ ok: true })
  expect(cluster.pausesMs).toEqual([3000, 3000])
})

test('a pause that is too long is not waited for', async () => {
  const client = await cluster.client()
  cluster.api.faults.errors = { count: 1, status: 429, retryAfterSeconds: 3600 }
  expect(await client.scale('Deployment', app)).toMatchObject({ ok: false, fault: 'overloaded', status: 429 })
  expect(cluster.pausesMs).toEqual([])
})

test('an HTML page is not the API', async () => {
  const client = await cluster.client()
  cluster.api.faults.html = 1
  const read = await client.scale('Deployment', app)
  expect(read).toMatchObject({ ok: false, fault: 'unexpected', status: 200 })
  expect(reasonOf(read)).toContain(
    'text/html, which is not the Kubernetes API: is it a proxy or a sign-in page?',
  )
})

test('a token that expired is said, and never shown', async () => {
  const client = await cluster.client()
  cluster.api.faults.tokenExpired = true
  const read = await client.scale('Deployment', app)
  expect(read).toMatchObject({ ok: false, fault: 'unauthorized', status: 401 })
  expect(reasonOf(read)).toContain('has expired')
  expect(JSON.stringify(read)).not.toContain(cluster.api.tokens.admin)
})

test('a cluster without a metrics API is said, and one whose metrics nobody answers for too', async () => {
  const client = await cluster.client({ tries: 2 })
  const absent = await client.podUsage({ namespace })
  expect(absent).toMatchObject({ ok: false, fault: 'absent' })
  expect(reasonOf(absent)).toContain('The cluster has no metrics API (metrics.k8s.io)')
  cluster.api.setMetrics('unavailable')
  const silent = await client.podUsage({ namespace })
  expect(silent).toMatchObject({ ok: false, fault: 'server-error', status: 503 })
  expect(reasonOf(silent)).toContain('nobody answers for')
})

test('what may not be done is told with who may not do what', async () => {
  const client = await cluster.client()
  cluster.api.faults.deny = { verb: 'patch', resource: 'deployments/scale' }
  expect(await client.scale('Deployment', app)).toMatchObject({ ok: true })
  const written = await client.setReplicas('Deployment', app, five, { dryRun: true })
  expect(written).toMatchObject({ ok: false, fault: 'denied', status: 403 })
  expect(reasonOf(written)).toContain(
    'User "admin" cannot patch resource "deployments/scale" in API group "apps"',
  )
})

test('somebody without a role may do nothing', async () => {
  const client = await cluster.client({ as: 'operator' })
  expect(await client.nodes()).toMatchObject({ ok: false, fault: 'denied' })
})

test('what is not there is absent', async () => {
  const client = await cluster.client()
  const read = await client.workload('Deployment', { namespace, name: 'nosuch' })
  expect(read).toMatchObject({ ok: false, fault: 'absent', status: 404 })
  expect(reasonOf(read)).toContain('deployments.apps "nosuch" not found')
})

test('an interrupt ends what is asked', async () => {
  const stop = new AbortController()
  const client = await cluster.client({ signal: stop.signal })
  cluster.api.faults.delayMs = 5000
  const reading = client.scale('Deployment', app)
  stop.abort()
  expect(await reading).toMatchObject({ ok: false, fault: 'interrupted' })
})

test('credentials that cannot be had any more are an answer, and an error only at the begin', async () => {
  const client = await cluster.client()
  const folder = mkdtempSync(join(tmpdir(), 'kubernetes-credentials-'))
  const tokenFile = join(folder, 'token')
  writeFileSync(tokenFile, cluster.api.tokens.admin)
  const path = writeKubeconfig(
    folder,
    'prod',
    { server: cluster.api.url },
    {
      exec: {
        apiVersion: 'client.authentication.k8s.io/v1',
        command: join(folder, 'plugin'),
        interactiveMode: 'Never',
      },
    },
  )
  const plugin = (text: string): void => {
    writeFileSync(join(folder, 'plugin'), text)
    chmodSync(join(folder, 'plugin'), 0o755)
  }
  const expired = new Date(Date.now() - 1000).toISOString()
  const credential = {
    apiVersion: 'client.authentication.k8s.io/v1',
    kind: 'ExecCredential',
    status: { token: cluster.api.tokens.admin, expirationTimestamp: expired },
  }
  const open = () => openKubernetes({ kubeconfig: { path, environment: {}, folder }, context: null })
  plugin('#!/bin/sh\nexit 1\n')
  await expect((await open()).scale('Deployment', app)).rejects.toThrow('There are no credentials')
  plugin(`#!/bin/sh\necho '${JSON.stringify(credential)}'\n`)
  const later = await open()
  expect(await later.scale('Deployment', app)).toMatchObject({ ok: true })
  plugin('#!/bin/sh\nexit 1\n')
  expect(await later.scale('Deployment', app)).toMatchObject({
    ok: false,
    fault: 'unauthorized',
    mayBeDone: false,
    reason: expect.stringContaining('There are no credentials'),
  })
  expect(await client.scale('Deployment', app)).toMatchObject({ ok: true })
  rmSync(folder, { recursive: true })
})
