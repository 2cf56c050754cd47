import { readFileSync } from 'node:fs'
import { afterAll, describe, expect, test } from 'vitest'
import { changedLines, composeYaml, kubernetesYaml, shortComposeYaml, systemdUnit } from './manifest-files.ts'
import { csv, mib, sampledFolder } from './sampled-folder.ts'

const { file, path, recommend, remove } = sampledFolder()
afterAll(remove)
file('shop.yaml', kubernetesYaml)
file('compose.yaml', composeYaml)
file('short.yaml', shortComposeYaml)
file('shop.service', systemdUnit)

describe('recommend-scale --emit with a file of one’s own', () => {
  const shared = [
    '-                      cpu: 800m   # measured',
    '-                      memory: "768Mi"',
    '+                      cpu: 320m   # measured',
    '+                      memory: "345Mi"',
    '-                      cpu: 2',
    '-                      memory: "768Mi"',
    '+                      memory: "345Mi"',
    '-                  limits: { cpu: 200m, memory: 256Mi }',
    '+                  limits: { memory: 115Mi }',
    '+                  requests:',
    '+                      cpu: 80m',
    '-    minReplicas: 6',
    '-    maxReplicas: 20',
    '+    minReplicas: 2',
    '+    maxReplicas: 26',
    '-      resource: { name: cpu, target: { type: Utilization, averageUtilization: 95 } }',
    '+      resource: { name: cpu, target: { type: Utilization, averageUtilization: 80 } }',
  ]
  test.each<[args: string, before: string, lines: string[]]>([
    ['office.csv --manifest shop.yaml --emit patch', kubernetesYaml, shared],
    ['office.csv --manifest shop.yaml --emit hpa', kubernetesYaml, shared],
    [
      'steady.csv --manifest shop.yaml --emit patch --model vpa',
      kubernetesYaml,
      [
        '-                      cpu: 800m   # measured',
        '-                      memory: "768Mi"',
        '+                      cpu: 328m   # measured',
        '+                      memory: "367Mi"',
        '-                      cpu: 2',
        '-                      memory: "768Mi"',
        '+                      cpu: 820m',
        '+                      memory: "367Mi"',
        '-                  limits: { cpu: 200m, memory: 256Mi }',
        '+                  limits: { cpu: 82m, memory: 122Mi }',
      ],
    ],
    [
      'office.csv --manifest compose.yaml --name shop --emit compose',
      composeYaml,
      [
        '-      replicas: 6',
        '+      replicas: 8',
        `-          cpus: '2.0' # of eight`,
        '-          memory: 2g',
        `-        reservations: { cpus: '1.00', memory: 1g }`,
        '+          # of eight',
        '+          memory: 460m',
        `+        reservations: { cpus: '1.00', memory: 460m }`,
      ],
    ],
    [
      'office.csv --manifest short.yaml --emit compose',
      shortComposeYaml,
      ['-    scale: 6', '+    scale: 8', '-    mem_limit: 1GB', '+    mem_limit: 460M'],
    ],
    [
      'office.csv --manifest shop.service --replicas 6 --emit systemd',
      systemdUnit,
      ['-MemoryMax=1G', '-MemoryHigh=512M', '+MemoryMax=460M', '+MemoryHigh=460M'],
    ],
    [
      'steady.csv --manifest shop.service --replicas 6 --emit systemd --model vpa',
      systemdUnit,
      [
        '-CPUQuota = 100%',
        '-MemoryMax=1G',
        '-MemoryHigh=512M',
        '+CPUQuota = 41%',
        '+MemoryMax=977M',
        '+MemoryHigh=489M',
      ],
    ],
  ])('--samples %s changes the numbers, and leaves all else as it is', async (args, before, lines) => {
    const { output, exitCode } = await recommend('--samples', ...args.split(' '))
    expect([exitCode, changedLines(before, output)]).toEqual([0, lines])
  })

  test('writes it over itself where it is told to, and once more changes nothing', async () => {
    file('again.yaml', kubernetesYaml)
    const args = [
      '--samples',
      'office.csv',
      '--manifest',
      'again.yaml',
      '--emit',
      `patch=${path('again.yaml')}`,
    ]
    expect((await recommend(...args)).output).toContain('Plan')
    const once = readFileSync(path('again.yaml'), 'utf8')
    expect(changedLines(kubernetesYaml, once)).toEqual(shared)
    await recommend(...args)
    expect(readFileSync(path('again.yaml'), 'utf8')).toBe(once)
  })

  test('says what stays though the plan is another', async () => {
    const args = ['--manifest', 'shop.yaml', '--emit', 'patch']
    const steady = await recommend('--samples', 'steady.csv', ...args)
    expect(steady.output).toContain('    replicas: 3\n')
    expect(steady.errors).toContain('The plan has no autoscaler: take shop-scaler out of the file')
    const behaved = kubernetesYaml.replace(
      '    metrics:',
      '    behavior: { scaleDown: { policies: [{ type: Pods, value: 1, periodSeconds: 60 }] } }\n    metrics:',
    )
    file('behaved.yaml', behaved)
    const office = await recommend('--samples', 'office.csv', '--manifest', 'behaved.yaml', '--emit', 'patch')
    expect(office.errors).toContain('shop-scaler has a behavior of its own, which stays')
    expect(changedLines(behaved, office.output)).toEqual(shared)
  })

  test('makes an autoscaler that the file does not have', async () => {
    const [, deployment = ''] = kubernetesYaml.split('---\n')
    file('alone.yaml', deployment)
    const args = ['--samples', 'office.csv', '--manifest', 'alone.yaml', '--hpa', '6..20@95%', '--emit']
    const hpa = await recommend(...args, 'hpa')
    expect(hpa.output).toContain(
      'kind: HorizontalPodAutoscaler\nmetadata:\n  name: shop\n  namespace: lewis-system',
    )
    const patch = await recommend(...args, 'patch')
    expect(patch.errors).toContain('shop: The plan has an autoscaler, and the file has none')
    expect(changedLines(deployment, patch.output)).toEqual([
      ...shared.slice(1, 2),
      ...shared.slice(3, 10),
      '+                      cpu: 200m',
    ])
  })

  test('requests in flight take the place of CPU', async () => {
    file(
      'waiting.csv',
      csv(8, (minute) => ({
        'workload.cpu': 0.5,
        'workload.memory': 400 * mib,
        'workload.in-flight': minute % 1440 >= 480 && minute % 1440 < 1080 ? 300 : 20,
      })),
    )
    const args = [
      '--samples',
      'waiting.csv',
      '--slots',
      '20',
      '--in-flight',
      'workload.in-flight',
      '--manifest',
      'shop.yaml',
      '--emit',
      'patch',
    ]
    const { output } = await recommend(...args)
    expect(output).toMatch(
      /- \{ type: Pods, pods: \{ metric: \{ name: workload_in_flight \}, target: \{ type: AverageValue, averageValue: "?1\d"? \} \} \}/,
    )
    expect(output).not.toContain('averageUtilization')
  })
})
