import { execFileSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { plainAt, readYamlFile } from '../../../src/profiles/index.ts'
import { run as runIn } from '../../cli/run-main.ts'
import { writeKubeconfig } from '../../clients/kubernetes/opened-cluster.ts'
import { describeWithProgram } from '../../servers/describe-with.ts'
import { type RunningKubernetes, startKubernetesApi } from '../../servers/kubernetes/index.ts'
import { rootedFiles } from '../../worlds.ts'
import { composeYaml, kubernetesYaml, systemdUnit } from './manifest-files.ts'
import { sampledFolder, set } from './sampled-folder.ts'

const { file, path, recommend, remove } = sampledFolder()
afterAll(remove)
const office = ['--samples', 'office.csv', ...set, '--hpa', '3..20@70%']
const namespace = 'lewis-system'
const plurals: Record<string, string> = {
  Deployment: 'apis/apps/v1/namespaces/lewis-system/deployments',
  StatefulSet: 'apis/apps/v1/namespaces/lewis-system/statefulsets',
  HorizontalPodAutoscaler: 'apis/autoscaling/v2/namespaces/lewis-system/horizontalpodautoscalers',
}

describe('what --emit writes for Kubernetes', () => {
  let api: RunningKubernetes
  beforeAll(async () => {
    api = await startKubernetesApi({ stepMs: 0, metrics: { 'lewis-app': { cpu: '350m', memory: '700Mi' } } })
  })
  afterAll(() => api.stop())

  /** The objects of a text, applied by the server as a dry run that takes no unknown field: what came of them. */
  async function applied(text: string): Promise<{ status: number; object: unknown; answer: unknown }[]> {
    const objects = await readYamlFile(text, 'emitted.yaml')
    return Promise.all(
      objects
        .filter((object) => plainAt(object, ['kind']) !== 'Service')
        .map(async (object) => {
          const place = `${plurals[String(plainAt(object, ['kind']))]}/${plainAt(object, ['metadata', 'name'])}`
          const answer = await fetch(
            `${api.url}/${place}?fieldManager=ci&fieldValidation=Strict&dryRun=All&force=true`,
            {
              method: 'PATCH',
              headers: {
                authorization: `Bearer ${api.tokens.admin}`,
                'content-type': 'application/apply-patch+yaml',
              },
              body: JSON.stringify(object),
            },
          )
          return { status: answer.status, object, answer: await answer.json() }
        }),
    )
  }

  test('a patch of what is there sets resources, and leaves replicas to the autoscaler', async () => {
    const args = ['--namespace', namespace, '--name', 'lewis-app', '--container', 'lewis', '--emit', 'patch']
    const { output, errors } = await recommend(...office, ...args)
    const [one, ...others] = await applied(output)
    expect([one?.status, others]).toEqual([200, []])
    expect(one?.object).toEqual({
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'lewis-app', namespace },
      spec: {
        template: {
          spec: {
            containers: [
              {
                name: 'lewis',
                resources: { requests: { cpu: '400m', memory: '460Mi' }, limits: { memory: '460Mi' } },
              },
            ],
          },
        },
      },
    })
    expect(errors).toContain(`kubectl patch deployment lewis-app -n ${namespace} -p '{"spec"`)
    expect(errors).not.toContain('--container')
  })

  test('it says with what and why it was made, and what it takes for granted', async () => {
    const { output, errors } = await recommend(...office, '--emit', 'patch')
    const comments = output.split('\n').filter((line) => line.startsWith('#'))
    expect(comments[0]).toBe('# lewis-perf recommend-scale --samples office.csv')
    expect(comments.join('\n')).toContain('# - memory: peak 400 MiB')
    for (const text of [comments.join('\n'), errors]) {
      expect(text).toContain('The container of office is taken to be called office')
      expect(text).toContain('office is taken for a Deployment')
    }
  })

  test('an autoscaler has target and bounds', async () => {
    const { output } = await recommend(...office, '--namespace', namespace, '--emit', 'hpa')
    const [one] = await applied(output)
    expect(one?.status).toBe(201)
    expect(plainAt(one?.object, ['spec'])).toMatchObject({
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'office' },
      metrics: [{ type: 'Resource', resource: { name: 'cpu' } }],
    })
    expect(plainAt(one?.object, ['spec', 'behavior'])).toBeUndefined()
  })

  test('the file of somebody stays valid', async () => {
    file('shop.yaml', kubernetesYaml)
    const { output } = await recommend(
      '--samples',
      'office.csv',
      '--manifest',
      'shop.yaml',
      '--emit',
      'patch',
    )
    expect((await applied(output)).map(({ status }) => status)).toEqual([201, 201])
  })

  test('of a cluster, containers and the name of the autoscaler are known', async () => {
    const kubeconfig = writeKubeconfig(
      path('.'),
      'admin.json',
      { server: api.url },
      { token: api.tokens.admin },
    )
    const inCluster = (...args: string[]) =>
      runIn(['recommend-scale', '--kubernetes', '--kubeconfig', kubeconfig, ...args], {
        files: rootedFiles('/'),
        directory: path('.'),
      })
    const { output } = await inCluster('--emit', 'patch', '--name', 'lewis-app')
    const [one] = await applied(output)
    expect(one?.status).toBe(200)
    const containers = plainAt(one?.object, ['spec', 'template', 'spec', 'containers'])
    expect(containers).toMatchObject(
      (
        plainAt(api.find('deployments', namespace, 'lewis-app'), [
          'spec',
          'template',
          'spec',
          'containers',
        ]) as object[]
      ).map((container) => ({ name: plainAt(container, ['name']) })),
    )
    const scaler = await inCluster('--emit', 'hpa', '--name', 'lewis-app', '--model', 'vpa')
    const [own] = await applied(scaler.output)
    expect(own?.status).toBe(200)
    const names = api
      .list('horizontalpodautoscalers', namespace)
      .map((one) => plainAt(one, ['metadata', 'name']))
    expect(names).toEqual([plainAt(own?.object, ['metadata', 'name'])])
  })

  test('several workloads are several documents', async () => {
    const rows = Array.from({ length: 200 }, (_, minute) =>
      ['a', 'b']
        .map((name) => `${1_762_041_600_000 + minute * 60_000},workload.cpu{workload=${name}},1`)
        .join('\n'),
    )
    file('two.csv', `at,name,value\n${rows.join('\n')}\n`)
    const { output } = await recommend('--samples', 'two.csv', '--emit', 'patch')
    const names = (await readYamlFile(output, 'a')).map((one) => plainAt(one, ['metadata', 'name']))
    expect(names).toEqual(['a', 'b'])
    const compose = await recommend('--samples', 'two.csv', '--emit', 'compose')
    const [services] = await readYamlFile(compose.output, 'a')
    expect(Object.keys(plainAt(services, ['services']) as object)).toEqual(['a', 'b'])
    const refused = await recommend('--samples', 'two.csv', '--emit', 'systemd')
    expect(refused.errors).toContain('A drop-in of systemd is about one unit')
  })

  test.each([
    [
      ['--samples', 'steady.csv', '--emit', 'hpa'],
      'There is no autoscaler to write. The plan has no autoscaler',
    ],
    [['--samples', 'steady.csv', '--name', 'My App', '--emit', 'patch'], 'cannot name its workload "My App"'],
    [['--samples', 'steady.csv', '--emit', 'yaml'], '--emit is not one of its values, got "yaml"'],
  ])('refuses %j', async (args, sentence) => {
    const { exitCode, errors } = await recommend(...args)
    expect([exitCode, errors]).toEqual([2, expect.stringContaining(sentence)])
  })
})

describe('what --emit writes for one machine', () => {
  test('compose gets as many replicas as carry the load without an autoscaler', async () => {
    const { output } = await recommend('--samples', 'office.csv', ...set, '--emit', 'compose')
    expect((await readYamlFile(output, 'a'))[0]).toEqual({
      services: {
        office: {
          deploy: {
            replicas: 8,
            resources: {
              limits: { memory: '460M' },
              reservations: { cpus: '1', memory: '460M' },
            },
          },
        },
      },
    })
  })

  test('a drop-in has a quota, and says how many instances there have to be', async () => {
    const { output, errors } = await recommend('--samples', 'office.csv', ...set, '--emit', 'systemd')
    expect(output.split('\n').filter((line) => !line.startsWith('#'))).toEqual([
      '[Service]',
      'CPUQuota=100%',
      'MemoryMax=460M',
      '',
    ])
    expect(output).toContain('# A unit does not say how many of it there are: the plan has 8')
    expect(errors).toContain("systemctl enable --now 'office@'{1..8}")
  })
})

describeWithProgram('dockerCompose', 'compose', (compose) => {
  const config = (...files: string[]): string =>
    execFileSync(compose, [...files.flatMap((name) => ['-f', path(name)]), 'config'], { encoding: 'utf8' })

  test('takes the file of somebody with a plan', async () => {
    file('compose.yaml', composeYaml)
    const args = ['--manifest', 'compose.yaml', '--name', 'shop', '--emit', `compose=${path('planned.yaml')}`]
    expect((await recommend('--samples', 'office.csv', ...args)).exitCode).toBe(0)
    expect(config('planned.yaml')).toContain('replicas: 8')
  })

  test('takes a plan over the file of somebody', async () => {
    file('base.yaml', 'version: "3.8"\nservices:\n  office: { image: "a:1" }\n')
    await recommend('--samples', 'office.csv', ...set, '--emit', `compose=${path('over.yaml')}`)
    expect(config('base.yaml', 'over.yaml')).toMatch(/replicas: 8/)
  })
})

describeWithProgram('systemdAnalyze', 'systemd', (analyze) => {
  const verified = (name: string): string =>
    execFileSync(analyze, ['verify', '--man=no', path(name)], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    })

  test('takes a unit with a plan, and a drop-in', async () => {
    file('planned-shop.service', systemdUnit)
    const args = ['--manifest', 'planned-shop.service', '--emit', `systemd=${path('planned-shop.service')}`]
    expect((await recommend('--samples', 'office.csv', ...args)).exitCode).toBe(0)
    mkdirSync(path('planned-shop.service.d'))
    const dropIn = path('planned-shop.service.d/limits.conf')
    await recommend('--samples', 'office.csv', ...set, '--emit', `systemd=${dropIn}`)
    expect(verified('planned-shop.service')).toBe('')
  })
})
