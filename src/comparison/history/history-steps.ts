import { eDivisive } from '../../metrics/index.ts'
import type { HistorySeries, HistoryStep } from './history-data.ts'

/** With fewer points no order of them is rare enough for a step. */
export const fewestPoints = 10
/** Longer series are searched in pieces, which keeps the time in proportion to their length. */
const window = 100

/** The lasting changes of level in a series, oldest first: E-divisive, the same at every call; none where it is too short. */
export function historySteps({ points, better }: Pick<HistorySeries, 'points' | 'better'>): HistoryStep[] {
  if (points.length < fewestPoints) return []
  const found = eDivisive(
    points.map(({ value }) => value),
    { window },
  )
  return found.flatMap(({ index, before, after, change, low, high, p }) => {
    const point = points[index]
    if (point === undefined) return []
    const { run, at, commit } = point
    const isWorse = better === 'lower' ? after > before : after < before
    return [{ run, at, commit, before, after, change, low, high, p, isWorse }]
  })
}
