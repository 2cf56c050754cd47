import {
  type AlertRuleTexts,
  metricNames,
  metricUnit,
  orderedSeriesKey,
  type Parsed,
  parseLimit,
  seriesName,
  suggest,
  type Unit,
  understood,
} from '../core/index.ts'
import type { AlertDelay, AlertRule, Judging, SeverityRatios } from './rule.ts'
import { guideSeverityRatios } from './severity.ts'

/** What is wrong with a rule: `path` leads from the rule to the key as YAML has it, and `problem` continues it. */
export interface RuleFault {
  path: string[]
  problem: string
  hint: string
}

export type ReadRule = { ok: true; rule: AlertRule } | { ok: false; faults: RuleFault[] }

const defaultNoDataSeconds = 60
const metricPattern = /^[A-Za-z_:][\w.:-]*(\{.*\})?$/
const ratiosHint = 'Write them rising: {medium: 1.1, high: 1.2, critical: 1.5}.'

/** A rule as it was written, with everything that it leaves out, or all that is wrong with it. Ticks come every `intervalSeconds`. */
export function readRule(
  id: string,
  texts: AlertRuleTexts,
  { intervalSeconds = 1 }: { intervalSeconds?: number } = {},
): ReadRule {
  const { metric, above, below, overSeconds = 0, forSeconds = 0 } = texts
  const judge = texts.judge ?? (overSeconds > 0 ? 'mean' : 'value')
  const limit = above ?? below
  const direction = below === undefined ? 'above' : 'below'
  const severityRatios = { ...guideSeverityRatios, ...texts.severityRatios }
  const delay = delayOf(texts)
  const faults = [
    ...metricFaults(metric),
    ...shapeFaults(texts, judge),
    ...ratioFaults(severityRatios),
    ...delayFaults(delay),
  ]
  if (metric === undefined || limit === undefined || faults.length > 0) return { ok: false, faults }

  const raise = limitOf(limit, metric, judge)
  if (!raise.ok) return { ok: false, faults: [{ path: [direction], ...faultOf(raise) }] }
  const { unit } = raise.value
  const clear = texts.clear === undefined ? understood(raise.value.value) : parseLimit(texts.clear, unit)
  if (!clear.ok) return { ok: false, faults: [{ path: ['clear'], ...faultOf(clear) }] }
  const isWrongSide =
    direction === 'above' ? clear.value > raise.value.value : clear.value < raise.value.value
  if (isWrongSide) return { ok: false, faults: [clearFault(direction)] }
  return {
    ok: true,
    rule: {
      id,
      title: texts.title ?? metric,
      metric: orderedSeriesKey(metric),
      judge,
      overSeconds,
      direction,
      raise: raise.value.value,
      clear: clear.value,
      unit,
      forSeconds,
      delay,
      severity: texts.severity ?? null,
      severityRatios,
      labels: texts.labels ?? {},
      runbook: texts.runbook ?? null,
      noDataSeconds: texts.noDataSeconds ?? Math.max(defaultNoDataSeconds, 5 * intervalSeconds),
    },
  }
}

function delayOf({ delay = {} }: AlertRuleTexts): AlertDelay {
  const { downSeconds = 0, multiplier = 1, maximumSeconds } = delay
  // A delay that grows needs an end: without one of its own it may grow to ten times its beginning.
  return {
    downSeconds,
    multiplier,
    maximumSeconds: maximumSeconds ?? downSeconds * (multiplier > 1 ? 10 : 1),
  }
}

function metricFaults(metric: string | undefined): RuleFault[] {
  if (metric === undefined)
    return [{ path: [], problem: 'lacks metric', hint: 'Say what is watched: metric: cpu.usage.' }]
  if (!metricPattern.test(metric))
    return [
      {
        path: ['metric'],
        problem: 'is no series',
        hint: 'Write its name, or its key with tags: disk.usage or disk.usage{mount=/}.',
      },
    ]
  const near = meantMetric(seriesName(metric))
  if (near === null) return []
  return [{ path: ['metric'], problem: 'names no series of monitor', hint: `Did you mean ${near}?` }]
}

/** The series of monitor that a name was most likely meant to be; null for its own, and for what may well come from a scraped page. */
function meantMetric(name: string): string | null {
  const [family = '', ...rest] = name.split('.')
  if (metricUnit(name) !== null || rest.length === 0) return null
  const families = metricNames.map((known) => known.split('.')[0] ?? known)
  return suggest(family, families) === null ? null : suggest(name, metricNames)
}

function shapeFaults({ above, below, overSeconds }: AlertRuleTexts, judge: Judging): RuleFault[] {
  const faults: RuleFault[] = []
  if ((above === undefined) === (below === undefined))
    faults.push({
      path: [],
      problem: 'needs either above or below',
      hint: 'Write one limit, with its unit: above: 85%.',
    })
  const needsWindow = judge === 'mean' || judge === 'increase'
  if (needsWindow && overSeconds === undefined)
    faults.push({
      path: [],
      problem: 'lacks over',
      hint: `Say over which time: over: 1m, for judge: ${judge}.`,
    })
  if (!needsWindow && overSeconds !== undefined)
    faults.push({
      path: ['over'],
      problem: 'has no use here',
      hint: `Leave it out, or judge the mean or the increase instead of ${judge}.`,
    })
  if (judge === 'time-to-empty' && above !== undefined)
    faults.push({
      path: ['above'],
      problem: 'makes no sense for a time to empty',
      hint: 'Write how little time is too little: below: 24h.',
    })
  return faults
}

function ratioFaults({ medium, high, critical }: SeverityRatios): RuleFault[] {
  if (medium <= high && high <= critical) return []
  return [{ path: ['severityRatios'], problem: 'does not rise from medium to critical', hint: ratiosHint }]
}

function delayFaults({ downSeconds, multiplier, maximumSeconds }: AlertDelay): RuleFault[] {
  const faults: RuleFault[] = []
  if (multiplier < 1)
    faults.push({ path: ['delay', 'multiplier'], problem: 'is less than 1', hint: 'Write for example 1.5.' })
  if (maximumSeconds < downSeconds)
    faults.push({
      path: ['delay', 'max'],
      problem: 'is less than down',
      hint: 'Write the longest delay: max: 1h.',
    })
  return faults
}

/** A limit in the unit of the series; where nobody knows that, in the unit that it is written with. */
function limitOf(text: string, metric: string, judge: Judging): Parsed<{ value: number; unit: Unit }> {
  const known = judge === 'time-to-empty' ? 'seconds' : metricUnit(seriesName(metric))
  const [first = 'count', ...others] = known === null ? unitsOf(text) : [known]
  const parsed = parseLimit(text, first)
  if (parsed.ok) return understood({ value: parsed.value, unit: first })
  for (const unit of others) {
    const other = parseLimit(text, unit)
    if (other.ok) return understood({ value: other.value, unit })
  }
  return parsed
}

function unitsOf(text: string): Unit[] {
  if (/^[\d.]+$/.test(text)) return ['count']
  return text.endsWith('%') ? ['ratio'] : ['seconds', 'bytes', 'bytes-per-second', 'per-second']
}

function faultOf({ problem, hint }: { problem: string; hint: string }): Omit<RuleFault, 'path'> {
  return { problem, hint }
}

function clearFault(direction: 'above' | 'below'): RuleFault {
  return {
    path: ['clear'],
    problem: `lies beyond ${direction}`,
    hint: `Write a value on the healthy side of ${direction}, or leave it out.`,
  }
}
