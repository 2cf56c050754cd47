import { parseDuration } from './duration.ts'
import { type Parsed, rejected, understood } from './parsed.ts'
import type { Unit } from './quantity.ts'
import { parseRate } from './rate.ts'
import { parseRatio } from './ratio.ts'
import { suggestion } from './suggest.ts'

export type SloOperator = '<' | '<=' | '>' | '>='

/** One threshold: `p99[login]<200ms over 10s`. */
export interface SloTerm {
  /** As written, for messages. */
  text: string
  metric: 'percentile' | 'mean' | 'max' | 'errors' | 'rate' | 'assertions' | 'lag'
  /** 0-1, only for `percentile`. */
  quantile: number | null
  /** The request name it applies to; null for all requests together. */
  request: string | null
  operator: SloOperator
  /** In `unit`: seconds, a ratio 0-1, or per second. */
  value: number
  unit: Unit
  /** Length of the sliding window; null for the whole run. */
  overSeconds: number | null
}

const term = /^([A-Za-z][A-Za-z0-9.]*)(?:\[([^\]]*)\])?\s*(<=|>=|<|>)\s*(\S+)(?:\s+over\s+(\S+))?$/
const metrics = ['p50', 'p90', 'p95', 'p99', 'p99.9', 'mean', 'max', 'errors', 'rate', 'assertions', 'lag']
const hint = "Write terms such as 'p99<200ms, errors<1%, rate>450/s, p95[login]<300ms over 10s'."

/** The terms of `--slo 'term, term'`: `metric[request] op value [over DURATION]`, in the order written. */
export function parseSlo(text: string): Parsed<SloTerm[]> {
  const terms: SloTerm[] = []
  // A comma inside [...] belongs to the request name.
  for (const part of text.split(/,(?![^[]*\])/)) {
    const parsed = parseTerm(part.trim())
    if (!parsed.ok) return parsed
    terms.push(parsed.value)
  }
  return understood(terms)
}

/** Whether `value`, in the unit of the term, is on the right side of its limit. */
export function meetsLimit({ operator, value: limit }: SloTerm, value: number): boolean {
  switch (operator) {
    case '<':
      return value < limit
    case '<=':
      return value <= limit
    case '>':
      return value > limit
    case '>=':
      return value >= limit
  }
}

function parseTerm(text: string): Parsed<SloTerm> {
  const match = term.exec(text)
  if (match === null) return rejected(`has a term that cannot be read: ${JSON.stringify(text)}`, hint)
  const [, name = '', request, operator, written = '', window] = match
  const metric = metricOf(name)
  if (metric === null) return rejected(`names an unknown metric ${name}`, suggestion(name, metrics, hint))
  const value = parseValue(metric.metric, written)
  if (!value.ok) return rejected(`has a value for ${name} that ${value.problem}`, value.hint)
  const over = window === undefined ? understood(null) : parseDuration(window)
  if (!over.ok) return rejected(`has a window for ${name} that ${over.problem}`, over.hint)
  if (over.value === 0)
    return rejected(`has an empty window for ${name}`, 'Write a window above 0s, for example over 10s.')
  return understood({
    text,
    ...metric,
    request: request ?? null,
    operator: operator as SloOperator,
    ...value.value,
    overSeconds: over.value,
  })
}

function metricOf(name: string): Pick<SloTerm, 'metric' | 'quantile'> | null {
  if (/^p\d/.test(name)) {
    const quantile = parseRatio(`${name.slice(1)}%`)
    return quantile.ok && quantile.value > 0 ? { metric: 'percentile', quantile: quantile.value } : null
  }
  switch (name) {
    case 'mean':
    case 'max':
    case 'errors':
    case 'rate':
    case 'assertions':
    case 'lag':
      return { metric: name, quantile: null }
    default:
      return null
  }
}

function parseValue(metric: SloTerm['metric'], text: string): Parsed<Pick<SloTerm, 'value' | 'unit'>> {
  const [parsed, unit]: [Parsed<number>, Unit] =
    metric === 'errors' || metric === 'assertions'
      ? [parseRatio(text), 'ratio']
      : metric === 'rate'
        ? [parseRate(text), 'per-second']
        : [parseDuration(text), 'seconds']
  return parsed.ok ? understood({ value: parsed.value, unit }) : parsed
}
