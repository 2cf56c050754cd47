import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { RecommendedWorkload } from '../../../src/scaling/index.ts'
import { run as runIn } from '../../cli/run-main.ts'
import { writeKubeconfig } from '../../clients/kubernetes/opened-cluster.ts'
import { type RunningKubernetes, startKubernetesApi } from '../../servers/kubernetes/index.ts'
import { rootedFiles } from '../../worlds.ts'

const gib = 2 ** 30
let folder = ''
let api: RunningKubernetes
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'lewis-perf-cluster-'))
  api = await startKubernetesApi({
    stepMs: 0,
    metrics: { 'lewis-app': { cpu: '350m', memory: '700Mi' }, 'lewis-db': { cpu: '100m', memory: '300Mi' } },
  })
})
afterEach(async () => {
  await api.stop()
  rmSync(folder, { recursive: true })
})

function recommend(as: 'admin' | 'operator', ...args: string[]) {
  const kubeconfig = writeKubeconfig(folder, `${as}.json`, { server: api.url }, { token: api.tokens[as] })
  return runIn(['recommend-scale', '--kubernetes', '--kubeconfig', kubeconfig, ...args], {
    files: rootedFiles('/'),
    directory: folder,
  })
}
async function workloads(...args: string[]): Promise<RecommendedWorkload[]> {
  const { output, errors } = await recommend('admin', ...args, '--json')
  if (output === '') throw new Error(errors)
  return JSON.parse(output).data.workloads
}

describe('recommend-scale --kubernetes', () => {
  test('says what the autoscaler of the cluster would do with what pods use at this moment', async () => {
    const [app] = await workloads('--name', 'lewis-app', '--model', 'hpa')
    expect(app).toMatchObject({
      namespace: 'lewis-system',
      kind: 'Deployment',
      name: 'lewis-app',
      autoscaler: { metric: 'cpu', targetUtilization: 70, maxReplicas: 20 },
    })
    const replicas = app?.current.replicas ?? 0
    const cpu = app?.current.cpuMilli ?? 0
    const utilization = Math.floor((replicas * 350 * 100) / (replicas * cpu))
    expect(app?.because[0]).toContain(`utilization ${utilization} % of requests, target 70 %`)
  })

  test('plans every workload that runs, within what the limit range, the quota and the budget allow', async () => {
    const all = await workloads()
    expect(all.map(({ kind, name }) => `${kind} ${name}`)).toContain('Deployment lewis-app')
    for (const one of all) {
      expect(one.proposed.cpuMilli).toBeLessThanOrEqual(4000)
      expect(one.proposed.memoryBytes).toBeLessThanOrEqual(8 * gib)
      expect(one.doubts.join(' ')).toContain('It is known for one moment only')
      expect(one.confidence).toBeLessThan(0.01)
    }
    const app = all.find(({ name }) => name === 'lewis-app')
    expect(app?.proposed.memoryBytes).toBe(805 * 2 ** 20)
    expect(app?.proposed.replicas).toBeGreaterThanOrEqual(2)
    expect(api.requests.every(({ method }) => method === 'GET')).toBe(true)
  })

  test('--min-replicas goes before what the place allows', async () => {
    const [app] = await workloads('--name', 'lewis-app', '--min-replicas', '7')
    expect(app?.proposed.replicas).toBe(7)
  })

  test('without a metrics API it says so, and has nothing to plan from', async () => {
    api.setMetrics(null)
    const { exitCode, errors } = await recommend('admin', '--name', 'lewis-app')
    expect([exitCode, errors]).toEqual([2, expect.stringContaining('no CPU was sampled')])
  })

  test.each<[string, () => unknown, 'admin' | 'operator']>([
    ['a token that is not valid any more', () => Object.assign(api.faults, { tokenExpired: true }), 'admin'],
    ['a verb that is denied', () => undefined, 'operator'],
    [
      'an error of the server',
      () => Object.assign(api.faults, { errors: { count: 99, status: 500 } }),
      'admin',
    ],
    ['a page in place of an answer', () => Object.assign(api.faults, { html: 99 }), 'admin'],
  ])('%s is told with exit code 3, and no token', async (_, breakIt, as) => {
    breakIt()
    const { exitCode, errors, output } = await recommend(as)
    expect([exitCode, errors]).toEqual([
      3,
      expect.stringContaining('Kubernetes did not tell the Deployments of lewis-system'),
    ])
    expect(errors + output).not.toContain(api.tokens[as])
  })

  test('what may not be read of the surroundings is said, and the plan made without it', async () => {
    Object.assign(api.faults, { deny: { verb: 'list', resource: 'nodes' } })
    const { exitCode, output } = await recommend('admin', '--name', 'lewis-app')
    expect(exitCode).toBe(0)
    expect(output.replaceAll(/\s+/g, ' ')).toContain('Kubernetes did not tell nodes')
  })

  test.each([
    [['--name', 'nosuch'], 3, 'runs no nosuch in lewis-system'],
    [['--namespace', 'empty'], 3, 'runs nothing in empty'],
    [['--context', 'nosuch'], 2, 'nosuch'],
    [['--samples', 'a.csv'], 2, '--samples and --kubernetes contradict'],
    [['--request', '1,1GiB'], 2, '--kubernetes, which knows it'],
    [['--hpa', '1..3@50%'], 2, '--kubernetes, which knows it'],
  ])('refuses %j', async (args, code, sentence) => {
    const { exitCode, errors } = await recommend('admin', ...args)
    expect([exitCode, errors]).toEqual([code, expect.stringContaining(sentence)])
  })
})
