import { formatQuantity } from '../../report/index.ts'
import type { LoadPlan } from '../plan/index.ts'
import { stagesSeconds } from '../schedule/index.ts'

/** What two runs have to have in common to be compared. */
export interface ComparedPlan {
  model: LoadPlan['model']
  targets: readonly string[]
  /** Names of requests. */
  requests: readonly string[]
  generators: number
}

/** How a plan differs from an earlier one, one sentence each, without its full stop. */
export interface PlanDifferences {
  /** They put another load on the target: their figures say nothing of each other. */
  refusals: string[]
  /** They may be compared, and whoever does should know. */
  remarks: string[]
}

export function planDifferences(then: ComparedPlan, now: ComparedPlan): PlanDifferences {
  const both = then.requests.filter((name) => now.requests.includes(name))
  return {
    refusals: [
      ...modelRefusals(then.model, now.model),
      ...changed('Targets', String(then.targets.length), String(now.targets.length)),
      ...(both.length > 0 ? [] : changed('Requests', then.requests.join(', '), now.requests.join(', '))),
    ],
    remarks: [
      ...changed('Duration', inSeconds(then.model), inSeconds(now.model)),
      ...changed('Generators', String(then.generators), String(now.generators)),
      ...changed('Target', then.targets.join(', '), now.targets.join(', ')),
      ...(both.length === 0 ? [] : namesOnlyIn(then.requests, both, 'the earlier')),
      ...(both.length === 0 ? [] : namesOnlyIn(now.requests, both, 'this')),
    ],
  }
}

function modelRefusals(then: LoadPlan['model'], now: LoadPlan['model']): string[] {
  if (then.kind === 'closed' && now.kind === 'closed')
    return [
      ...changed('Users', String(then.users), String(now.users)),
      ...changed('Requests at once on a connection', String(then.pipelining), String(now.pipelining)),
      ...changed('Think time', shortTime(then.thinkSeconds), shortTime(now.thinkSeconds)),
    ]
  if (then.kind === 'open' && now.kind === 'open')
    return [...changed('Load', loadOf(then), loadOf(now)), ...changed('Arrivals', then.process, now.process)]
  return changed('Model', then.kind, now.kind)
}

/** The length of a constant load does not matter; of one with stages it is part of the load. */
function loadOf({ stages }: Extract<LoadPlan['model'], { kind: 'open' }>): string {
  const rates = new Set(stages.flatMap(({ fromRate, toRate }) => [fromRate, toRate]))
  const rate = (perSecond: number): string => formatQuantity(perSecond, 'per-second')
  const [only] = rates
  if (rates.size === 1 && only !== undefined) return rate(only)
  return stages
    .map(({ fromRate, toRate, seconds }) => `${rate(fromRate)} to ${rate(toRate)} in ${shortTime(seconds)}`)
    .join(', then ')
}

function inSeconds(model: LoadPlan['model']): string {
  if (model.kind === 'open') return shortTime(stagesSeconds(model.stages))
  return model.requests === null ? shortTime(model.seconds) : `until ${model.requests} requests were sent`
}

function shortTime(seconds: number): string {
  return formatQuantity(seconds, 'seconds')
}

function changed(what: string, then: string, now: string): string[] {
  return then === now ? [] : [`${what}: ${then} then, ${now} now`]
}

function namesOnlyIn(names: readonly string[], both: readonly string[], run: string): string[] {
  const alone = names.filter((name) => !both.includes(name))
  return alone.length === 0 ? [] : [`Only in ${run} run, and not compared: ${alone.join(', ')}`]
}
