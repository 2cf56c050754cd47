import { afterAll, describe, expect, test } from 'vitest'
import { composeYaml, kubernetesYaml, shortComposeYaml, systemdUnit } from './manifest-files.ts'
import { sampledFolder } from './sampled-folder.ts'

const { file, recommend, workloads, remove } = sampledFolder()
afterAll(remove)
file('shop.yaml', kubernetesYaml)
file('compose.yaml', composeYaml)
file('short.yaml', shortComposeYaml)
file('shop.service', systemdUnit)

describe('recommend-scale --manifest', () => {
  test('takes from a file of Kubernetes what is set, all containers together', async () => {
    const [shop] = await workloads('--samples', 'steady.csv', '--manifest', 'shop.yaml', '--model', 'vpa')
    expect(shop).toMatchObject({
      namespace: 'lewis-system',
      kind: 'Deployment',
      name: 'shop',
      current: { replicas: 6, cpuMilli: 1000, memoryBytes: 2 ** 30 },
      autoscaler: { minReplicas: 6, maxReplicas: 20, targetUtilization: 95 },
    })
  })

  test.each([
    ['compose.yaml', ['--name', 'shop'], { kind: 'Service', current: { replicas: 6, cpuMilli: 1000 } }],
    ['short.yaml', [], { name: 'shop', current: { replicas: 6, cpuMilli: 1000, memoryBytes: 2 ** 30 } }],
    [
      'shop.service',
      ['--replicas', '6'],
      { kind: 'Unit', name: 'shop', current: { replicas: 6, cpuMilli: 1000, memoryBytes: 2 ** 29 } },
    ],
  ])('takes it from %s', async (name, args, wanted) => {
    const [shop] = await workloads('--samples', 'steady.csv', '--manifest', name, ...args)
    expect(shop).toMatchObject(wanted)
    expect(shop?.autoscaler).toBeNull()
  })

  test.each([
    ['over', 1],
    ['under', 0],
  ])('is a gate: --fail-on %s ends with %d', async (what, exitCode) => {
    const args = ['--samples', 'steady.csv', '--manifest', 'shop.yaml', '--fail-on', what]
    expect((await recommend(...args)).exitCode).toBe(exitCode)
  })

  test('workloads are told apart by their names', async () => {
    file('both.yaml', `${kubernetesYaml}---\n${kubernetesYaml.replaceAll('name: shop', 'name: other')}`)
    const args = ['--samples', 'steady.csv', '--manifest', 'both.yaml']
    const refused = await recommend(...args)
    expect(refused.exitCode).toBe(2)
    expect(refused.errors).toContain('both.yaml has shop, other, and none of them is called steady.')
    expect((await workloads(...args, '--name', 'other'))[0]?.name).toBe('other')
    expect((await recommend(...args, '--name', 'othr')).errors).toContain('hint: Did you mean other?')
  })

  test('of several that were sampled, those that it has are planned', async () => {
    const rows = Array.from({ length: 200 }, (_, minute) =>
      ['shop', 'gone']
        .map((name) => `${1_762_041_600_000 + minute * 60_000},workload.cpu{workload=${name}},1`)
        .join('\n'),
    )
    file('two.csv', `at,name,value\n${rows.join('\n')}\n`)
    const args = ['--samples', 'two.csv', '--manifest', 'shop.yaml']
    expect((await workloads(...args)).map(({ name }) => name)).toEqual(['shop'])
    expect((await recommend(...args)).output).toContain('shop.yaml does not have gone.')
  })

  test.each<[args: string[], sentence: string]>([
    [['--manifest', 'none.yaml', '--samples', 'steady.csv'], 'none.yaml was not read: there is no such file'],
    [['--manifest', 'bad.yaml', '--samples', 'steady.csv'], 'a quote that is not closed, in bad.yaml:3:1'],
    [['--manifest', 'not.yaml', '--samples', 'steady.csv'], 'not.yaml is no manifest'],
    [['--manifest', 'idle.yaml', '--samples', 'steady.csv'], 'has no Deployment and no StatefulSet'],
    [['--manifest', 'shop.yaml'], '--manifest says nothing without --samples or --live or --prometheus'],
    [['--manifest', 'shop.yaml', '--kubernetes'], '--manifest and --kubernetes contradict'],
    [
      ['--manifest', 'shop.yaml', '--samples', 'steady.csv', '--request', '1,1GiB'],
      '--manifest, which knows it',
    ],
    [['--manifest', 'shop.yaml', '--samples', 'steady.csv', '--replicas', '2'], '--manifest, which knows it'],
    [
      ['--manifest', 'shop.yaml', '--samples', 'steady.csv', '--hpa', '1..2@50%'],
      '--manifest, which knows it',
    ],
    [
      ['--manifest', 'short.yaml', '--samples', 'steady.csv', '--hpa', '1..2@50%'],
      '--manifest, which knows it',
    ],
    [
      ['--manifest', 'shop.yaml', '--samples', 'steady.csv', '--emit', 'compose'],
      'shop.yaml holds Kubernetes objects, of which --emit compose makes nothing.',
    ],
    [
      ['--manifest', 'shop.yaml', '--samples', 'steady.csv', '--emit', 'patch', '--container', 'web'],
      '--container and --manifest, which knows it contradict',
    ],
    [['--samples', 'steady.csv', '--container', 'web'], '--container says nothing without --emit patch'],
    [
      ['--samples', 'steady.csv', '--emit', 'patch', '--emit', 'hpa'],
      'Only one --emit can go to standard output',
    ],
    [
      ['--samples', 'steady.csv', '--hpa', '1..2@50%', '--model', 'hpa', '--emit', 'patch'],
      '--emit says nothing without --model joint',
    ],
  ])('refuses %j', async (args, sentence) => {
    file('bad.yaml', 'kind: Deployment\nname: "x\n')
    file('not.yaml', 'a: 1\n')
    file('idle.yaml', 'apiVersion: apps/v1\nkind: Deployment\nspec: { replicas: 0 }\n')
    const { exitCode, errors } = await recommend(...args)
    expect([exitCode, errors]).toEqual([2, expect.stringContaining(sentence)])
  })
})
