import type { AlertSeverity } from '../core/index.ts'
import type { AlertRule, SeverityRatios } from './rule.ts'

/** The guide's calculate_alert_severity. */
export const guideSeverityRatios: Readonly<SeverityRatios> = { medium: 1.1, high: 1.2, critical: 1.5 }

const order: readonly AlertSeverity[] = ['low', 'medium', 'high', 'critical']

/** How serious a value is that is `ratio` times its limit. */
export function severityOfRatio(
  ratio: number,
  { medium, high, critical }: Readonly<SeverityRatios> = guideSeverityRatios,
): AlertSeverity {
  if (ratio >= critical) return 'critical'
  if (ratio >= high) return 'high'
  return ratio >= medium ? 'medium' : 'low'
}

/** How serious a value beyond the limit of `rule` is: by its own word, or by how many times too much (or too little) it is. */
export function severityOf(
  rule: Pick<AlertRule, 'direction' | 'raise' | 'severity' | 'severityRatios'>,
  value: number,
): AlertSeverity {
  if (rule.severity !== null) return rule.severity
  const [more, less] = rule.direction === 'above' ? [value, rule.raise] : [rule.raise, value]
  // 1.02 / 0.85 is a hair below 1.2, and 102 / 85 is not.
  const ratio = less === 0 ? Number.POSITIVE_INFINITY : Number((more / less).toPrecision(12))
  return severityOfRatio(ratio, rule.severityRatios)
}

/** The worse of the two. */
export function moreSerious(a: AlertSeverity, b: AlertSeverity): AlertSeverity {
  return seriousness(a) >= seriousness(b) ? a : b
}

/** 0 for low to 3 for critical. */
export function seriousness(severity: AlertSeverity): number {
  return order.indexOf(severity)
}
