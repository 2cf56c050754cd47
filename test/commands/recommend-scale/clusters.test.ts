import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { run as runIn } from '../../cli/run-main.ts'
import { type RunningKubernetes, startKubernetesApi } from '../../servers/kubernetes/index.ts'
import { rootedFiles } from '../../worlds.ts'

let folder = ''
let east: RunningKubernetes
let west: RunningKubernetes
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'lewis-perf-clusters-'))
  const start = (cpu: string): Promise<RunningKubernetes> =>
    startKubernetesApi({ stepMs: 0, metrics: { 'lewis-app': { cpu, memory: '700Mi' } } })
  east = await start('350m')
  west = await start('100m')
  const named = { east, west }
  writeFileSync(
    join(folder, 'config.json'),
    JSON.stringify({
      apiVersion: 'v1',
      kind: 'Config',
      'current-context': 'west',
      clusters: Object.entries(named).map(([name, { url }]) => ({ name, cluster: { server: url } })),
      users: Object.entries(named).map(([name, { tokens }]) => ({ name, user: { token: tokens.admin } })),
      contexts: Object.keys(named).map((name) => ({
        name,
        context: { cluster: name, user: name, namespace: 'lewis-system' },
      })),
    }),
  )
})
afterEach(async () => {
  await Promise.all([east.stop(), west.stop()])
  rmSync(folder, { recursive: true })
})

const both = ['--context', 'east', '--context', 'west']
const app = ['--name', 'lewis-app']
function recommend(...args: string[]) {
  return runIn(['recommend-scale', '--kubernetes', '--kubeconfig', 'config.json', ...args], {
    files: rootedFiles('/'),
    directory: folder,
  })
}
const deny = (api: RunningKubernetes) =>
  Object.assign(api.faults, { deny: { verb: 'list', resource: 'deployments' } })

describe('recommend-scale with several --context', () => {
  test('plans the workloads of all clusters, each known by its own', async () => {
    const { data } = JSON.parse((await recommend(...both, ...app, '--json')).output)
    const told = data.workloads.map((one: { cluster: string; namespace: string; name: string }) => [
      one.cluster,
      one.namespace,
      one.name,
    ])
    expect(told).toEqual([
      ['east', 'lewis-system', 'lewis-app'],
      ['west', 'lewis-system', 'lewis-app'],
    ])
    // The east is busier.
    const [one, other] = data.workloads.map(({ because }: { because: string[] }) =>
      Number(/busiest: ([\d.]+) cores/.exec(because[0] ?? '')?.[1]),
    )
    expect(one).toBeCloseTo(other * 3.5, 2)
    const { output } = await recommend(...both, ...app)
    expect(output.replaceAll(/\s+/g, ' ')).toContain(
      'east/lewis-system/lewis-app: It is known for one moment',
    )
  })

  test('names no cluster where there is one', async () => {
    const { data } = JSON.parse(
      (await recommend('--context', 'east', '--context', 'east', ...app, '--json')).output,
    )
    expect(data.workloads).toHaveLength(1)
    expect(data.workloads[0]).not.toHaveProperty('cluster')
  })

  test('a cluster that does not tell is unknown, and the others are planned', async () => {
    deny(east)
    const { output, exitCode } = await recommend(...both, ...app, '--json')
    const { data, findings } = JSON.parse(output)
    expect(exitCode).toBe(0)
    expect(data.workloads.map(({ cluster }: { cluster: string }) => cluster)).toEqual(['west'])
    expect(findings).toContainEqual(
      expect.objectContaining({
        id: 'scale.cluster',
        instance: 'east',
        status: 'unknown',
        because: expect.stringContaining('did not tell the Deployments of lewis-system'),
      }),
    )
    expect(output).not.toContain(east.tokens.admin)
  })

  test('a gate beside a cluster that does not tell ends with 3, and with 1 where another failed', async () => {
    deny(east)
    const gate = (failOn: string) => recommend(...both, ...app, '--fail-on', failOn)
    expect([(await gate('under')).exitCode, (await gate('over')).exitCode]).toEqual([3, 1])
  })

  test.each([
    ['all deny', [...both, ...app], 3, 'No cluster tells of anything'],
    ['none runs it', [...both, '--name', 'nosuch'], 3, 'west: '],
    ['one is in no kubeconfig', ['--context', 'east', '--context', 'north'], 2, 'has no context "north"'],
    [
      'of Prometheus',
      [...both, '--prometheus', 'http://127.0.0.1:1'],
      2,
      'whose series they are is not known',
    ],
  ])('refuses where %s', async (what, args, code, sentence) => {
    if (what === 'all deny') for (const api of [east, west]) deny(api)
    const { exitCode, errors } = await recommend(...args)
    expect([exitCode, errors]).toEqual([code, expect.stringContaining(sentence)])
  })
})
