import type { Chart } from '../../core/index.ts'
import type { HistorySeries } from './history-data.ts'
import { seriesLabel } from './series-label.ts'

const most = 24

/** One chart a series, medians by run, with the levels that the steps divide; the longest series where there are too many. */
export function historyCharts(series: readonly HistorySeries[]): Chart[] {
  const shown = series.toSorted((a, b) => b.points.length - a.points.length).slice(0, most)
  return series.filter((one) => shown.includes(one)).map((one) => chartOf(one, series))
}

function chartOf(one: HistorySeries, all: readonly HistorySeries[]): Chart {
  const { points, steps, unit } = one
  const medians = { name: 'median', points: points.map(({ run, value }) => [run, value] as const) }
  const levels = {
    name: 'level',
    points: points.map(({ run }) => [run, levelAt(run, one)] as const),
  }
  return {
    title: seriesLabel(one, all),
    x: { title: 'Run', unit: 'count' },
    y: { title: one.measure === 'time' ? 'Median' : one.measure, unit },
    series: steps.length === 0 ? [medians] : [medians, levels],
  }
}

function levelAt(run: number, { steps }: HistorySeries): number | null {
  const last = steps.findLast((step) => step.run <= run)
  return last?.after ?? steps[0]?.before ?? null
}
