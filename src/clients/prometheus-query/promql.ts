/** A condition on a label, as PromQL has them. */
export interface LabelMatcher {
  label: string
  operator: '=' | '!=' | '=~' | '!~'
  value: string
}

/** Whether PromQL takes `text` as the name of a metric without quotes. */
export function isMetricName(text: string): boolean {
  return /^[a-zA-Z_:][a-zA-Z0-9_:]*$/.test(text)
}

/** Whether PromQL takes `text` as the name of a label without quotes. */
export function isLabelName(text: string): boolean {
  return /^[a-zA-Z_][a-zA-Z0-9_]*$/.test(text)
}

/** `text` in double quotes: PromQL reads it back as it is, whatever is in it. */
export function quoted(text: string): string {
  // Go, whose rules PromQL has, knows every escape that JSON writes, but no half of a surrogate pair.
  return JSON.stringify(text.replace(/\p{Surrogate}/gu, '\u{fffd}'))
}

/** `metric{label="value",...}`; the names have to be legal. */
export function selector(metric: string, matchers: readonly LabelMatcher[]): string {
  const inside = matchers.map(({ label, operator, value }) => `${label}${operator}${quoted(value)}`)
  return inside.length === 0 ? metric : `${metric}{${inside.join(',')}}`
}

/** A duration as PromQL writes it: `300s`, or with milliseconds where it is not whole. */
export function promDuration(seconds: number): string {
  return Number.isInteger(seconds) ? `${seconds}s` : `${Math.max(1, Math.round(seconds * 1000))}ms`
}

/** `expression` with the label `to` set to what `from` has; as it is where they are the same, or `from` is missing. */
export function relabelled(expression: string, to: string, from: string): string {
  return to === from ? expression : `label_replace(${expression},"${to}","$1","${from}","(.+)")`
}

/** `expression` with the label `to` set to `value`, whatever it was. */
export function labelled(expression: string, to: string, value: string): string {
  return `label_replace(${expression},"${to}",${quoted(value)},"","")`
}
