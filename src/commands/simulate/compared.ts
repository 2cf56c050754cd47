import { type Cell, OperatorError, type Outcome, type Table } from '../../core/index.ts'
import { counted, formatQuantity } from '../../report/index.ts'
import {
  compareModels,
  judgeSimulated,
  type PairedDifference,
  type SimulationModel,
  type SimulationRunner,
} from '../../simulation/index.ts'
import type { Context } from '../command.ts'
import { doubtsOf } from './doubts-of.ts'
import { figuresOf, pricesOf } from './figures-of.ts'
import type { Variation } from './option-values.ts'
import { type SimulationPlan, variantsOf } from './plan.ts'
import { dataOf, level, optionsOf, precisionDoubts } from './shared-outcome.ts'
import type { SimulateData, SimulatedFigures } from './simulate-data.ts'
import { assertStable } from './stability.ts'

type Compared = NonNullable<SimulateData['compared']>

/** Systems side by side, with the same random numbers. */
export async function runCompared(
  variation: Variation,
  plan: SimulationPlan,
  runner: SimulationRunner,
  context: Context,
): Promise<Outcome<SimulateData>> {
  const named = variantsOf(variation).map(({ name, changes }) => ({ name, model: plan.modelWith(changes) }))
  const doubts = named.flatMap(({ name, model }) => assertStableAs(name, model))
  const priceOf = pricesOf(plan.input, plan.gathered.profile)
  const { models } = await compareModels(
    runner,
    named,
    optionsOf(plan, context, `comparing ${counted(named.length, 'system')}`),
  )
  const compared = models.map(({ name, summary, differences }) => ({
    name,
    figures: figuresOf(summary, judgeSimulated(summary, plan.terms), priceOf),
    differences,
  }))
  const first = named[0]?.model ?? plan.modelWith({})
  return {
    headline: headline(compared),
    data: { ...dataOf(plan, first), compared },
    findings: [],
    tables: [comparedTable(compared), differenceTable(compared)],
    charts: [
      {
        title: 'Response time by percentile',
        detail: true,
        x: { title: 'Percentile', unit: 'ratio' },
        y: { title: 'Response', unit: 'seconds' },
        series: models.map(({ name, summary }) => ({
          name,
          points: [0.5, 0.75, 0.9, 0.95, 0.99].map((p) => [p, summary.responseAt(p)?.value ?? null] as const),
        })),
      },
    ],
    warnings: [
      ...plan.remarks,
      ...doubts,
      ...models.flatMap(({ name, summary }, index) =>
        doubtsOf(named[index]?.model ?? first, summary, plan).map((doubt) => `${name}: ${doubt}`),
      ),
      ...precisionDoubts(
        models.map(({ summary }) => summary),
        plan,
      ),
    ],
  }
}

/** As `assertStable`, by the name of the system. */
function assertStableAs(name: string, model: SimulationModel): string[] {
  try {
    return assertStable(model).map((doubt) => `${name}: ${doubt}`)
  } catch (error) {
    if (!(error instanceof OperatorError)) throw error
    throw new OperatorError({ sentence: `${name}: ${error.sentence}`, hint: error.hint, cause: error })
  }
}

/** The one with the least p99, and what is certain of it. */
function headline(compared: Compared): string {
  const [first] = compared
  const timed = compared.filter(({ figures }) => p99Of(figures) !== null)
  const best = timed.toSorted((a, b) => (p99Of(a.figures) ?? 0) - (p99Of(b.figures) ?? 0))[0]
  if (first === undefined || best === undefined) return 'None of them answers anything.'
  const said = `${best.name} ${/^\d+ \w+s$/.test(best.name) ? 'have' : 'has'} the shortest p99, ${formatQuantity(p99Of(best.figures) ?? 0, 'seconds')}`
  if (best === first) {
    const unsure = timed.filter(
      ({ differences }) => differences.find(({ figure }) => figure === 'p99Response')?.verdict === 'same',
    )
    return unsure.length === 0
      ? `${said}; each of the others has a longer one.`
      : `${said}; that of ${unsure.map(({ name }) => name).join(' and ')} cannot be told from it.`
  }
  const difference = best.differences.find(({ figure }) => figure === 'p99Response')
  return difference?.verdict === 'lower'
    ? `${said}, ${formatQuantity(-difference.difference.value, 'seconds')} less than ${first.name}.`
    : `${said}, which cannot be told from that of ${first.name}.`
}

function p99Of({ responseSecondsAt }: SimulatedFigures): number | null {
  return responseSecondsAt.p99?.value ?? null
}

function comparedTable(compared: Compared): Table {
  const hasCost = compared.some(({ figures }) => figures.cost !== null)
  return {
    title: `Compared: ${counted(compared[0]?.figures.runs ?? 0, 'run')} each, with the same random numbers`,
    main: true,
    columns: [
      { key: 'system', title: 'System' },
      { key: 'mean', title: 'Mean', align: 'right' },
      { key: 'p50', title: 'p50', align: 'right' },
      { key: 'p95', title: 'p95', align: 'right' },
      { key: 'p99', title: 'p99', align: 'right' },
      { key: 'busy', title: 'Busy', align: 'right' },
      { key: 'gave-up', title: 'Gave up', align: 'right' },
      ...(hasCost ? [{ key: 'cost', title: 'Cost', align: 'right' as const }] : []),
    ],
    rows: compared.map(({ name, figures }): Cell[] => [
      name,
      plain(figures.meanResponseSeconds?.value),
      ...['p50', 'p95', 'p99'].map((p) => plain(figures.responseSecondsAt[p]?.value)),
      figures.utilization === null ? null : { value: figures.utilization.value, unit: 'ratio' },
      { value: figures.gaveUpShare.value, unit: 'ratio' },
      ...(hasCost ? [figures.cost] : []),
    ]),
  }
}

function plain(seconds: number | undefined): Cell {
  return seconds === undefined ? null : { value: seconds, unit: 'seconds' }
}

const figureWords = {
  meanResponse: { title: 'mean response', unit: 'seconds' },
  p99Response: { title: 'p99', unit: 'seconds' },
  gaveUpShare: { title: 'gave up', unit: 'ratio' },
  instances: { title: 'instances', unit: 'count' },
} as const

/** Nothing of figures that are the same everywhere by construction. */
function differenceTable(compared: Compared): Table {
  const [first, ...others] = compared
  const told = ({ difference }: PairedDifference): boolean => difference.low !== 0 || difference.high !== 0
  return {
    title: `More or less than ${first?.name ?? ''}, paired by run`,
    columns: [
      { key: 'system', title: 'System' },
      { key: 'figure', title: 'Figure' },
      { key: 'difference', title: 'Difference', align: 'right' },
      { key: 'verdict', title: 'Verdict' },
    ],
    rows: others.flatMap(({ name, differences }) =>
      differences.filter(told).map(({ figure, difference, verdict }): Cell[] => {
        const { title, unit } = figureWords[figure]
        const { value, low, high } = difference
        return [
          name,
          title,
          { value, unit, ...(Number.isFinite(high) ? { low, high, confidence: level } : {}) },
          verdict === 'same' ? 'cannot be told apart' : verdict,
        ]
      }),
    ),
  }
}
