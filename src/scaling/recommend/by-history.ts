import { formatQuantity } from '../../report/index.ts'
import { type PodLoad, planJoint } from '../joint/index.ts'
import { krrSeverity, krrSimple } from '../krr/index.ts'
import { type FleetLoad, historyConfidence } from '../replay/index.ts'
import { type MemoryPeak, memoryPeaks, vpaRecommend, vpaUpdates } from '../vpa/index.ts'
import { silent, withRequests } from './by-rule.ts'
import type { ScaledWorkload, ScaleGoal, ScaleRecommendation } from './recommendation.ts'

const minute = 60

/** What the VerticalPodAutoscaler would request: of all pods together, as it does, or with pods that share the load evenly. */
export function byVpa(workload: ScaledWorkload): ScaleRecommendation {
  const { load, current } = workload.facts
  // One sample a minute, as the metrics server gives them.
  const each = Math.max(1, Math.round(minute / load.stepSeconds))
  const cpuSamples: { atSeconds: number; cores: number }[] = []
  const pods = eachPod(workload)
  for (let step = 0; step < load.cores.length; step += each)
    for (const cores of pods.cores) {
      const value = cores[step] ?? Number.NaN
      if (!Number.isNaN(value)) cpuSamples.push({ atSeconds: momentOf(load, step), cores: value })
    }
  if (cpuSamples.length === 0) return silent('no CPU was sampled.')
  const said = vpaRecommend({
    cpuSamples,
    memoryPeaks: peaksOf(workload, pods.memoryBytes),
  })
  const { target, lowerBound, upperBound, confidence } = said
  const request = { cpuMilli: current.cpuRequestMilli, memoryBytes: current.memoryRequestBytes }
  // Old enough: how long the pods have run is not known.
  const update = vpaUpdates({ request, ageSeconds: Number.POSITIVE_INFINITY }, said)
  const milli = (value: number): string => `${value}m`
  const bytes = (value: number): string => formatQuantity(value, 'bytes')
  return {
    proposed: withRequests(current, target.cpuMilli, target.memoryBytes),
    because: [
      `CPU: 90th percentile of ${cpuSamples.length} samples, half as heavy for each day of age, and 15 %: ${milli(target.cpuMilli)} (it leaves ${milli(lowerBound.cpuMilli)} to ${milli(upperBound.cpuMilli)} alone)`,
      `memory: 90th percentile of the days' peaks, half as heavy for each day of age, and 15 %: ${bytes(target.memoryBytes)} (${bytes(lowerBound.memoryBytes)} to ${bytes(upperBound.memoryBytes)})`,
      ...(current.cpuRequestMilli === 0 || current.memoryRequestBytes === 0
        ? []
        : [`updater: it would ${update.evicts ? 'replace' : 'leave'} the pods: ${update.because}`]),
    ],
    confidence: Number(Math.min(1, confidence / 14).toPrecision(3)),
    doubts: [
      ...pods.doubts,
      ...(current.autoscaler === null
        ? []
        : [
            'It has an autoscaler of CPU: changing the request alone changes what its target means. Use --model joint.',
          ]),
      'A peak older than two days hardly counts: what happens once a week is forgotten.',
    ],
    plan: null,
  }
}

/** What pods used: of what nobody told them apart, as if they shared it evenly. */
interface EachPod {
  cores: readonly Float64Array[]
  memoryBytes: readonly Float64Array[]
  doubts: string[]
}

function eachPod({ facts: { pods = [], load, current } }: ScaledWorkload): EachPod {
  const told = (what: keyof PodLoad): Float64Array[] =>
    pods.map((pod) => pod[what]).filter((values) => values.some((value) => !Number.isNaN(value)))
  const [cores, memoryBytes] = [told('cores'), told('memoryBytes')]
  const evenly = [...(cores.length === 0 ? ['CPU'] : []), ...(memoryBytes.length === 0 ? ['memory'] : [])]
  return {
    cores: cores.length > 0 ? cores : [load.cores.map((used) => used / current.replicas)],
    memoryBytes: memoryBytes.length > 0 ? memoryBytes : [load.memoryBytes],
    doubts:
      pods.length === 0 || evenly.length === 0
        ? []
        : [`What each of its pods used of ${evenly.join(' and ')} is not known: they are taken to be alike.`],
  }
}

/** The days' peaks of each pod. A kill is that of the pod that then had most. */
function peaksOf({ facts: { load, oomKills } }: ScaledWorkload, all: EachPod['memoryBytes']): MemoryPeak[] {
  const kills = [...oomKills].toSorted((a, b) => a.atSeconds - b.atSeconds)
  const pods = all.map((memoryBytes) => ({ memoryBytes, peaks: memoryPeaks() }))
  for (let step = 0; step < load.memoryBytes.length; step += 1) {
    const atSeconds = momentOf(load, step)
    let [fullest, most] = [pods[0], Number.NEGATIVE_INFINITY]
    for (const pod of pods) {
      const bytes = pod.memoryBytes[step] ?? Number.NaN
      if (Number.isNaN(bytes)) continue
      pod.peaks.record(atSeconds, Math.trunc(bytes))
      if (bytes > most) [fullest, most] = [pod, bytes]
    }
    for (let kill = kills[0]; kill !== undefined && kill.atSeconds <= atSeconds; kill = kills[0]) {
      fullest?.peaks.recordOom({ atSeconds: kill.atSeconds, requestBytes: kill.limitBytes })
      kills.shift()
    }
  }
  return pods.flatMap(({ peaks }) => peaks.peaks()).toSorted((a, b) => a.atSeconds - b.atSeconds)
}

function momentOf({ startSeconds, stepSeconds }: FleetLoad, step: number): number {
  return startSeconds + step * stepSeconds
}

/** What Robusta KRR's simple strategy would request. */
export function byKrr(workload: ScaledWorkload): ScaleRecommendation {
  const { load, current, oomKills } = workload.facts
  const pods = eachPod(workload)
  const known = (values: Float64Array): number[] => [...values].filter((value) => !Number.isNaN(value))
  const answer = krrSimple({
    cpuPerPodCores: pods.cores.map(known),
    memPerPodBytes: pods.memoryBytes.map(known),
    maxOomKilledLimitBytes: Math.max(0, ...oomKills.map(({ limitBytes }) => limitBytes)),
  })
  const { cpuRequest, memoryRequest } = answer
  if (cpuRequest === null && memoryRequest === null) return silent('it needs at least 100 samples.')
  const cores = current.cpuRequestMilli === 0 ? null : current.cpuRequestMilli / 1000
  const memory = current.memoryRequestBytes === 0 ? null : current.memoryRequestBytes
  return {
    proposed: {
      ...withRequests(current, cpuRequest === null ? null : Math.round(cpuRequest * 1000), memoryRequest),
      cpuLimitMilli: null,
      memoryLimitBytes: memoryRequest ?? current.memoryLimitBytes,
    },
    because: [
      cpuRequest === null
        ? 'CPU: fewer than 100 samples'
        : `CPU: 95th percentile of the samples ${Number(answer.cpuRequestRaw.toPrecision(4))} cores, no limit (${krrSeverity('cpu', cores, cpuRequest)})`,
      memoryRequest === null
        ? 'memory: none sampled'
        : `memory: the peak and 15 %, or a killed limit and 25 %: ${formatQuantity(memoryRequest, 'bytes')}, also as limit (${krrSeverity('memory', memory, memoryRequest)})`,
    ],
    confidence: historyConfidence(load),
    doubts: [
      ...pods.doubts,
      'Bursts in fewer than 5 % of the samples are not in its CPU request.',
      ...(current.autoscaler === null
        ? []
        : ['It has an autoscaler: KRR itself would say nothing of that resource.']),
    ],
    plan: null,
  }
}

/** The joint plan. */
export function byJoint(workload: ScaledWorkload, goal: ScaleGoal): ScaleRecommendation {
  const { cores } = workload.facts.load
  if (cores.every((value) => Number.isNaN(value))) return silent('no CPU was sampled.')
  const plan = planJoint(workload.facts, goal)
  return {
    proposed: plan.proposed,
    because: plan.because,
    confidence: plan.confidence,
    doubts: plan.doubts,
    plan,
  }
}
