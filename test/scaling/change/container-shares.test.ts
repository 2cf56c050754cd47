import { describe, expect, test } from 'vitest'
import { type ContainerSettings, containerResources, workloadSpec } from '../../../src/scaling/index.ts'

const mib = 2 ** 20
const none = { cpuCores: null, memoryBytes: null }
const pod = {
  cpuRequestMilli: 750,
  cpuLimitMilli: null,
  memoryRequestBytes: 872 * mib,
  memoryLimitBytes: 872 * mib,
  replicas: 2,
  autoscaler: null,
}

/** Cores and MiB. */
function container(
  name: string,
  requests: [number | null, number | null],
  limits: [number | null, number | null] = [null, null],
): ContainerSettings {
  const amounts = ([cpuCores, size]: [number | null, number | null]) => ({
    cpuCores,
    memoryBytes: size === null ? null : size * mib,
  })
  return { name, requests: amounts(requests), limits: amounts(limits) }
}

describe('what the containers of a pod get of a proposal', () => {
  test('one gets all of it, without a limit of CPU where none is proposed', () => {
    expect(containerResources([container('app', [0.5, 1024], [2, 4096])], pod)).toEqual([
      {
        name: 'app',
        resources: { requests: { cpu: '750m', memory: '872Mi' }, limits: { memory: '872Mi' } },
      },
    ])
    expect(containerResources([{ name: 'new', requests: none, limits: none }], pod)[0]?.resources).toEqual({
      requests: { cpu: '750m', memory: '872Mi' },
      limits: { memory: '872Mi' },
    })
  })

  test('several share it in proportion to their requests, and the shares add up', () => {
    const three = [container('a', [0.1, 100]), container('b', [0.1, 100]), container('c', [0.1, 100])]
    const shares = containerResources(three, { ...pod, cpuRequestMilli: 1000 }).map(({ resources }) => [
      resources.requests.cpu,
      resources.requests.memory,
      resources.limits?.memory,
    ])
    expect(shares).toEqual([
      ['334m', '291Mi', '291Mi'],
      ['333m', '291Mi', '291Mi'],
      ['333m', '290Mi', '290Mi'],
    ])
  })

  test('the smallest of them gets a thousandth of a core rather than nothing', () => {
    const pair = [container('app', [10, 1000]), container('proxy', [0.001, 1])]
    expect(
      containerResources(pair, { ...pod, cpuRequestMilli: 500 }).map(({ resources }) => resources.requests),
    ).toEqual([
      { cpu: '499m', memory: '871Mi' },
      { cpu: '1m', memory: '1Mi' },
    ])
  })

  test('the only one without a request gets what the others leave', () => {
    const pair = [container('app', [null, null]), container('proxy', [0.1, 128])]
    expect(
      containerResources(pair, { ...pod, memoryLimitBytes: null }).map(({ resources }) => resources),
    ).toEqual([
      { requests: { cpu: '650m', memory: '744Mi' } },
      { requests: { cpu: '100m', memory: '128Mi' } },
    ])
  })

  test.each([
    [[container('a', [null, 1]), container('b', [0, 1])], 'How a and b share 750m of CPU is not known'],
    [[container('a', [null, 1]), container('b', [1, 1])], 'leave nothing for a, which has no request'],
  ])('nobody guesses who gets what', (containers, sentence) => {
    expect(() => containerResources(containers, pod)).toThrow(sentence)
  })

  test('what does not change stays as it is, to the byte', () => {
    const odd = [
      {
        name: 'app',
        requests: { cpuCores: 0.5, memoryBytes: 300_000_001 },
        limits: { cpuCores: 2, memoryBytes: 512 * mib },
      },
      {
        name: 'proxy',
        requests: { cpuCores: 0.25, memoryBytes: 128_000_000 },
        limits: { cpuCores: 0.25, memoryBytes: 128_000_000 },
      },
    ]
    const same = {
      ...pod,
      cpuLimitMilli: 2250,
      memoryRequestBytes: 428_000_001,
      memoryLimitBytes: 512 * mib + 128_000_000,
    }
    expect(containerResources(odd, same).map(({ resources }) => resources)).toEqual([
      { requests: { cpu: '500m', memory: '300000001' }, limits: { cpu: '2', memory: '512Mi' } },
      { requests: { cpu: '250m', memory: '128M' }, limits: { cpu: '250m', memory: '128M' } },
    ])
  })

  test('limits keep how far each is above its request', () => {
    const pair = [container('app', [0.5, 100], [2, 100]), container('proxy', [0.1, 100], [0.1, 100])]
    const doubled = { ...pod, cpuRequestMilli: 1200, cpuLimitMilli: 4200, memoryLimitBytes: 872 * mib }
    expect(
      containerResources(pair, doubled).map(({ resources }) => [resources.requests.cpu, resources.limits]),
    ).toEqual([
      ['1', { cpu: '4', memory: '436Mi' }],
      ['200m', { cpu: '200m', memory: '436Mi' }],
    ])
  })

  test('a limit is never under its request', () => {
    const kept = { ...pod, cpuRequestMilli: 4000, cpuLimitMilli: 2000 }
    expect(containerResources([container('app', [0.5, 1], [2, 1])], kept)[0]?.resources.limits?.cpu).toBe('4')
    const pair = [container('app', [0.5, 1]), container('proxy', [0.5, 1], [0.6, 1])]
    expect(
      containerResources(pair, { ...pod, cpuRequestMilli: 2000 }).map(
        ({ resources }) => resources.limits?.cpu,
      ),
    ).toEqual([undefined, '1'])
  })

  test('what is not known of a pod is left as it is', () => {
    const unknown = { ...pod, cpuRequestMilli: 0, memoryRequestBytes: 0, memoryLimitBytes: null }
    expect(containerResources([container('app', [null, null])], unknown)[0]?.resources).toEqual({
      requests: {},
    })
  })
})

test('replicas belong to the autoscaler where there is one', () => {
  const containers = [container('app', [0.5, 1024])]
  const autoscaler = {
    metric: 'cpu' as const,
    minReplicas: 2,
    maxReplicas: 10,
    targetUtilization: 70,
    tolerance: { down: 0.1, up: 0.1 },
    scaleUp: null,
    scaleDown: null,
  }
  expect(workloadSpec(containers, pod).replicas).toBe(2)
  expect(Object.keys(workloadSpec(containers, { ...pod, autoscaler }))).toEqual(['template'])
})
