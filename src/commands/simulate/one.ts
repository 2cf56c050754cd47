import type { Outcome } from '../../core/index.ts'
import { counted, formatQuantity } from '../../report/index.ts'
import {
  type JudgedSimulation,
  replicateAndJudge,
  type SimulationModel,
  type SimulationRunner,
  worstVerdict,
} from '../../simulation/index.ts'
import type { Context } from '../command.ts'
import { chartsOf } from './charts-of.ts'
import { doubtsOf } from './doubts-of.ts'
import { figureTable } from './figure-table.ts'
import { figuresOf, pricesOf } from './figures-of.ts'
import { findingsOf } from './findings-of.ts'
import type { SimulationPlan } from './plan.ts'
import { dataOf, level, optionsOf, precisionDoubts } from './shared-outcome.ts'
import type { SimulateData } from './simulate-data.ts'
import { assertStable } from './stability.ts'

/** One system. */
export async function runOne(
  plan: SimulationPlan,
  runner: SimulationRunner,
  context: Context,
): Promise<Outcome<SimulateData>> {
  const model = plan.modelWith({})
  const doubts = assertStable(model)
  const priceOf = pricesOf(plan.input, plan.gathered.profile)
  const judged = await replicateAndJudge(runner, model, plan.terms, optionsOf(plan, context, 'simulating'))
  const outcome = outcomeOfOne(plan, model, judged, priceOf)
  return { ...outcome, warnings: [...plan.remarks, ...doubts, ...outcome.warnings] }
}

/** The answer that one system gives. */
export function outcomeOfOne(
  plan: SimulationPlan,
  model: SimulationModel,
  { summary, judgements }: JudgedSimulation,
  priceOf: ReturnType<typeof pricesOf>,
): Outcome<SimulateData> {
  const figures = figuresOf(summary, judgements, priceOf)
  const { windows } = summary.first
  const data: SimulateData = { ...dataOf(plan, model), figures, timeline: windows }
  return {
    headline: headline(data, model, worstVerdict(judgements), judgements.length),
    data,
    findings: findingsOf(judgements, level),
    tables: [figureTable(figures, data)],
    charts: chartsOf(windows, model),
    warnings: [...doubtsOf(model, summary, plan), ...precisionDoubts([summary], plan)],
    ...(worstVerdict(judgements) === 'undecided' ? { exitCode: 4 as const } : {}),
  }
}

function headline(
  { figures, system }: SimulateData,
  model: SimulationModel,
  verdict: 'holds' | 'fails' | 'undecided',
  limits: number,
): string {
  if (figures === null) return ''
  const who =
    system.autoscaler === null
      ? counted(system.instances, 'instance')
      : `${formatQuantity(figures.instances.value)} instances in the mean (${system.autoscaler})`
  const load =
    model.arrivals.kind === 'closed'
      ? counted(model.arrivals.users, 'user')
      : formatQuantity(arrivedPerSecond(figures, system), 'per-second')
  const { meanResponseSeconds: mean, utilization } = figures
  const p99 = figures.responseSecondsAt.p99
  const isOne = system.instances === 1 && system.autoscaler === null
  if (figures.counts.arrived === 0) return `No request came to ${who}.`
  if (mean === null || p99 === null || p99 === undefined)
    return `${who} at ${load} ${isOne ? 'answers' : 'answer'} nothing.`
  const lost =
    figures.gaveUpShare.value > 0
      ? ` ${formatQuantity(figures.gaveUpShare.value, 'ratio')} of the requests give up.`
      : ''
  return `${who} at ${load} ${isOne ? 'answers' : 'answer'} in ${formatQuantity(mean.value, 'seconds')}, 99 % within ${formatQuantity(p99.value, 'seconds')}, and ${isOne ? 'is' : 'are'} ${formatQuantity(utilization?.value ?? 0, 'ratio')} busy.${lost}${limitWords(verdict, limits)}`
}

/** What came, which of a pattern, a trace or bursts is that of the simulated part. */
function arrivedPerSecond(
  { counts, runs }: NonNullable<SimulateData['figures']>,
  { arrivals, durationSeconds }: SimulateData['system'],
): number {
  const isEven = arrivals.kind === 'poisson' || arrivals.kind === 'uniform'
  return isEven ? (arrivals.meanPerSecond ?? 0) : counts.arrived / (runs * durationSeconds)
}

function limitWords(verdict: 'holds' | 'fails' | 'undecided', limits: number): string {
  if (limits === 0) return ''
  const said = {
    holds: limits === 1 ? 'The limit holds.' : 'The limits hold.',
    fails: limits === 1 ? 'The limit does not hold.' : 'Not all limits hold.',
    undecided: 'Whether the limits hold is not decided.',
  }
  return ` ${said[verdict]}`
}
