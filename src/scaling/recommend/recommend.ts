import { type Finding, OperatorError, type Outcome } from '../../core/index.ts'
import { counted, formatQuantity } from '../../report/index.ts'
import { type FleetReplay, type FleetSettings, replayFleet } from '../replay/index.ts'
import { byJoint, byKrr, byVpa } from './by-history.ts'
import { byGuide, byHpa, byKnative } from './by-rule.ts'
import { backtestTable, planTable, reasonTable } from './present.ts'
import { type RecommendData, type RecommendedWorkload, workloadData } from './recommend-data.ts'
import {
  nameOf,
  type Recommended,
  type RecommendedHistory,
  type RecommendRequest,
  type RecommendTerms,
  type ScaledWorkload,
  type ScaleGoal,
  type ScaleModel,
  type ScaleRecommendation,
  withoutHistory,
} from './recommendation.ts'

/** Of Kubernetes. */
const shortestLook = 15

const models: Record<ScaleModel, (workload: ScaledWorkload, goal: ScaleGoal) => ScaleRecommendation> = {
  joint: byJoint,
  guide: byGuide,
  hpa: byHpa,
  vpa: byVpa,
  krr: byKrr,
  knative: byKnative,
}

/** Replicas and resources of workloads by a model, with reasons. Throws OperatorError (exit 2) where the model has nothing to say of any. */
export function recommendScale(request: RecommendRequest): Outcome<RecommendData> {
  return presentRecommended(recommendEach(request), request)
}

/** What a model says of each workload. */
export function recommendEach(request: RecommendRequest): Recommended[] {
  return request.workloads.map((workload) => recommendOne(workload, request))
}

/** The same of one, without its history. */
export function recommendOne(workload: ScaledWorkload, terms: RecommendTerms): Recommended {
  return { workload: withoutHistory(workload), ...recommendWorkload(workload, terms) }
}

/** What a model says of one workload. Throws OperatorError (exit 2) where it would take more than a million pods. */
export function recommendWorkload(
  workload: ScaledWorkload,
  { model, goal, leastReplicas }: Pick<RecommendTerms, 'model' | 'goal' | 'leastReplicas'>,
): RecommendedHistory {
  const own: ScaleGoal = {
    ...goal,
    everySeconds: looksApart(workload, goal),
    leastReplicas: Math.min(2, workload.facts.current.replicas),
    ...workload.room,
    ...(leastReplicas === null ? {} : { leastReplicas }),
  }
  const recommendation = models[model](workload, own)
  return { recommendation, replays: replaysOf(workload, recommendation, own) }
}

/** What happens within a step is not known, so that a finer look says nothing. */
function looksApart({ facts }: ScaledWorkload, { everySeconds }: ScaleGoal): number {
  return Math.min(everySeconds, Math.max(shortestLook, facts.load.stepSeconds))
}

/** The same as an outcome, of those for whom it was said. Throws OperatorError (exit 2) where the model has nothing to say of any. */
export function presentRecommended(
  all: readonly Recommended[],
  request: RecommendTerms,
): Outcome<RecommendData> {
  const { model } = request
  const told = all.filter(({ recommendation }) => recommendation.proposed !== null)
  if (told.length === 0)
    throw new OperatorError({
      sentence: `--model ${model} has nothing to say of ${nameOf(all[0])}: ${all[0]?.recommendation.because[0] ?? 'there is no workload.'}`,
      hint: 'Give it what it needs, or choose another --model.',
    })
  const [first] = all
  return {
    headline: headline(request, all),
    data: { model, workloads: all.map((one) => workloadData(one, request)) },
    findings: all.flatMap((one) => judged(one, request)),
    tables: [
      planTable(all, request),
      ...(all.length === 1 && first !== undefined ? [reasonTable(first)] : []),
      ...(request.backtest ? [backtestTable(all, request)] : []),
    ],
    warnings: doubtsOf(all),
    // A gate that could not be judged never passes.
    ...(request.failOn !== null && all.some((one) => !isJudged(one)) ? { exitCode: 3 } : {}),
  }
}

/** What the load that was seen would have done; null for settings that are not known. */
function replaysOf(
  { facts }: ScaledWorkload,
  { proposed }: ScaleRecommendation,
  { limits, prices, everySeconds }: ScaleGoal,
): Recommended['replays'] {
  const replay = (settings: FleetSettings): FleetReplay | null =>
    settings.cpuRequestMilli === 0 || settings.memoryRequestBytes === 0
      ? null
      : replayFleet(facts.load, settings, limits, prices, everySeconds)
  return { current: replay(facts.current), proposed: proposed === null ? null : replay(proposed) }
}

function isJudged({ replays }: Recommended): boolean {
  return replays.current !== null && replays.proposed !== null
}

function headline(request: RecommendTerms, all: readonly Recommended[]): string {
  const { model, currency } = request
  const [first] = all
  const changes = all.map((one) => workloadData(one, request))
  if (all.length === 1 && first !== undefined) {
    const { current, proposed } = changes[0] as RecommendedWorkload
    const { autoscaler } = first.recommendation.proposed ?? { autoscaler: null }
    const replicas =
      autoscaler !== null && model === 'joint'
        ? `${autoscaler.minReplicas} to ${autoscaler.maxReplicas} replicas at ${autoscaler.targetUtilization} %`
        : current.replicas === proposed.replicas
          ? counted(proposed.replicas, 'replica')
          : `${current.replicas} -> ${counted(proposed.replicas, 'replica')}`
    const cpu = proposed.cpuMilli === null ? '' : `, ${proposed.cpuMilli}m CPU`
    const memory = proposed.memoryBytes === null ? '' : `, ${formatQuantity(proposed.memoryBytes, 'bytes')}`
    return `${nameOf(first)}: ${replicas}${cpu}${memory} (${model}).`
  }
  const priced = changes.flatMap(({ costPerMonth }) => (costPerMonth === null ? [] : [costPerMonth]))
  const saved = priced.reduce((sum, cost) => sum + cost.current - cost.proposed, 0)
  const money =
    currency === null || priced.length === 0
      ? ''
      : `; ${saved >= 0 ? 'saves' : 'costs'} ${Math.abs(Math.round(saved))} ${currency} a month${saved >= 0 ? '' : ' more'}`
  return `${counted(all.length, 'workload')} by ${model}${money}.`
}

/** Whether there is too much or too little: by what the present settings would have missed, and by what they cost. */
function judged(one: Recommended, { goal, failOn, tolerance }: RecommendTerms): Finding[] {
  const { current: now, proposed: next } = one.replays
  if (now === null || next === null) return unjudged(one, failOn)
  const missed = now.missedSeconds / Math.max(1, now.knownSeconds)
  const saving = 1 - next.costPerMonth / now.costPerMonth
  const finding = {
    instance: nameOf(one),
    evidence: {
      missed: { value: missed, unit: 'ratio' as const },
      kills: { value: now.oomKills, unit: 'count' as const },
      saving: { value: saving, unit: 'ratio' as const },
    },
  }
  if (missed > goal.missedShare * (1 + tolerance) || now.oomKills > 0)
    return [
      {
        ...finding,
        id: 'scale.under',
        title: 'It has too little',
        status: failOn === 'under' ? 'fail' : 'warn',
        because: `as it is set, it would have been too busy for ${formatQuantity(Math.round(now.missedSeconds), 'seconds')}${now.oomKills === 0 ? '' : `, and killed for want of memory ${counted(now.oomKills, 'time')}`}`,
      },
    ]
  if (saving <= tolerance) return []
  return [
    {
      ...finding,
      id: 'scale.over',
      title: 'It has too much',
      status: failOn === 'over' ? 'fail' : 'info',
      because: `the same load can be carried for ${formatQuantity(Number(saving.toPrecision(2)), 'ratio')} less`,
    },
  ]
}

function unjudged(one: Recommended, failOn: RecommendTerms['failOn']): Finding[] {
  const { recommendation } = one
  const isSilent = recommendation.proposed === null
  if (!isSilent && failOn === null) return []
  return [
    {
      id: 'scale.unknown',
      instance: nameOf(one),
      title: isSilent ? 'Nothing can be recommended' : 'It cannot be judged',
      status: 'unknown',
      because: isSilent
        ? recommendation.because.join('; ')
        : 'what a pod requests now, or its memory, is not known: give --request CPU,MEMORY, or samples of memory',
      evidence: {},
    },
  ]
}

function doubtsOf(all: readonly Recommended[]): string[] {
  const doubts = all.flatMap((one) => {
    const own = [...one.recommendation.doubts, ...one.workload.missing]
    return all.length === 1 ? own : own.map((doubt) => `${nameOf(one)}: ${doubt}`)
  })
  return [...new Set(doubts)]
}
