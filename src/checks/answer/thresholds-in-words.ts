import { formatQuantity } from '../../report/index.ts'
import type { Thresholds } from '../define-check.ts'

/** When a check warns or fails, and when that ends: `from 85 % on, until it is below 75 %`; null where no number says so. */
export function limitInWords(thresholds: Thresholds, level: 'warn' | 'fail'): string | null {
  const { unit, direction } = thresholds
  const limit = thresholds[level]
  if (limit === undefined) return null
  const clear = level === 'warn' ? thresholds.warnClear : thresholds.failClear
  const said = formatQuantity(limit, unit)
  const raised = direction === 'above' ? `from ${said} on` : `at ${said} and below`
  if (clear === undefined || clear === limit) return raised
  return `${raised}, until it is ${direction === 'above' ? 'below' : 'above'} ${formatQuantity(clear, unit)}`
}
