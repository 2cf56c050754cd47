import { type Finding, type Outcome, quantity, type Table, type Tier } from '../core/index.ts'
import { formatQuantity } from '../report/index.ts'
import { assumptionsTable } from './assumptions.ts'
import { hostFindings, hostFits, hostTable, isUnseen, stretched } from './host-fit.ts'
import { chooseModel, type ModelChoice } from './model.ts'
import { type Need, resources, shortages, withUnits } from './need.ts'
import { outgrownMonths, projectGrowth } from './outgrown.ts'
import { doubts } from './plan-checks.ts'
import { growthCharts, growthTable, headline, needTable, planTable, sideBySideTable } from './present.ts'
import { queueData, queueTable } from './queueing/index.ts'
import type { SizeAnswer } from './size-answer.ts'
import type { SizeData } from './size-data.ts'
import type { SizeRequest } from './size-request.ts'
import { nearestTier } from './tiers.ts'
import { countWorkloads, largestWorkload, whatIfCharts, whatIfTable } from './what-if.ts'
import type { Workload } from './workload.ts'
import { type Planner, planWorkload } from './workload-plan.ts'

/** The size of a deployment: need, nearest tier, instances, growth, cost and the comparison with this machine. Throws OperatorError on impossible input. */
export function size(request: SizeRequest): Outcome<SizeData> {
  const answer = decide(request)
  const whatIf = {
    axes: request.axes,
    networkIntensive: request.networkIntensive,
    planner: plannerOf(request, answer.choice),
    tiers: request.profile.tiers ?? {},
  }
  return {
    headline: headline(request, answer),
    data: sizeData(request, answer),
    findings: findingsOf(request, answer),
    tables: [
      needTable(answer),
      ...queueTables(answer),
      planTable(request, answer),
      ...(request.host === undefined ? [] : [hostTable(answer.need, request.host)]),
      ...(answer.choice.beside === null ? [] : [sideBySideTable(answer, answer.choice.beside)]),
      ...(answer.points > 1 ? [whatIfTable(whatIf)] : []),
      ...(answer.months.length === 0 ? [] : [growthTable(request, answer)]),
      assumptionsTable(request, answer),
    ],
    charts: [...(answer.points > 1 ? whatIfCharts(whatIf) : []), ...growthCharts(request, answer)],
    warnings: doubts(request, answer),
    ...(request.host !== undefined && isUnseen(request.host) ? { exitCode: 3 } : {}),
  }
}

/** The numbers behind `size`, for the files that are made from them. */
export function decide(request: SizeRequest): SizeAnswer {
  const choice = chooseModel(
    request.model,
    request.profile,
    request.costs,
    request.measured,
    request.queueing,
  )
  const planner = plannerOf(request, choice)
  const workload = largestWorkload(request.axes, request.networkIntensive)
  const plan = planWorkload(workload, planner)
  const months =
    request.growth === undefined
      ? []
      : projectGrowth({ workload, ...request.growth, startMs: request.nowMs }, (grown) =>
          planWorkload(grown, planner),
        )
  return {
    choice,
    workload,
    ...plan,
    tier: nearestTier(plan.need, request.profile.tiers ?? {}),
    months,
    capacities: Object.keys(capacities(request)),
    outgrown: outgrownMonths(months, capacities(request)),
    points: countWorkloads(request.axes),
  }
}

function plannerOf({ instance, profile }: SizeRequest, { answering }: ModelChoice): Planner {
  return { model: answering, instance, prices: profile.prices }
}

function capacities({ profile, capacity, host }: SizeRequest): Record<string, Partial<Need> | Tier> {
  const found: Record<string, Partial<Need> | Tier> = { ...profile.tiers }
  if (capacity !== undefined) found['given capacity'] = capacity
  if (host !== undefined) {
    const machine: Partial<Need> = {}
    for (const { key, name } of resources) {
      const holding = host[name]
      if (holding.ok) machine[key] = stretched(holding.value)
    }
    found['this machine'] = machine
  }
  return found
}

function findingsOf({ host, capacity }: SizeRequest, { need, outgrown, months }: SizeAnswer): Finding[] {
  const findings = host === undefined ? [] : hostFindings(need, host)
  const given = outgrown.find(({ what }) => what === 'given capacity')
  const then = months.find(({ month }) => month === given?.month)
  if (capacity !== undefined && given !== undefined && then !== undefined) {
    const short = shortages(then.need, capacity)
    const evidence = short.flatMap(({ key, title, unit }) => [
      [`${title} needed`, quantity(then.need[key], unit)] as const,
      [`${title} given`, quantity(capacity[key] ?? 0, unit)] as const,
    ])
    findings.push({
      id: 'size.capacity',
      title:
        then === months[0]
          ? 'The given capacity is too small already'
          : `The given capacity is outgrown in ${given.month}`,
      status: 'warn',
      because: short
        .map(({ key, title, unit }) => {
          const needed = formatQuantity(then.need[key], unit)
          return `${title}: ${needed} needed, ${formatQuantity(capacity[key] ?? 0, unit)} given`
        })
        .join('; '),
      evidence: Object.fromEntries(evidence),
      advice: [{ text: then === months[0] ? 'Order more now.' : 'Order more before then.' }],
    })
  }
  return findings
}

function sizeData(request: SizeRequest, answer: SizeAnswer): SizeData {
  const { choice, workload, need, tier, instances, cost } = answer
  return {
    model: choice.name,
    workload: { ...workload },
    need: needQuantities(request, answer),
    because: choice.answering.because(workload),
    tier: tier?.name ?? 'none',
    tierFits: tier?.fits ?? false,
    tierDifference: tier === null ? null : withUnits(tier.difference),
    instances: instances?.total ?? null,
    instancePlan: instances && {
      shape: request.instance?.text ?? '',
      perZone: instances.perZone,
      zones: instances.zones,
      surviving: instances.surviving,
      because: instances.because,
    },
    outgrown: answer.outgrown,
    growth: growthData(request, answer),
    cost: cost,
    models:
      choice.beside === null
        ? null
        : { demand: withUnits(need), guide: withUnits(choice.beside.need(workload)) },
    host: request.host === undefined ? null : hostFits(need, request.host),
    whatIf: answer.points > 1 ? { points: answer.points } : null,
    ...(choice.queueing === undefined
      ? {}
      : { queue: queueData(choice.queueing.model.queue(workload), choice.queueing.wish) }),
  }
}

function queueTables({ choice, workload }: SizeAnswer): Table[] {
  return choice.queueing === undefined ? [] : [queueTable(choice.queueing.model.queue(workload))]
}

/** A measured demand hands its interval on: cores are in proportion to it. */
function needQuantities({ measured }: SizeRequest, { choice, need, workload }: SizeAnswer): SizeData['need'] {
  const quantities = withUnits(need)
  if (choice.queueing !== undefined) return queueQuantities(quantities, choice.queueing, workload)
  if (measured === undefined || choice.answering.name !== 'demand') return quantities
  const { value, low, high, confidence } = measured.cpuSecondsPerRequest
  if (low === null || high === null || !(value > 0)) return quantities
  const { cpuCores } = need
  return {
    ...quantities,
    cpuCores: {
      ...quantities.cpuCores,
      low: (cpuCores * low) / value,
      high: (cpuCores * high) / value,
      confidence,
    },
  }
}

function queueQuantities(
  quantities: SizeData['need'],
  { model, wish }: NonNullable<ModelChoice['queueing']>,
  workload: Workload,
): SizeData['need'] {
  const { instances } = queueData(model.queue(workload), wish)
  const { low, high, confidence } = instances
  if (low === undefined || high === undefined || confidence === undefined) return quantities
  const cores = wish.coresPerInstance
  return {
    ...quantities,
    cpuCores: { ...quantities.cpuCores, low: low * cores, high: high * cores, confidence },
  }
}

function growthData({ growth }: SizeRequest, { months }: SizeAnswer): SizeData['growth'] {
  if (growth === undefined) return null
  return {
    perMonth: quantity(growth.growth.monthlyRatio, 'ratio'),
    months: months.map(({ month, workload, need }) => ({
      month,
      workload: { ...workload },
      need: withUnits(need),
    })),
  }
}
