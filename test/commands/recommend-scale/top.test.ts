import { afterAll, describe, expect, test } from 'vitest'
import { podOwner } from '../../../src/commands/recommend-scale/pod-owner.ts'
import { mib, sampledFolder } from './sampled-folder.ts'

const { file, recommend, workloads, remove } = sampledFolder()
afterAll(remove)

const request = ['--request', '1,1GiB']
const head = 'NAME                        CPU(cores)   MEMORY(bytes)\n'
const app = 'lewis-app-7d9f8b6c5d-x2k4z  350m         700Mi\nlewis-app-7d9f8b6c5d-q9w7r  1            1Gi\n'
const database = 'lewis-db-0                  250000000n   300Mi\n'

async function planned(text: string, ...args: string[]) {
  file('top.txt', text)
  return workloads('--top', 'top.txt', ...args)
}

describe('recommend-scale --top', () => {
  test('gathers pods to workloads by their names, and plans from one moment', async () => {
    const all = await planned(head + app + database, ...request)
    expect(
      all.map(({ namespace, kind, name, current }) => [namespace, kind, name, current.replicas]),
    ).toEqual([
      [null, 'Deployment', 'lewis-app', 2],
      [null, 'StatefulSet', 'lewis-db', 1],
    ])
    const [one, other] = all
    // 1.35 cores and a quarter, and 5 %; the fullest pod and 15 %.
    expect(one?.because[0]).toContain('busiest: 1.42 cores')
    expect(one?.proposed.memoryBytes).toBe(Math.ceil(1024 * 1.15) * mib)
    expect(other?.because[0]).toContain('busiest: 0.263 cores')
    expect(one?.confidence).toBeLessThan(0.01)
    expect(one?.doubts.join(' ')).toContain('It is known for one moment only')
    expect(one?.doubts.join(' ')).not.toContain('--request')
  })

  test('works with each model, and says what is not known', async () => {
    const [hpa] = await planned(head + app, ...request, '--model', 'hpa', '--hpa', '2..9@50%')
    expect(hpa?.because[0]).toContain('utilization 67 % of requests, target 50 %')
    const [guide] = await planned(head + app, ...request, '--model', 'guide')
    expect(guide?.because[0]).toContain('load 67.5 %')
    const [joint] = await planned(head + app)
    expect(joint?.doubts.join(' ')).toContain('What it requests now is not known (--request)')
  })

  test.each([
    [
      'all namespaces',
      `NAMESPACE NAME CPU(cores) MEMORY(bytes)\na ${app.split('\n')[0]}\nb lewis-db-0 2 1Gi\n`,
    ],
    ['all namespaces without titles', `a ${app.split('\n')[0]}\nb lewis-db-0 2 1Gi\n`],
    [
      'containers of all namespaces without titles',
      'a lewis-app-7d9f8b6c5d-x2k4z main 300m 600Mi\na lewis-app-7d9f8b6c5d-x2k4z side 50m 100Mi\nb lewis-db-0 db 2 1Gi\n',
    ],
  ])('reads %s', async (_, text) => {
    const all = await planned(text, ...request)
    expect(all.map(({ namespace, name }) => `${namespace}/${name}`)).toEqual(['a/lewis-app', 'b/lewis-db'])
    expect(all[0]?.because[0]).toContain('busiest: 0.367 cores')
    expect(all[0]?.proposed.memoryBytes).toBe(805 * mib)
    const only = await planned(text, ...request, '--namespace', 'b')
    expect(only.map(({ name }) => name)).toEqual(['lewis-db'])
  })

  test.each([
    ['with titles', 'POD NAME CPU(cores) MEMORY(bytes)\n'],
    ['without titles', ''],
  ])('adds up containers of a pod %s, and knows the line of --sum', async (_, titles) => {
    const text = `${titles}lewis-app-7d9f8b6c5d-x2k4z main 300m 600Mi\r\nlewis-app-7d9f8b6c5d-x2k4z side 50m 100Mi\r\n________ ________\r\n350m 700Mi\r\n`
    const [one, second] = await planned(text, ...request, '--namespace', 'lewis')
    expect(second).toBeUndefined()
    expect(one).toMatchObject({
      namespace: 'lewis',
      current: { replicas: 1 },
      proposed: { memoryBytes: 805 * mib },
    })
  })

  test('leaves out pods of nothing that could be scaled, and says so', async () => {
    const text = `${head}${app}fluentd-x2k4z 100m 90Mi\nreport-29384120-abcde 900m 90Mi\n`
    file('top.txt', text)
    const { output } = await recommend('--top', 'top.txt', ...request)
    expect(output.replaceAll(/\s+/g, ' ')).toContain(
      '2 pods of no Deployment or StatefulSet, by the name, left out: fluentd-x2k4z, report-29384120-abcde.',
    )
    const named = await recommend('--top', 'top.txt', ...request, '--name', 'lewis-app')
    expect(named.output).not.toContain('left out')
  })

  test.each<[string, string[], string]>([
    [
      'NAME CPU(cores) CPU% MEMORY(bytes) MEMORY%\nnode-1 500m 12% 2Gi 30%\n',
      [],
      'kubectl top nodes printed, at line 1',
    ],
    ['node-1 500m 12% 2048Mi 30%\n', [], 'kubectl top nodes printed, at line 1'],
    ['', [], 'top.txt tells of no pods'],
    [head, [], 'top.txt tells of no pods'],
    [
      `${head}\n${app}error: metrics not available yet\n`,
      [],
      'Line 5 of top.txt is none of kubectl top pods',
    ],
    [`${head}lewis-db-0 -1 1Gi\n`, [], 'Line 2 of top.txt is none'],
    [`${head}lewis-db-0 <unknown> <unknown>\n`, [], 'Line 2 of top.txt is none'],
    [head + app + head + app, [], 'Line 5 of top.txt tells of lewis-app-7d9f8b6c5d-x2k4z a second time'],
    [
      `${head}${app}NAMESPACE ${head}a lewis-db-0 1 1Gi\n`,
      [],
      'holds dumps with different columns: NAMESPACE',
    ],
    ['one two 1 1Gi\n', [], 'does not say which of its columns are the pods'],
    [`${head}alone 1 1Gi\n`, [], 'tells of no pod of a Deployment or StatefulSet'],
    [head + app, ['--name', 'lewis-ap'], 'top.txt tells of no workload lewis-ap.'],
    [head + app, ['--namespace', 'a', '--namespace', 'b'], 'has no column of namespaces'],
    ['a lewis-db-0 1 1Gi\n', ['--namespace', 'c'], 'top.txt tells of no namespace c'],
    [head + app, ['--replicas', '3'], '--top, which knows it'],
    [head + app, ['--samples', 'steady.csv'], '--top and --samples contradict'],
    [head + app, ['--prometheus', 'http://127.0.0.1:1'], '--top and --prometheus contradict'],
    [head + app, ['--kubernetes'], '--top and --kubernetes contradict'],
    [head + app, ['--cpu', 'a'], '--cpu says nothing without --samples'],
  ])('refuses %j with %j', async (text, args, sentence) => {
    file('top.txt', text)
    const { exitCode, errors } = await recommend('--top', 'top.txt', ...args)
    expect([exitCode, errors]).toEqual([2, expect.stringContaining(sentence)])
  })
})

describe('podOwner', () => {
  test.each([
    ['lewis-app-7d9f8b6c5d-x2k4z', { kind: 'Deployment', name: 'lewis-app' }],
    ['a-b-c-bcdfghjk-xxxxx', { kind: 'Deployment', name: 'a-b-c' }],
    ['shard-1-12', { kind: 'StatefulSet', name: 'shard-1' }],
    ['redis-operator-cache', null],
    ['report-29384120-x2k4z', null],
    ['fluentd-x2k4z', null],
  ])('%s', (pod, owner) => {
    expect(podOwner(pod)).toEqual(owner)
  })
})
