import type { Finding, Outcome, Quantity } from '../../core/index.ts'
import { counted } from '../../report/index.ts'
import type { HistoryData, HistorySeries, HistoryStep } from './history-data.ts'
import { historySeries } from './history-series.ts'
import { fewestPoints } from './history-steps.ts'
import type { History } from './parse-history.ts'
import { seriesLabel } from './series-label.ts'
import { stepTable, unknownMachines } from './show-history.ts'

/** What a history is judged by. */
export interface HistoryRules {
  /** A step counts only beyond it. */
  tolerance: number
  /** Only a step that began within so many of the latest runs is judged: older ones are known. */
  last: number
}

/**
 * Whether the level of a benchmark lately got worse and stayed so: the latest step of each series is judged where it began within
 * the last runs. Inconclusive (exit 4) where no series of those runs is long enough.
 */
export function checkHistory(
  { runs, warnings }: History,
  file: string,
  rules: HistoryRules,
): Outcome<HistoryData> {
  const all = historySeries(runs)
  const firstJudged = runs.length - rules.last + 1
  // A machine that no longer measures says nothing of now.
  const series = all.filter(({ points }) => (points.at(-1)?.run ?? 0) >= firstJudged)
  const long = series.filter(({ points }) => points.length >= fewestPoints)
  const findings = series.map((one) => findingOf(one, all, rules, firstJudged))
  const worse = findings.filter(({ status }) => status === 'fail').length
  const verdict = worse > 0 ? 'fail' : long.length === 0 ? 'inconclusive' : 'pass'
  const { tolerance, last } = rules
  return {
    headline: headlineOf(verdict, worse, long.length, series.length),
    data: { file, runs: runs.length, series, check: { tolerance, last, verdict } },
    findings,
    tables: series.some(({ steps }) => steps.length > 0) ? [stepTable(series)] : [],
    warnings: [...warnings, ...unknownMachines(series)],
    ...(verdict === 'inconclusive' ? { exitCode: 4 as const } : {}),
  }
}

function headlineOf(verdict: string, worse: number, long: number, all: number): string {
  if (verdict === 'fail') return `Fail: ${worse} of ${all} series stepped to a worse level.`
  if (verdict === 'pass') return `Pass: none of ${long} series stepped to a worse level.`
  return `Inconclusive: no series has the ${fewestPoints} runs that it takes to tell a step.`
}

function findingOf(
  one: HistorySeries,
  all: readonly HistorySeries[],
  { tolerance }: HistoryRules,
  firstJudged: number,
): Finding {
  const label = seriesLabel(one, all)
  const made = (status: Finding['status'], because: string, evidence: Finding['evidence'] = {}): Finding => ({
    id: 'bench.history',
    instance: label,
    title: label,
    status,
    because,
    evidence,
  })
  if (one.points.length < fewestPoints) {
    return made(
      'unknown',
      `it has ${counted(one.points.length, 'run')}, and it takes ${fewestPoints} to tell a step`,
    )
  }
  const step = one.steps.at(-1)
  if (step === undefined) return made('pass', `its level is the same over ${one.points.length} runs`)
  const said = `its latest step, at run ${step.run} (${step.commit?.slice(0, 12) ?? step.at}), is ${words(step)}`
  const evidence = evidenceOf(step, one)
  if (step.run < firstJudged) return made('pass', `${said}, before the runs that are judged`, evidence)
  if (!step.isWorse) return made('pass', `${said}, for the better`, evidence)
  if (Math.abs(step.change) <= tolerance) return made('pass', `${said}, within the tolerance`, evidence)
  return made('fail', `${said}, for the worse`, evidence)
}

function words({ before, change }: HistoryStep): string {
  if (before === 0) return change > 0 ? 'up from 0' : 'down from 0'
  const share = Number((Math.abs(change) * 100).toPrecision(3))
  return change >= 0 ? `+${share} %` : `-${share} %`
}

function evidenceOf(step: HistoryStep, { unit }: HistorySeries): Record<string, Quantity | string> {
  return {
    before: { value: step.before, unit },
    after: { value: step.after, unit },
    change: { value: step.change, unit: 'ratio', low: step.low, high: step.high, confidence: 0.95 },
    since: step.at,
  }
}
