import uPlot from 'uplot'
import type { Unit } from '../../../core/index.ts'
import { figureWords, timeOfDay } from './figure-words.ts'
import type { Columns } from './series-store.ts'

/** A drawn chart. */
export interface Chart {
  /** Columns over a span in milliseconds. */
  draw(columns: Columns, fromMs: number, toMs: number): void
  /** The colours have changed. */
  recolour(): void
  remove(): void
}

/** How a chart is drawn, and who is told what the reader does on it. */
export interface ChartOrder {
  unit: Unit
  ceiling: number | null
  lines: number
  onZoom(fromMs: number, toMs: number): void
  onReset(): void
  /** The place in the columns under the pointer; null when it has left. */
  onCursor(index: number | null): void
}

const height = 168
const dashes = [[], [7, 5], [2, 4], [10, 4, 2, 4], [12, 6], [4, 3]]
const byteSteps = Array.from({ length: 60 }, (_, power) => 2 ** power)
const timeSteps = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600]
/** From a tenth of a millisecond on; from a minute on as clocks are read. */
const secondSteps = [
  ...[1e-4, 1e-3, 0.01, 0.1].flatMap((power) => [power, 2 * power, 5 * power]),
  ...timeSteps,
  ...[2, 6, 12, 24, 48, 240].map((hours) => hours * 3600),
]

/** Draws into `place` and follows its width. */
export function createChart(place: HTMLElement, order: ChartOrder): Chart {
  let span: [number, number] = [0, 1]
  const font = `12px ${getComputedStyle(document.body).fontFamily}`
  const { unit, ceiling } = order
  const axis = {
    stroke: () => colour('--soft'),
    font,
    grid: { stroke: () => colour('--line'), width: 1 },
    ticks: { show: false },
  }
  const plot = new uPlot(
    {
      width: Math.max(place.clientWidth, 100),
      height,
      legend: { show: false },
      cursor: {
        sync: { key: 'monitor' },
        y: false,
        drag: { x: true, y: false, setScale: false },
        points: { size: 7 },
      },
      scales: {
        x: { time: true, range: () => span },
        y: { range: (_, __, most) => [0, topOf(most, ceiling, unit)] },
      },
      axes: [
        {
          ...axis,
          space: 76,
          size: 26,
          gap: 4,
          incrs: timeSteps,
          values: (_, splits) => splits.map((at) => timeOfDay(at * 1000)),
        },
        {
          ...axis,
          size: 74,
          ...(unit.startsWith('bytes') && { incrs: byteSteps }),
          ...(unit === 'seconds' && { incrs: secondSteps }),
          values: (_, splits) => splits.map((value) => figureWords(value, unit)),
        },
      ],
      series: [
        {},
        ...Array.from({ length: order.lines }, (_, line) => ({
          stroke: () => colour(`--s${line % dashes.length}`),
          width: 1.75,
          dash: dashes[line % dashes.length] ?? [],
          points: { show: false },
        })),
      ],
      hooks: {
        setSelect: [
          ({ select, posToVal }) => {
            if (select.width > 4)
              order.onZoom(
                posToVal(select.left, 'x') * 1000,
                posToVal(select.left + select.width, 'x') * 1000,
              )
            plot.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false)
          },
        ],
        setCursor: [({ cursor }) => order.onCursor(isOutside(cursor.left) ? null : (cursor.idx ?? null))],
      },
    },
    [[], ...Array.from({ length: order.lines }, () => [])],
    place,
  )
  plot.over.addEventListener('dblclick', order.onReset)
  const watch = new ResizeObserver(() => {
    if (place.clientWidth > 0 && place.clientWidth !== plot.width)
      plot.setSize({ width: place.clientWidth, height })
  })
  watch.observe(place)
  return {
    draw({ times, values }, fromMs, toMs) {
      span = [fromMs / 1000, toMs / 1000]
      plot.setData([times, ...values], true)
    },
    recolour: () => plot.redraw(false, true),
    remove() {
      watch.disconnect()
      plot.destroy()
    },
  }
}

function isOutside(left = -1): boolean {
  return left < 0
}

function colour(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim()
}

/** A little above the largest value, so that an axis does not jump with each one; never below the ceiling. */
function topOf(most: number | null, ceiling: number | null, unit: Unit): number {
  const floor = ceiling ?? (unit === 'ratio' ? 0.01 : unit === 'seconds' ? 0.01 : unit === 'cores' ? 0.1 : 1)
  return Math.max(floor, (most ?? 0) * (ceiling !== null && (most ?? 0) <= ceiling ? 1 : 1.1))
}
