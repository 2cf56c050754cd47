import { formatQuantity } from '../../report/index.ts'
import { guideHorizontal } from '../guide-horizontal.ts'
import { guideVertical } from '../guide-vertical.ts'
import { hpaDesired, hpaLimits, hpaReplicas } from '../hpa/index.ts'
import { stableBand } from '../joint/index.ts'
import { knativeScale } from '../knative-scale.ts'
import type { FleetSettings } from '../replay/index.ts'
import type { ScaledWorkload, ScaleGoal, ScaleRecommendation } from './recommendation.ts'
import { lastUsage } from './usage-of.ts'

const gib = 2 ** 30
/** They look at this moment only, and not at a history. */
const momentConfidence = 0.1

/** The guide's rules, horizontal and vertical, with what is wrong with them. */
export function byGuide(workload: ScaledWorkload, { guide }: ScaleGoal): ScaleRecommendation {
  const { current } = workload.facts
  const { cores, memoryBytes, replicas } = lastUsage(workload)
  if (current.cpuRequestMilli === 0 || cores === null)
    return silent('the guide compares use with what a pod has, and one of them is not known: give --request.')
  const load = (cores * 100_000) / (replicas * current.cpuRequestMilli)
  const memoryPercent =
    memoryBytes === null || current.memoryRequestBytes === 0
      ? 0
      : (memoryBytes * 100) / current.memoryRequestBytes
  const horizontal = guideHorizontal(load, replicas, guide)
  const vertical = guideVertical(
    { cpuPercent: load, memoryPercent },
    { cpuCores: current.cpuRequestMilli / 1000, memoryGb: current.memoryRequestBytes / gib },
  )
  return {
    proposed: {
      ...current,
      replicas: horizontal.replicas,
      cpuRequestMilli: vertical.cpuCores * 1000,
      memoryRequestBytes: vertical.memoryGb * gib,
    },
    because: [
      `horizontal: load ${percent(load)}, target ${guide.targetLoad} %: ${horizontal.replicas > replicas ? 'one more' : horizontal.replicas < replicas ? 'fewer' : 'as many'}, between ${guide.minReplicas} and ${guide.maxReplicas}`,
      `vertical: ${vertical.reasons.length === 0 ? `CPU ${percent(load)} is not above 80 %, memory ${percent(memoryPercent)} not above 85 %` : vertical.reasons.join(', ')}: doubled up to 32 cores and 128 GiB`,
    ],
    confidence: momentConfidence,
    doubts: [
      'The guide looks at one moment, moves one replica at a time and has no way to scale a pod down, though it declares thresholds for it.',
      ...(horizontal.replicas < replicas && load > guide.targetLoad
        ? [`There are more than ${guide.maxReplicas} replicas, so it takes some away under a high load.`]
        : []),
      ...(vertical.cpuCores * 1000 < current.cpuRequestMilli ||
      vertical.memoryGb * gib < current.memoryRequestBytes
        ? ['It is larger than the guide\'s cap, so "scaling up" makes it smaller.']
        : []),
    ],
    plan: null,
  }
}

/** What the HorizontalPodAutoscaler would set at this moment. */
export function byHpa(workload: ScaledWorkload): ScaleRecommendation {
  const { current } = workload.facts
  const { autoscaler } = current
  const { cores, inFlight, replicas } = lastUsage(workload)
  if (autoscaler === null) return silent('it has no autoscaler: describe it with --hpa 3..20@70%.')
  const byCpu = autoscaler.metric === 'cpu'
  const used = byCpu ? cores : inFlight
  const requestMilli = byCpu ? current.cpuRequestMilli : 0
  if (used === null || requestMilli === 0)
    return silent('its use or its request is not known: give --request and samples.')
  const share = Math.round((used * 1000) / replicas)
  const answer = hpaReplicas({
    kind: 'resource',
    metric: 'cpu',
    currentReplicas: replicas,
    targetUtilization: autoscaler.targetUtilization,
    tolerance: autoscaler.tolerance,
    pods: Array.from({ length: replicas }, (_, index) => ({
      name: `${workload.name}-${index}`,
      requestMilli,
      usageMilli: share,
      ready: true,
      phase: 'Running',
      inInitPeriod: false,
      deleting: false,
    })),
  })
  const desired = hpaDesired({ currentReplicas: replicas, ...autoscaler, metrics: [answer] })
  const limited = hpaLimits({
    currentReplicas: replicas,
    desiredReplicas: desired.replicas,
    minReplicas: autoscaler.minReplicas,
    maxReplicas: autoscaler.maxReplicas,
    scaleUp: autoscaler.scaleUp,
    scaleDown: autoscaler.scaleDown,
  })
  const band = stableBand(Math.round(used * 1000), requestMilli, autoscaler)
  return {
    proposed: { ...current, replicas: limited.replicas },
    because: [
      `replicas: ${desired.because}`,
      ...(limited.condition === 'DesiredWithinRange'
        ? []
        : [`bounds: ${limited.condition}, so ${limited.replicas}`]),
      ...(band === null
        ? []
        : [`stable band: at this load it keeps any count from ${band.least} to ${band.most}`]),
    ],
    confidence: momentConfidence,
    doubts: [
      'It looks at one moment; stabilisation of what it recommended before is not known here (--backtest replays it).',
    ],
    plan: null,
  }
}

/** What Knative's autoscaler would set, from requests in flight. */
export function byKnative(workload: ScaledWorkload, { targetConcurrency }: ScaleGoal): ScaleRecommendation {
  const { load, current } = workload.facts
  if (load.inFlight === null) return silent('Knative counts requests in flight, and none were sampled.')
  const stable = meanOfLast(load.inFlight, 60 / load.stepSeconds)
  const panic = meanOfLast(load.inFlight, 6 / load.stepSeconds)
  const [step] = knativeScale({
    target: targetConcurrency * 0.7,
    targetBurstCapacity: 211,
    settings: {
      maxScaleUpRate: 1000,
      maxScaleDownRate: 2,
      panicThreshold: 2,
      stableWindowSec: 60,
      reachable: true,
      activationScale: 1,
      totalValue: targetConcurrency,
    },
    initial: null,
    steps: [{ stable, panic, ready: current.replicas, t: 0 }],
  })
  if (step === undefined) return silent('there is no sample.')
  return {
    proposed: { ...current, replicas: step.pods },
    because: [
      `replicas: ${number(stable)} in flight over 60 s, ${number(panic)} over 6 s; / (${targetConcurrency} x 0.7 a pod) = ${step.pods}${step.panicking ? ', in panic' : ''}`,
      `excess burst capacity: ${step.excessBurstCapacity}`,
    ],
    confidence: momentConfidence,
    doubts:
      load.stepSeconds > 6
        ? [`Samples are ${load.stepSeconds} s apart: its panic window of 6 s is not seen.`]
        : [],
    plan: null,
  }
}

function meanOfLast(values: Float64Array, count: number): number {
  const last = values.slice(-Math.max(1, Math.round(count))).filter((value) => !Number.isNaN(value))
  return last.length === 0 ? 0 : last.reduce((sum, value) => sum + value, 0) / last.length
}

/** A model that cannot say anything says why. */
export function silent(because: string): ScaleRecommendation {
  return { proposed: null, because: [because], confidence: 0, doubts: [], plan: null }
}

/** Settings with another pod, whose limits keep their ratio to its requests. */
export function withRequests(
  current: FleetSettings,
  cpuRequestMilli: number | null,
  memoryRequestBytes: number | null,
): FleetSettings {
  const ratio = (limit: number | null, request: number): number | null =>
    limit === null || request === 0 ? null : limit / request
  const cpu = cpuRequestMilli ?? current.cpuRequestMilli
  const memory = memoryRequestBytes ?? current.memoryRequestBytes
  const cpuRatio = ratio(current.cpuLimitMilli, current.cpuRequestMilli)
  const memoryRatio = ratio(current.memoryLimitBytes, current.memoryRequestBytes)
  return {
    ...current,
    cpuRequestMilli: cpu,
    cpuLimitMilli: cpuRatio === null ? current.cpuLimitMilli : Math.round(cpuRatio * cpu),
    memoryRequestBytes: memory,
    memoryLimitBytes: memoryRatio === null ? current.memoryLimitBytes : Math.round(memoryRatio * memory),
  }
}

function percent(value: number): string {
  return formatQuantity(Number((value / 100).toPrecision(3)), 'ratio')
}

function number(value: number): string {
  return String(Number(value.toPrecision(3)))
}
