import type { HistorySeries } from './history-data.ts'

/** The name of a series, with its measure where it is no time, and its machine where the benchmark ran on several. */
export function seriesLabel(one: HistorySeries, all: readonly HistorySeries[]): string {
  const { group, name, measure, machine } = one
  const label = measure === 'time' ? name : `${name} (${measure})`
  const others = all.filter(
    (other) => other.group === group && other.name === name && other.measure === measure,
  )
  if (others.length < 2) return label
  const alike = others.filter((other) => other.machine === machine)
  return `${label} on ${machine}${alike.length < 2 ? '' : `, no. ${alike.indexOf(one) + 1}`}`
}
