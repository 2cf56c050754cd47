import { describe, expect, test } from 'vitest'
import { kubernetesRoom, type Surroundings } from '../../../src/commands/recommend-scale/kubernetes-room.ts'

const gib = 2 ** 30
const none = { cpuCores: null, memoryBytes: null }
const identity = { name: 'a', namespace: 'n', uid: '', resourceVersion: '1', labels: {} }
const container = { name: 'c', image: 'i', requests: { cpuCores: 0.5, memoryBytes: gib }, limits: none }
type Workload = Parameters<typeof kubernetesRoom>[0]
const workload: Workload = {
  ...identity,
  kind: 'Deployment',
  generation: 1,
  selector: 'app=a',
  replicas: 3,
  maxSurge: 1,
  maxUnavailable: 0,
  progressDeadlineSeconds: null,
  containers: [container],
  status: {
    observedGeneration: 1,
    replicas: 3,
    updatedReplicas: 3,
    readyReplicas: 3,
    availableReplicas: 3,
    conditions: [],
  },
  manifest: {},
}
const nothing: Surroundings = { autoscalers: [], budgets: [], limitRanges: [], quotas: [], nodes: [] }
const range = (type: string, max: object, min: object = none) => ({
  ...identity,
  limits: [
    { type, max: { ...none, ...max }, min: { ...none, ...min }, defaultLimits: none, defaultRequests: none },
  ],
})
const node = (cpuCores: number, memoryBytes: number, isSchedulable = true) => ({
  ...identity,
  isReady: true,
  isSchedulable,
  capacity: { cpuCores, memoryBytes, pods: 110 },
  allocatable: { cpuCores, memoryBytes, pods: 110 },
})

describe('the room of a workload', () => {
  test('without anything around it is wide, and keeps two pods', () => {
    expect(kubernetesRoom(workload, nothing)).toEqual({
      bounds: {
        leastCpuMilli: 10,
        mostCpuMilli: 64_000,
        leastMemoryBytes: 2 ** 25,
        mostMemoryBytes: 512 * gib,
      },
      quota: { cpuMilli: null, memoryBytes: null, pods: null },
      leastReplicas: 2,
    })
    expect(kubernetesRoom({ ...workload, replicas: 1 }, nothing).leastReplicas).toBe(1)
  })

  test('a limit range counts for each container, and for a pod once', () => {
    const limitRanges = [
      range('Container', { cpuCores: 2, memoryBytes: 4 * gib }, { cpuCores: 0.1, memoryBytes: gib }),
    ]
    const two = { ...workload, containers: [container, container] }
    expect(kubernetesRoom(two, { ...nothing, limitRanges }).bounds).toEqual({
      leastCpuMilli: 200,
      mostCpuMilli: 4000,
      leastMemoryBytes: 2 * gib,
      mostMemoryBytes: 8 * gib,
    })
    const perPod = [
      ...limitRanges,
      range('Pod', { cpuCores: 3 }),
      range('PersistentVolumeClaim', { cpuCores: 1 }),
    ]
    expect(kubernetesRoom(two, { ...nothing, limitRanges: perPod }).bounds?.mostCpuMilli).toBe(3000)
  })

  test('a pod fits the largest node that takes pods', () => {
    const nodes = [node(4, 8 * gib), node(8, 4 * gib), node(64, 64 * gib, false)]
    const { bounds } = kubernetesRoom(workload, { ...nothing, nodes })
    expect([bounds?.mostCpuMilli, bounds?.mostMemoryBytes]).toEqual([8000, 8 * gib])
  })

  test('a quota leaves what is free and what the workload holds itself, and the tightest one counts', () => {
    const quota = (hard: Record<string, number>, used: Record<string, number>) => ({
      ...identity,
      hard,
      used,
    })
    const quotas = [
      quota(
        { 'requests.cpu': 10, 'requests.memory': 20 * gib, pods: 50 },
        { 'requests.cpu': 9, 'requests.memory': 5 * gib, pods: 10 },
      ),
      quota({ cpu: 8 }, { cpu: 7.5 }),
    ]
    expect(kubernetesRoom(workload, { ...nothing, quotas }).quota).toEqual({
      cpuMilli: 500 + 1500,
      memoryBytes: 15 * gib + 3 * gib,
      pods: 40 + 3,
    })
  })

  test('a budget needs one pod more than have to be there, and one of others says nothing', () => {
    const budget = (selector: string, minAvailable: number | string | null) => ({
      ...identity,
      selector,
      minAvailable,
      maxUnavailable: null,
      disruptionsAllowed: 1,
      currentHealthy: 3,
      desiredHealthy: 2,
      expectedPods: 3,
    })
    const least = (...budgets: ReturnType<typeof budget>[]) =>
      kubernetesRoom(workload, { ...nothing, budgets }).leastReplicas
    expect(least(budget('app=a', 4))).toBe(5)
    expect(least(budget('app=b', 4))).toBe(2)
    expect(least(budget('app=a', '50%'))).toBe(2)
  })
})
