import type { Chart, Unit } from '../core/index.ts'
import { drawableLines, type Line, roundScale, type Scale, tightScale } from './chart-scale.ts'
import { escapeMarkup } from './escape-markup.ts'
import { formatQuantity } from './format-quantity.ts'

/** How large a chart is drawn, in its own units. */
export const chartSize = { width: 720, height: 340 }

const plot = { left: 88, right: 700, top: 34, bottom: 278 }
const colours = 6
const mostMarkers = 60

/** A chart as inline SVG that takes its colours from the page; empty for fewer than two points. `id` is unique on the page. */
export function chartFigure(chart: Chart, id: string): string {
  const lines = drawableLines(chart)
  if (lines === null) return ''
  const title = escapeMarkup(chart.title)
  return `<figure>
<figcaption>${title}</figcaption>
${legend(lines)}<div class="scroll" tabindex="0" role="region" aria-label="${title}">
<svg viewBox="0 0 ${chartSize.width} ${chartSize.height}" role="img" aria-labelledby="${id}">
<title id="${id}">${title}: ${escapeMarkup(chart.y.title)} by ${escapeMarkup(chart.x.title)}</title>
${chartDrawing(chart, lines)}
</svg>
</div>
</figure>`
}

/** The axes and lines of a chart as SVG elements, `chartSize` large, without title and legend. */
export function chartDrawing(chart: Chart, lines: readonly Line[]): string {
  const x = tightScale(
    lines.flatMap(({ points }) => points.map(([value]) => value)),
    chart.x.unit,
    6,
  )
  const y = roundScale(
    lines.flatMap(({ points }) => points.flatMap(([, value]) => value ?? [])),
    chart.y.unit,
    4,
  )
  return `${yAxis(y, chart.y)}
${xAxis(x, chart.x)}
${lines.map((line, index) => series(line, index, x, y, chart)).join('\n')}`
}

/** The classes that paint the line with this place in a chart. */
export function lineClass(index: number): string {
  return `line s${index % colours}`
}

function legend(lines: readonly Line[]): string {
  if (lines.length < 2) return ''
  const items = lines.map(({ name }, index) => {
    const sample = `<svg viewBox="0 0 28 10" aria-hidden="true"><path class="${lineClass(index)}" d="M0 5H28"/></svg>`
    return `<li>${sample}${escapeMarkup(name)}</li>`
  })
  return `<ul class="legend">${items.join('')}</ul>\n`
}

function yAxis(scale: Scale, { title, unit }: Chart['y']): string {
  const ticks = scale.ticks.map((tick) => {
    const at = down(tick, scale)
    return (
      `<path class="grid" d="M${plot.left} ${at}H${plot.right}"/>` +
      `<text class="tick" text-anchor="end" x="${plot.left - 10}" y="${at}" dy="0.32em">${words(tick, unit)}</text>`
    )
  })
  return `<text class="axis" x="${plot.left - 84}" y="16">${escapeMarkup(title)}</text>\n${ticks.join('\n')}`
}

function xAxis(scale: Scale, { title, unit }: Chart['x']): string {
  const ticks = scale.ticks.map((tick) => {
    const at = across(tick, scale)
    return (
      `<path class="mark" d="M${at} ${plot.bottom}v5"/>` +
      `<text class="tick" text-anchor="middle" x="${at}" y="${plot.bottom + 22}">${words(tick, unit)}</text>`
    )
  })
  const middle = (plot.left + plot.right) / 2
  return (
    `<path class="mark" d="M${plot.left} ${plot.bottom}H${plot.right}"/>\n${ticks.join('\n')}\n` +
    `<text class="axis" text-anchor="middle" x="${middle}" y="${plot.bottom + 50}">${escapeMarkup(title)}</text>`
  )
}

function series({ name, points }: Line, index: number, x: Scale, y: Scale, chart: Chart): string {
  const colour = `s${index % colours}`
  const path: string[] = []
  let penDown = false
  for (const [at, value] of points) {
    if (value !== null) path.push(`${penDown ? 'L' : 'M'}${across(at, x)} ${down(value, y)}`)
    penDown = value !== null
  }
  const markers = points.flatMap(([at, value], place) => {
    if (value === null) return []
    const alone = (points[place - 1]?.[1] ?? null) === null && (points[place + 1]?.[1] ?? null) === null
    if (points.length > mostMarkers && !alone) return []
    const text = `${escapeMarkup(name)}: ${words(value, chart.y.unit)} at ${words(at, chart.x.unit)}`
    return [
      `<circle class="dot ${colour}" cx="${across(at, x)}" cy="${down(value, y)}" r="3.5"><title>${text}</title></circle>`,
    ]
  })
  return `<path class="line ${colour}" d="${path.join('')}"/>\n${markers.join('\n')}`
}

function words(value: number, unit: Unit): string {
  return escapeMarkup(formatQuantity(value, unit))
}

function across(value: number, { minimum, maximum }: Scale): number {
  return tenths(plot.left + ((value - minimum) / (maximum - minimum)) * (plot.right - plot.left))
}

function down(value: number, { minimum, maximum }: Scale): number {
  return tenths(plot.bottom - ((value - minimum) / (maximum - minimum)) * (plot.bottom - plot.top))
}

function tenths(value: number): number {
  return Math.round(value * 10) / 10
}
