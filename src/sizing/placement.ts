import type { Redundancy } from '../capacity/index.ts'
import { type Finding, type Profile, quantity, type Shape } from '../core/index.ts'
import { counted } from '../report/index.ts'
import { planInstances } from './instances.ts'
import { shapeInWords } from './shape-in-words.ts'
import type { SizeAnswer } from './size-answer.ts'

/** How the need is put into equal containers under a cluster's quota. */
export interface Placement {
  replicas: number
  requests: Shape
  limits: Shape
  /** How each number came about, and what the quota cut. */
  because: string[]
  findings: Finding[]
}

/** Used where neither --instance nor a quota says how large a container may be: 4 cores and 8 GiB. */
const defaultContainer: Shape = { cpuCores: 4, memoryBytes: 8 * 2 ** 30 }
const mib = 2 ** 20

/**
 * Replicas, requests and limits that carry the need. Each container stays within the quota's container limit, and the
 * requests and limits of all of them, the extra pods of a rolling update included, within the namespace's quota.
 * Throws OperatorError when one container cannot even hold its own base memory.
 */
export function placeInCluster(answer: SizeAnswer, profile: Profile): Placement {
  const { choice, workload, instances } = answer
  const { quota, deployment } = profile
  const largest = { ...defaultContainer, ...quota?.container }
  const surge = deployment?.maxSurge ?? 0
  const load = choice.answering.spread(workload)
  const { spare, zones } = instances ?? { spare: 0, zones: 1 }
  const most = (quota?.pods ?? Number.POSITIVE_INFINITY) - surge
  const planned = (shape: Shape) => planInstances(load, shape, { spare, zones })
  const wished = smaller(instances?.shape ?? largest, quota?.container)
  // More pods than the quota allows cannot be applied: then larger ones, and at the last as many as there may be.
  const container = planned(wished).total > most ? largest : wished
  const plan = planned(container)
  const needed = Math.max(plan.total, deployment?.replicas ?? 1)
  const replicas = Math.max(Math.min(needed, most), 1)
  const carrying = Math.max(replicas - mostLost(replicas, { spare, zones }), 1)
  const share = roundUp({
    cpuCores: load.cpuCores / carrying,
    memoryBytes: load.memoryPerInstanceBytes + load.sharedMemoryBytes / carrying,
  })
  const wanted = replicas < needed ? share : smaller(share, container)
  const pods = replicas + surge
  const limits = withinQuota(smaller(wanted, container), quota?.limits, pods)
  const requests = withinQuota(limits, quota?.requests, pods)
  const findings = [
    ...podFinding(needed + surge, quota?.pods),
    ...cutFinding('limits', wanted, limits, pods, carrying),
    ...cutFinding('requests', limits, requests, pods, carrying),
  ]
  const atLeast =
    deployment?.replicas === undefined ? '' : `; the deployment runs at least ${deployment.replicas}`
  const because = [
    `${counted(replicas, 'replica')} of at most ${shapeInWords(container)}: ${plan.because}${atLeast}`,
    ...(shapeInWords(container) === shapeInWords(wished)
      ? []
      : [`${shapeInWords(wished)} each would need more pods than the quota allows`]),
    ...(surge === 0 ? [] : [`sums count ${counted(pods, 'pod')}: an update runs ${surge} more`]),
    `each carries 1/${carrying} of the load: ${shapeInWords(wanted)}`,
    ...findings.map((finding) => `${finding.title}: ${finding.because}`),
  ]
  return { replicas, requests, limits, because, findings }
}

/** `1500m`, as Kubernetes and compose write thousandths of a core. */
export function milliCores(cores: number): number {
  return Math.max(Math.round(cores * 1000), 1)
}

/** Whole MiB, at least one. */
export function wholeMib(bytes: number): number {
  return Math.max(Math.floor(bytes / mib), 1)
}

/** Replicas that go with the fullest `spare` zones, or with `spare` instances where there are no zones. */
function mostLost(replicas: number, { spare, zones }: Redundancy): number {
  return zones === 1 ? spare : spare * Math.floor(replicas / zones) + Math.min(spare, replicas % zones)
}

function podFinding(pods: number, allowed: number | undefined): Finding[] {
  if (allowed === undefined || pods <= allowed) return []
  return [
    {
      id: 'size.quota.pods',
      title: 'The quota has too few pods',
      status: 'fail',
      because: `the plan runs ${pods} pods during an update, the quota allows ${allowed}`,
      evidence: { pods: quantity(pods, 'count'), quota: quantity(allowed, 'count') },
      advice: [{ text: `Raise the pod quota to ${pods} or choose a larger --instance.` }],
    },
  ]
}

function cutFinding(
  kind: 'requests' | 'limits',
  wanted: Shape,
  got: Shape,
  pods: number,
  carrying: number,
): Finding[] {
  if (got.cpuCores >= wanted.cpuCores && got.memoryBytes >= wanted.memoryBytes) return []
  const times = (shape: Shape, count: number): Shape => ({
    cpuCores: shape.cpuCores * count,
    memoryBytes: shape.memoryBytes * count,
  })
  const held = shapeInWords(times(got, carrying))
  const raise = shapeInWords(times(wanted, pods))
  return [
    {
      id: `size.quota.${kind}`,
      title:
        kind === 'limits'
          ? 'The quota cannot hold this plan'
          : 'The quota holds only part of the plan as requests',
      status: kind === 'limits' ? 'fail' : 'warn',
      because:
        kind === 'limits'
          ? `limits are cut to ${held} of the ${shapeInWords(times(wanted, carrying))} needed`
          : `requests guarantee ${held}; the rest is there only while the nodes are not full`,
      evidence: { held, needed: shapeInWords(times(wanted, carrying)) },
      advice: [{ text: `Raise the quota's ${kind} to ${raise} (${pods} pods during an update).` }],
    },
  ]
}

function withinQuota(shape: Shape, quota: Partial<Shape> | undefined, pods: number): Shape {
  return {
    cpuCores: Math.min(
      shape.cpuCores,
      Math.floor(((quota?.cpuCores ?? Number.POSITIVE_INFINITY) * 1000) / pods) / 1000,
    ),
    memoryBytes: Math.min(
      shape.memoryBytes,
      Math.floor((quota?.memoryBytes ?? Number.POSITIVE_INFINITY) / pods / mib) * mib,
    ),
  }
}

function smaller(shape: Shape, limit: Partial<Shape> | undefined): Shape {
  return {
    cpuCores: Math.min(shape.cpuCores, limit?.cpuCores ?? Number.POSITIVE_INFINITY),
    memoryBytes: Math.min(shape.memoryBytes, limit?.memoryBytes ?? Number.POSITIVE_INFINITY),
  }
}

function roundUp(shape: Shape): Shape {
  // Without the hair of tolerance 3.7 cores in tenths become 3.71 by binary rounding.
  return {
    cpuCores: Math.max(Math.ceil(shape.cpuCores * 100 - 1e-9) / 100, 0.01),
    memoryBytes: Math.max(Math.ceil(shape.memoryBytes / mib - 1e-9), 1) * mib,
  }
}
