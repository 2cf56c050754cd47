import { intervalInWords, percentInWords } from '../../comparison/index.ts'
import { type ExitCode, type Finding, type Outcome, quantity, type Table } from '../../core/index.ts'
import { counted, formatQuantity } from '../../report/index.ts'
import type { LoadtestData } from '../present/index.ts'
import { type BaselineRule, standsFor } from './baseline-rule.ts'
import { baselineTable } from './baseline-table.ts'
import type { LoadComparison } from './compare-stretches.ts'
import { neededFor } from './compare-stretches.ts'
import { fewestSeconds } from './stretches.ts'

/** What is known of the earlier run, and of how far the two may be compared. */
export interface BaselineFacts {
  /** The file, as it is called in what is said. */
  name: string
  measuredAt: string
  rule: BaselineRule
  /** Measured on another machine: nothing fails. */
  isAdvisory: boolean
  /** Sentences without their full stop: of the machines, of the plans. */
  machineDifferences: string[]
  remarks: string[]
  /** Null where this run is invalid or either is too short: why. */
  comparisons: readonly LoadComparison[] | null
  missing: string
}

/** A result with its headline. */
export type PresentedRun = Outcome<LoadtestData> & { headline: string }

/** The outcome of a run with what its baseline says of it: exit 1 where a figure is worse, 3 where none could be compared, 4 where one is not decided. */
export function withBaseline(outcome: PresentedRun, facts: BaselineFacts): PresentedRun {
  const { comparisons, isAdvisory, rule, name, measuredAt } = facts
  const found = comparisons ?? []
  const isOpen = found.some(({ verdict }) => verdict === 'inconclusive' || verdict === 'contaminated')
  const exitCode: ExitCode | undefined =
    outcome.exitCode ?? (comparisons === null ? 3 : isOpen && !isAdvisory ? 4 : undefined)
  return {
    ...outcome,
    headline: `${outcome.headline} ${headlineOf(facts)}`,
    data: {
      ...outcome.data,
      baseline: {
        file: name,
        measuredAt,
        advisory: isAdvisory,
        tolerance: rule.tolerance,
        detect: rule.detect,
        alpha: rule.alpha,
        machineDifferences: facts.machineDifferences,
      },
      comparisons: [...found],
    },
    findings: [
      ...outcome.findings,
      ...(comparisons === null ? [nothingCompared(facts)] : found.map((one) => findingOf(one, facts))),
    ],
    tables: found.length === 0 ? outcome.tables : insertedSecond(outcome.tables, baselineTable(found, name)),
    warnings: [...outcome.warnings, ...warningsOf(facts)],
    ...(exitCode === undefined ? {} : { exitCode }),
  }
}

function insertedSecond([first, ...rest]: readonly Table[], table: Table): Table[] {
  return first === undefined ? [table] : [first, table, ...rest]
}

function headlineOf({ comparisons, name, rule, missing }: BaselineFacts): string {
  if (comparisons === null) return `Not compared with ${name}: ${missing}.`
  const worse = comparisons.filter(({ verdict }) => verdict === 'regression')
  const [worst] = worse.toSorted((a, b) => b.estimate - a.estimate)
  if (worst !== undefined)
    return `Worse than ${name}: ${worst.name} by ${changeInWords(worst)}${worse.length > 1 ? `, and ${counted(worse.length - 1, 'other figure')}` : ''}.`
  const open = comparisons.filter(({ verdict }) => verdict === 'inconclusive' || verdict === 'contaminated')
  if (open.length > 0)
    return `Not decided against ${name}: ${open.length} of ${counted(comparisons.length, 'figure')} ${open.length === 1 ? 'varies' : 'vary'} too much.`
  return `Not worse than ${name} by ${percentInWords(rule.detect)} or more.`
}

function changeInWords({ figure, estimate }: LoadComparison): string {
  return figure === 'errors' ? pointsInWords(estimate) : percentInWords(Math.abs(estimate))
}

/** A difference of two shares is no share: 1 % to 3 % are 2 points. */
function pointsInWords(share: number): string {
  const points = Number((Math.abs(share) * 100).toPrecision(2))
  return `${points} percentage ${points === 1 ? 'point' : 'points'}`
}

function findingOf(comparison: LoadComparison, facts: BaselineFacts): Finding {
  const { name, figure, verdict, estimate, low, high, p, pairs, detectable } = comparison
  const title = {
    regression: 'Got worse',
    improvement: 'Got better',
    'no-regression': 'Did not get worse',
    inconclusive: 'Not decided',
    contaminated: 'Not decided',
  }[verdict]
  const isOpen = verdict === 'inconclusive' || verdict === 'contaminated'
  const status = verdict === 'regression' ? 'fail' : isOpen ? 'unknown' : 'pass'
  const advice = adviceFor(comparison, facts)
  return {
    id: `baseline-${figure}`,
    instance: name,
    title,
    status: facts.isAdvisory && status !== 'pass' ? 'info' : status,
    because: becauseOf(comparison, facts),
    evidence: Number.isFinite(estimate)
      ? {
          change: { value: estimate, unit: 'ratio', low, high, confidence: 0.95 },
          stretches: quantity(pairs, 'count'),
          'adjusted p': quantity(p, 'count'),
          ...(Number.isFinite(detectable) ? { 'detectable change': quantity(detectable, 'ratio') } : {}),
        }
      : {},
    ...(advice === null ? {} : { advice: [{ text: advice }] }),
  }
}

function becauseOf(comparison: LoadComparison, { rule, name }: BaselineFacts): string {
  const { figure, verdict, low, high, p, before, after, detectable } = comparison
  if (before === null || after === null)
    return `One of the runs has too few requests: each needs ${counted(neededFor(figure), 'request')}.`
  const { tolerated, excluded, unit } = standsFor(figure, rule)
  const shown = (value: number): string => formatQuantity(Number(value.toPrecision(3)), unit)
  const moved = `${shown(before)} in ${name}, ${shown(after)} now`
  const limit = (share: number): string =>
    figure === 'errors' ? pointsInWords(share) : percentInWords(share)
  switch (verdict) {
    case 'regression':
      return `${moved}: ${changeInWords(comparison)} worse, more than the ${limit(tolerated)} tolerated, and not by chance (p ${shortP(p)}).`
    case 'improvement':
      return `${moved}: ${changeInWords(comparison)} better, and not by chance (p ${shortP(p)}).`
    case 'no-regression':
      return `${moved}: a worsening of ${limit(excluded)} or more is excluded.`
    default:
      return `${moved}: the change may be ${betweenInWords(figure, low, high)}${Number.isFinite(detectable) ? `, and runs like these show changes from ${limit(detectable)} on` : ''}.`
  }
}

function betweenInWords(figure: LoadComparison['figure'], low: number, high: number): string {
  if (figure !== 'errors')
    return intervalInWords(low, high).replaceAll('slower', 'worse').replaceAll('faster', 'better')
  const words = (share: number): string => `${pointsInWords(share)} ${share > 0 ? 'worse' : 'better'}`
  return `${words(low)} to ${words(high)}`
}

function shortP(p: number): string {
  return p < 0.0001 ? 'below 0.0001' : `= ${Number(p.toPrecision(2))}`
}

function adviceFor({ verdict, figure, detectable }: LoadComparison, { rule }: BaselineFacts): string | null {
  if (verdict === 'regression')
    return 'Run it once more before you believe it: two runs of the same build differ too. Then look at what changed in the target.'
  if (verdict === 'contaminated')
    return 'Run it again where the generator has the machine for itself: this run is to be doubted.'
  if (verdict !== 'inconclusive') return null
  if (figure === 'errors' || !Number.isFinite(detectable)) return 'Measure both runs longer.'
  if (detectable >= 1)
    return 'Measure both runs longer, and where nothing else disturbs generator and target: they vary too much here.'
  const times = Math.ceil((detectable / rule.detect) ** 2)
  return `Measure both runs ${times > 1 && times < 1000 ? `about ${times} times as long` : 'longer'}, or ask for less: --detect ${percentInWords(Math.max(detectable, 2 * rule.detect)).replace(' ', '')}.`
}

function nothingCompared({ missing, name }: BaselineFacts): Finding {
  return {
    id: 'baseline',
    title: 'Could not be compared',
    status: 'unknown',
    because: `Nothing was compared with ${name}: ${missing}.`,
    evidence: {},
    advice: [
      { text: `Mend that, and run it again; a comparison takes runs of at least ${fewestSeconds} s.` },
    ],
  }
}

function warningsOf({
  name,
  rule,
  machineDifferences,
  remarks,
  isAdvisory,
  comparisons,
}: BaselineFacts): string[] {
  return [
    ...(comparisons === null
      ? []
      : [
          `${name} and this run are one run each: how much runs of the same build differ cannot be seen in them. Changes up to ${percentInWords(rule.tolerance)} (--tolerance) are therefore never called worse.`,
        ]),
    ...(isAdvisory
      ? [
          `Advisory only, nothing fails: ${name} comes from another machine: ${machineDifferences.join('; ')}.`,
        ]
      : []),
    ...remarks.map((remark) => `${remark}.`),
  ]
}
