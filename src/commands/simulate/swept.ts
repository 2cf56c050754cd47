import type { Cell, Chart, Outcome, Table, Unit } from '../../core/index.ts'
import { OperatorError } from '../../core/index.ts'
import { counted, formatQuantity } from '../../report/index.ts'
import { replicateAndJudge, type SimulationRunner } from '../../simulation/index.ts'
import type { Context } from '../command.ts'
import { doubtsOf } from './doubts-of.ts'
import { figuresOf, pricesOf } from './figures-of.ts'
import { verdictWords } from './findings-of.ts'
import type { Variation } from './option-values.ts'
import { type SimulationPlan, variantsOf } from './plan.ts'
import { dataOf, optionsOf, precisionDoubts } from './shared-outcome.ts'
import type { SimulateData } from './simulate-data.ts'
import { assertStable } from './stability.ts'

type Point = NonNullable<SimulateData['sweep']>['points'][number]

/** A curve over one option. Values at which the system is not stable stay in it, without figures. */
export async function runSwept(
  variation: Variation,
  plan: SimulationPlan,
  runner: SimulationRunner,
  context: Context,
): Promise<Outcome<SimulateData>> {
  const { axis } = variation
  const priceOf = pricesOf(plan.input, plan.gathered.profile)
  const points: Point[] = []
  const doubts = new Set<string>()
  let isStopped = false
  for (const { name, changes, value } of variantsOf(variation)) {
    if (isStopped || typeof value !== 'number') break
    const model = plan.modelWith(changes)
    const unstable = instability(() => assertStable(model), doubts)
    if (unstable) {
      points.push({ value, figures: null })
      continue
    }
    const { summary, judgements } = await replicateAndJudge(
      runner,
      model,
      plan.terms,
      optionsOf(plan, context, name),
    )
    isStopped = context.world.interrupted.aborted
    if (isStopped && !summary.isPrecise) break
    points.push({ value, figures: figuresOf(summary, judgements, priceOf) })
    for (const doubt of [...doubtsOf(model, summary, plan), ...precisionDoubts([summary], plan)])
      doubts.add(`${name}: ${doubt}`)
  }
  if (points.every(({ figures }) => figures === null) && !isStopped)
    throw new OperatorError({
      sentence: 'The system is not stable at any value of --sweep: its queue grows for ever.',
      hint: 'Give more --instances, less load, a shorter service time, or a --queue-limit or --timeout.',
    })
  const first = variantsOf(variation)[0]
  return {
    headline: headline(points, axis, plan),
    data: { ...dataOf(plan, plan.modelWith(first?.changes ?? {})), sweep: { axis, points } },
    findings: [],
    tables: [sweepTable(points, axis, plan)],
    charts: [sweepChart(points, axis)],
    warnings: [...plan.remarks, ...doubts],
  }
}

/** Whether it is not stable; what else there is to doubt is kept. */
function instability(judge: () => string[], doubts: Set<string>): boolean {
  try {
    for (const doubt of judge()) doubts.add(doubt)
    return false
  } catch (error) {
    if (error instanceof OperatorError) return true
    throw error
  }
}

function headline(points: readonly Point[], axis: string, { terms }: SimulationPlan): string {
  const good = points.filter(
    ({ figures }) => figures?.slo.every(({ verdict }) => verdict === 'holds') === true,
  )
  const unstable = points.filter(({ figures }) => figures === null).length
  const said = `${counted(points.length, 'value')} of ${axis} simulated`
  const rest = unstable === 0 ? '' : `; ${unstable} of them would not be stable`
  if (terms.length === 0) return `${said}${rest}.`
  const values = good.map(({ value }) => value)
  const limits = terms.map(({ text }) => text).join(', ')
  return values.length === 0
    ? `${said}${rest}: none holds ${limits}.`
    : `${said}${rest}: ${limits} holds ${values.length === points.length ? 'at every value' : `from ${shown(Math.min(...values), axis)} to ${shown(Math.max(...values), axis)}`}.`
}

function unitOf(axis: string): Unit {
  return axis === 'rate' ? 'per-second' : 'count'
}

function shown(value: number, axis: string): string {
  return formatQuantity(value, unitOf(axis))
}

function sweepTable(points: readonly Point[], axis: string, { terms }: SimulationPlan): Table {
  return {
    title: `Swept over ${axis}`,
    main: true,
    columns: [
      { key: axis, title: `${axis.slice(0, 1).toUpperCase()}${axis.slice(1)}`, align: 'right' },
      { key: 'mean', title: 'Mean', align: 'right' },
      { key: 'p50', title: 'p50', align: 'right' },
      { key: 'p99', title: 'p99', align: 'right' },
      { key: 'answered', title: 'Answered', align: 'right' },
      { key: 'busy', title: 'Busy', align: 'right' },
      { key: 'gave-up', title: 'Gave up', align: 'right' },
      ...terms.map(({ text }) => ({ key: text, title: text })),
    ],
    rows: points.map(({ value, figures }): Cell[] =>
      figures === null
        ? [
            { value, unit: unitOf(axis) },
            'not stable',
            null,
            null,
            null,
            null,
            null,
            ...terms.map(() => null),
          ]
        : [
            { value, unit: unitOf(axis) },
            cell(figures.meanResponseSeconds?.value, 'seconds'),
            cell(figures.responseSecondsAt.p50?.value, 'seconds'),
            cell(figures.responseSecondsAt.p99?.value, 'seconds'),
            cell(figures.completedPerSecond.value, 'per-second'),
            cell(figures.utilization?.value, 'ratio'),
            cell(figures.gaveUpShare.value, 'ratio'),
            ...figures.slo.map(({ verdict }) => verdictWords[verdict]),
          ],
    ),
  }
}

function cell(value: number | undefined, unit: Unit): Cell {
  return value === undefined ? null : { value, unit }
}

function sweepChart(points: readonly Point[], axis: string): Chart {
  const line = (name: string, of: (figures: NonNullable<Point['figures']>) => number | undefined) => ({
    name,
    points: points.map(
      ({ value, figures }) => [value, figures === null ? null : (of(figures) ?? null)] as const,
    ),
  })
  return {
    title: `Response time over ${axis}`,
    x: { title: axis, unit: unitOf(axis) },
    y: { title: 'Response', unit: 'seconds' },
    series: [
      line('mean', ({ meanResponseSeconds }) => meanResponseSeconds?.value),
      line('p99', ({ responseSecondsAt }) => responseSecondsAt.p99?.value),
    ],
  }
}
