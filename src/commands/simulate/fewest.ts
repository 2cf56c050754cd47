import { type Cell, OperatorError, type Outcome, type Table } from '../../core/index.ts'
import { counted, formatQuantity } from '../../report/index.ts'
import {
  type InstanceTrial,
  minimumInstances,
  type SimulationRunner,
  worstVerdict,
} from '../../simulation/index.ts'
import type { Context } from '../command.ts'
import { figuresOf, pricesOf } from './figures-of.ts'
import { verdictWords } from './findings-of.ts'
import { outcomeOfOne } from './one.ts'
import type { SimulationPlan } from './plan.ts'
import { dataOf, optionsOf } from './shared-outcome.ts'
import type { SimulateData } from './simulate-data.ts'
import { assertStable, fewestStable } from './stability.ts'

/** Unless --max-instances says otherwise. */
const mostTried = 1000

/** The fewest instances that hold the limits. */
export async function runFewest(
  plan: SimulationPlan,
  runner: SimulationRunner,
  context: Context,
): Promise<Outcome<SimulateData>> {
  const zones = plan.input.zones ?? 1
  const most = plan.input.maxInstances ?? mostTried
  const modelOf = (instances: number) => plan.modelWith({ instances })
  const least = Math.max(zones, fewestStable(modelOf(Math.max(zones, 1))))
  if (least > most)
    throw new OperatorError({
      sentence: `At least ${least} instances are needed so that the queue does not grow for ever, and --max-instances is ${most}.`,
      hint: 'Allow more, or give less load, a shorter service time or more --slots.',
    })
  const doubts = assertStable(modelOf(most))
  const priceOf = pricesOf(plan.input, plan.gathered.profile)
  const { fewest, trials } = await minimumInstances(runner, modelOf, plan.terms, {
    ...optionsOf(plan, context, 'looking for the fewest instances'),
    least,
    most,
    onTrial: ({ instances, judgements }) =>
      context.progress(`${counted(instances, 'instance')}: ${verdictWords[worstVerdict(judgements)]}`),
  })
  const found = trials.find(({ instances }) => instances === fewest)
  const told = {
    instances: fewest,
    trials: trials.map((trial) => ({
      instances: trial.instances,
      verdict: worstVerdict(trial.judgements),
      figures: figuresOf(trial.summary, trial.judgements, priceOf),
    })),
  }
  if (found === undefined) return notFound(plan, trials, told, most, context.world.interrupted.aborted)
  const outcome = outcomeOfOne(plan, modelOf(found.instances), found, priceOf)
  return {
    ...outcome,
    headline: `${counted(found.instances, 'instance')} ${found.instances === 1 ? 'is' : 'are'} the fewest that ${found.instances === 1 ? 'holds' : 'hold'} ${limits(plan)}.${lost(found)}`,
    data: { ...outcome.data, fewest: told },
    tables: [trialTable(trials, plan), ...outcome.tables.map((table) => ({ ...table, main: false }))],
    warnings: [...plan.remarks, ...doubts, ...outcome.warnings],
  }
}

function lost({ summary: { gaveUpShare } }: InstanceTrial): string {
  return gaveUpShare.value > 0
    ? ` ${formatQuantity(gaveUpShare.value, 'ratio')} of the requests give up.`
    : ''
}

function notFound(
  plan: SimulationPlan,
  trials: readonly InstanceTrial[],
  fewest: NonNullable<SimulateData['fewest']>,
  most: number,
  isStopped: boolean,
): Outcome<SimulateData> {
  const last = trials.at(-1)
  const verdict = last === undefined ? 'undecided' : worstVerdict(last.judgements)
  const isOpen = verdict === 'undecided'
  if (isStopped)
    return {
      headline: 'Interrupted before an answer was found.',
      data: { ...dataOf(plan, plan.modelWith({ instances: most })), fewest },
      findings: [],
      tables: [trialTable(trials, plan)],
      warnings: plan.remarks,
    }
  return {
    headline: `No number of instances up to ${last?.instances ?? most} was found that holds ${limits(plan)}.`,
    data: { ...dataOf(plan, plan.modelWith({ instances: last?.instances ?? most })), fewest },
    findings: [
      {
        id: 'simulate.fewest',
        title: 'No number of instances holds the limits',
        status: isOpen ? 'unknown' : 'fail',
        because: isOpen
          ? 'Of the largest fleet that was tried it is not decided.'
          : `Not even ${counted(last?.instances ?? most, 'instance')} hold them.`,
        evidence: {},
        advice: [
          {
            text: isOpen
              ? 'Simulate a longer --duration, or allow more --runs.'
              : 'More instances do not help where one request alone takes too long: shorten the service time, or choose another limit.',
          },
        ],
      },
    ],
    tables: [trialTable(trials, plan)],
    warnings: plan.remarks,
    ...(isOpen ? { exitCode: 4 as const } : {}),
  }
}

function limits({ terms }: SimulationPlan): string {
  return terms.map(({ text }) => text).join(', ')
}

function trialTable(trials: readonly InstanceTrial[], plan: SimulationPlan): Table {
  return {
    title: 'Fleets that were tried',
    main: true,
    columns: [
      { key: 'instances', title: 'Instances', align: 'right' },
      { key: 'verdict', title: limits(plan) },
      { key: 'p99', title: 'p99', align: 'right' },
      { key: 'busy', title: 'Busy', align: 'right' },
      { key: 'runs', title: 'Runs', align: 'right' },
    ],
    rows: trials.map(({ instances, summary, judgements }): Cell[] => {
      const p99 = summary.responseAt(0.99)
      return [
        { value: instances, unit: 'count' },
        verdictWords[worstVerdict(judgements)],
        p99 === null ? null : formatQuantity(p99.value, 'seconds'),
        summary.utilization === null ? null : { value: summary.utilization.value, unit: 'ratio' },
        { value: summary.runs, unit: 'count' },
      ]
    }),
  }
}
