import { type Cell, type Chart, quantity, type Table, type Tier } from '../core/index.ts'
import { counted, formatQuantity } from '../report/index.ts'
import { missingCosts, unitCostFlags } from './demand-model.ts'
import { hostFits, isUnseen } from './host-fit.ts'
import type { Model } from './model.ts'
import { type Need, resources, withUnits } from './need.ts'
import { growingResources } from './outgrown.ts'
import type { SizeAnswer } from './size-answer.ts'
import type { SizeRequest } from './size-request.ts'
import type { TierFit } from './tiers.ts'
import type { Workload } from './workload.ts'

/** The answer in one sentence that a manager can read. */
export function headline({ host }: SizeRequest, answer: SizeAnswer): string {
  const { choice, workload, need, tier, points } = answer
  const guide = choice.answering.name === 'guide'
  const needed = resources.map(({ key, title, unit }) => {
    const text = formatQuantity({ value: unit === 'cores' ? Math.ceil(need[key] - 1e-9) : need[key], unit })
    return unit === 'cores' ? text : `${text} ${title.toLowerCase()}`
  })
  const limits = choice.queueing?.wish.slo.map(({ text }) => text).join(' and ')
  const load = `${describeWorkload(workload)}${limits === undefined ? '' : `, which keeps ${limits}`}`
  const subject = points > 1 ? `the largest of ${formatQuantity(points)} workloads (${load})` : load
  return (
    `${guide ? 'Guide estimate, not measured: plan' : 'Plan'} ${list(needed)} for ${subject}` +
    `${tier === null ? '' : `; ${tierPhrase(tier)}`}${host === undefined ? '' : `; ${hostPhrase(need, host)}`}.`
  )
}

/** Need and reason for each resource. */
export function needTable({ choice, workload, need, points }: SizeAnswer): Table {
  const because = choice.answering.because(workload)
  const units = withUnits(need)
  return {
    title: `Need${points > 1 ? ' of the largest workload' : ''} (${sources[choice.answering.name]})`,
    columns: [
      { key: 'resource', title: 'Resource' },
      { key: 'need', title: 'Need', align: 'right' },
      { key: 'because', title: 'Because' },
    ],
    rows: resources.map(({ key, title }) => [title, units[key], because[key]]),
  }
}

const sources: Record<Model['name'], string> = {
  guide: 'guide estimate, not measured',
  demand: 'measured unit costs',
  queueing: 'CPU for a queue that keeps its limits',
}

/** Tier, instances, outgrown-by date and cost, each in words. */
export function planTable(request: SizeRequest, answer: SizeAnswer): Table {
  const rows: Cell[][] = [['Nearest tier', tierWords(answer.tier)]]
  const { instances } = answer
  if (instances !== null) {
    const where = instances.zones > 1 ? `, ${instances.perZone} in each of ${instances.zones} zones` : ''
    rows.push(['Instances', `${instances.total} x ${request.instance?.text}${where} (${instances.because})`])
  }
  rows.push(['Outgrown by', outgrownWords(request, answer)])
  rows.push([
    'Cost',
    answer.cost === null
      ? 'not priced: add prices to the profile'
      : `${formatQuantity(answer.cost.total)} (${answer.cost.because})`,
  ])
  if (answer.choice.answering.name === 'guide') {
    const flags = missingCosts(request.costs).map((key) => unitCostFlags[key])
    if (flags.length > 0) rows.push(['Measure', `give ${flags.join(', ')} to replace this estimate`])
  }
  return {
    title: 'Plan',
    columns: [
      { key: 'what', title: 'What' },
      { key: 'answer', title: 'Answer' },
    ],
    rows,
  }
}

/** Guide and demand beside each other, with their ratio. */
export function sideBySideTable({ choice, workload, need }: SizeAnswer, guide: Model): Table {
  const guideNeed = withUnits(guide.need(workload))
  const own = withUnits(need)
  return {
    title: 'Guide estimate beside measured demand',
    columns: [
      { key: 'resource', title: 'Resource' },
      { key: 'guide', title: 'Guide', align: 'right' },
      {
        key: 'demand',
        title: choice.answering.name === 'demand' ? 'Demand' : choice.answering.name,
        align: 'right',
      },
      { key: 'ratio', title: 'Guide / demand', align: 'right' },
    ],
    rows: resources.map(({ key, title }) => [
      title,
      guideNeed[key],
      own[key],
      ratioOf(guideNeed[key].value, own[key].value),
    ]),
  }
}

function ratioOf(guide: number, demand: number): Cell {
  const ratio = guide / demand
  return Number.isFinite(ratio) ? quantity(ratio, 'count') : null
}

/** Month by month: load, the need, the tiers that become too small, and cost where priced. */
export function growthTable(
  { profile, growth, instance }: SizeRequest,
  { months, tier, points }: SizeAnswer,
): Table {
  const prices = profile.prices
  const right = (key: string, title: string) => ({ key, title, align: 'right' as const })
  return {
    title: `Growth: ${growth?.growth.text}, ${growth?.months} months`,
    main: points === 1,
    columns: [
      { key: 'month', title: 'Month' },
      right('scansPerHour', 'Scans/h'),
      right('concurrentUsers', 'Users'),
      ...resources.map(({ key, title }) => right(key, title)),
      ...(tier === null ? [] : [{ key: 'outgrown', title: 'Outgrows' }]),
      ...(instance === undefined ? [] : [right('instances', 'Instances')]),
      ...(prices === undefined ? [] : [right('cost', 'Cost')]),
    ],
    rows: months.map(({ month, workload, need, instances, cost }, index) => {
      const units = withUnits(need)
      const row: Cell[] = [
        month,
        quantity(workload.scansPerHour, 'count'),
        quantity(workload.concurrentUsers, 'count'),
      ]
      for (const { key } of resources) row.push(units[key])
      if (tier !== null) row.push(newlyOutgrown(profile.tiers ?? {}, months[index - 1]?.need, need))
      if (instances !== null) row.push(quantity(instances.total, 'count'))
      if (prices !== undefined) row.push(cost?.total ?? null)
      return row
    }),
  }
}

/** Need over the months for each resource that grows, beside the given capacity. */
export function growthCharts({ capacity }: SizeRequest, { months }: SizeAnswer): Chart[] {
  return growingResources(months).map(({ key, title, unit }) => {
    const limit = capacity?.[key]
    const need = { name: 'need', points: months.map((month, index) => [index, month.need[key]] as const) }
    const given = {
      name: 'given capacity',
      points: months.map((_, index) => [index, limit ?? null] as const),
    }
    return {
      title: `${title} by month`,
      x: { title: 'Month of the plan', unit: 'count' as const },
      y: { title, unit },
      series: limit === undefined ? [need] : [need, given],
    }
  })
}

function newlyOutgrown(tiers: Record<string, Tier>, before: Need | undefined, now: Need): string {
  const outgrows = (need: Need | undefined, tier: Tier) =>
    need !== undefined && resources.some(({ key }) => need[key] > tier[key])
  return Object.entries(tiers)
    .filter(([, tier]) => outgrows(now, tier) && !outgrows(before, tier))
    .map(([name]) => name)
    .join(', ')
}

function describeWorkload({ scansPerHour, concurrentUsers, dataRetentionDays }: Workload): string {
  const scans = counted(scansPerHour, 'scan')
  return `${scans} an hour, ${counted(concurrentUsers, 'user')} and ${counted(dataRetentionDays, 'day')} of data`
}

function hostPhrase(need: Need, host: NonNullable<SizeRequest['host']>): string {
  const fits = hostFits(need, host)
  const small = resources.filter(({ name }) => fits[name] === 'too-small')
  if (small.length > 0) return `this machine is too small (${list(small.map(({ title }) => title))})`
  if (isUnseen(host)) return 'this machine could not be compared'
  const open = resources.filter(({ name }) => fits[name] === 'unknown')
  if (open.length > 0)
    return `this machine is large enough as far as it can be seen (not: ${list(open.map(({ title }) => title))})`
  return 'this machine is large enough'
}

function tierPhrase({ name, fits, tier, lacking }: TierFit): string {
  if (fits) return `the ${name} tier holds it`
  return tier.openEnded
    ? `that is beyond the ${name} tier in ${list(lacking.map(({ unit, title }) => (unit === 'cores' ? title : title.toLowerCase())))}`
    : `no tier holds it, ${name} is the largest`
}

function tierWords(fit: TierFit | null): string {
  if (fit === null) return 'the profile lists no tiers'
  const difference = (wanted: 'lacks' | 'spare') =>
    resources
      .filter(({ key }) => (wanted === 'lacks' ? fit.difference[key] < 0 : fit.difference[key] > 0))
      .map(({ key, title, unit }) => {
        const text = formatQuantity({ value: Math.abs(fit.difference[key]), unit })
        return unit === 'cores' ? text : `${text} ${title.toLowerCase()}`
      })
  const lacks = difference('lacks')
  const spare = difference('spare')
  const parts = [
    ...(lacks.length > 0 ? [`lacks ${list(lacks)}`] : []),
    ...(spare.length > 0 ? [`${lacks.length > 0 ? '' : 'holds it; '}leaves ${list(spare)} unused`] : []),
  ]
  return `${fit.name}${fit.tier.openEnded ? ' (and up)' : ''}: ${parts.join('; ') || 'an exact fit'}`
}

function outgrownWords({ growth }: SizeRequest, { outgrown, months, capacities }: SizeAnswer): string {
  if (growth === undefined) return 'not asked: add --growth 5%/month'
  const last = months.at(-1)?.month ?? ''
  const start = months[0]?.month ?? ''
  const found = outgrown.map(({ what, month }) => `${what}: ${month === start ? 'already' : month}`)
  const lasting = capacities.filter((name) => outgrown.every(({ what }) => what !== name))
  if (lasting.length > 0) found.push(`${list(lasting)}: not by ${last}`)
  return found.join('; ') || `nothing by ${last}`
}

function list(items: readonly string[]): string {
  return items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`
}
