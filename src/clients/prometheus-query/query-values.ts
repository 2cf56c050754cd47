import { isObject } from '../../core/index.ts'
import { lasting, type OrFault } from './query-fault.ts'
import type { QueryData } from './read-answer.ts'

/** The labels of a series, `__name__` among them where it has a name. */
export type SeriesLabels = Readonly<Record<string, string>>

/** One value of a series; NaN and both infinities are values too. */
export interface VectorSample {
  labels: SeriesLabels
  atSeconds: number
  value: number
}

/** What an instant query answers. One without samples is an answer: nothing matched. */
export interface InstantResult {
  samples: VectorSample[]
  warnings: string[]
}

const histogramsLeftOut = 'Native histograms are in the answer; they are not read.'

/** The result of an instant query: a vector, as every query that is asked here gives. */
export function instantResult({ resultType, result, warnings }: QueryData): OrFault<InstantResult> {
  if (resultType !== 'vector') return lasting(`it answers with a ${resultType} in place of a vector`)
  if (!Array.isArray(result)) return malformed()
  const samples: VectorSample[] = []
  let histograms = 0
  for (const one of result) {
    const labels = labelsOf(one)
    if (labels === null || !isObject(one)) return malformed()
    if (one['histogram'] !== undefined) {
      histograms++
      continue
    }
    const pair = pairOf(one['value'])
    if (pair === null) return malformed()
    samples.push({ labels, ...pair })
  }
  return { ok: true, value: { samples, warnings: withHistograms(warnings, histograms) } }
}

/** The raw pairs of one series of a matrix: none where it has only histograms; null where it is malformed. */
export function samplesIn(series: Record<string, unknown>): readonly unknown[] | null {
  const values = series['values']
  if (values === undefined && series['histograms'] !== undefined) return []
  return Array.isArray(values) ? values : null
}

/** `warnings`, and one more where there were native histograms. */
export function withHistograms(warnings: readonly string[], histograms: number): string[] {
  return histograms > 0 ? [...warnings, histogramsLeftOut] : [...warnings]
}

/** The labels of a series or sample; null where it has none that are texts. */
export function labelsOf(series: unknown): SeriesLabels | null {
  const metric = isObject(series) ? series['metric'] : null
  if (!isObject(metric)) return null
  const labels: Record<string, string> = {}
  for (const [name, value] of Object.entries(metric)) {
    if (typeof value !== 'string') return null
    labels[name] = value
  }
  return labels
}

/** `[seconds, "value"]`, as the API writes a sample. */
export function pairOf(raw: unknown): { atSeconds: number; value: number } | null {
  if (!Array.isArray(raw) || raw.length !== 2) return null
  const [atSeconds, text]: unknown[] = raw
  if (typeof atSeconds !== 'number' || typeof text !== 'string') return null
  const value = numberOf(text)
  return value === null ? null : { atSeconds, value }
}

const words: ReadonlyMap<string, number> = new Map([
  ['NaN', Number.NaN],
  ['+Inf', Number.POSITIVE_INFINITY],
  ['Inf', Number.POSITIVE_INFINITY],
  ['-Inf', Number.NEGATIVE_INFINITY],
])

function numberOf(text: string): number | null {
  const word = words.get(text)
  if (word !== undefined) return word
  const value = text.trim() === '' ? Number.NaN : Number(text)
  return Number.isFinite(value) ? value : null
}

/** What was said to be a result is not built like one. */
export function malformed(): { ok: false; fault: { reason: string; cure: 'none' } } {
  return {
    ok: false,
    fault: { reason: 'its answer has a result that is not built as the API builds it', cure: 'none' },
  }
}
