import type { Chart } from '../core/index.ts'
import { drawableLines, type Line } from './chart-scale.ts'
import { chartStyle, paletteStyle } from './chart-style.ts'
import { displayWidth } from './display-width.ts'
import { escapeMarkup } from './escape-markup.ts'
import { chartDrawing, chartSize, lineClass } from './html-chart.ts'
import type { Reporter } from './look.ts'

const margin = 24
const titleHeight = 30
const legendLine = 22
/** Legends are set in letters of about this width, one below the other where they do not fit beside each other. */
const letterWidth = 7.5
const longestTitle = 78

const style = `${paletteStyle}svg { font: 14px system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; }
.page { fill: var(--page); }
.title { font-size: 16px; font-weight: 650; fill: var(--ink); }
.key { fill: var(--ink); }
${chartStyle}`

/** The charts of all results as one picture, one below the other, light and dark; one that says so where there are none. */
export const svg: Reporter = function* (envelopes) {
  const charts = envelopes.flatMap(({ charts: drawn = [] }) => drawn)
  const blocks = charts.flatMap((chart) => {
    const lines = drawableLines(chart)
    return lines === null ? [] : [blockOf(chart, lines)]
  })
  const width = chartSize.width + 2 * margin
  const height = blocks.reduce((total, block) => total + block.height, 0) + 2 * margin
  const full = blocks.length === 0 ? height + titleHeight : height
  yield `<?xml version="1.0" encoding="UTF-8"?>
<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${full}" viewBox="0 0 ${width} ${full}">
<style>
${escapeMarkup(style)}</style>
<rect class="page" width="${width}" height="${full}"/>
`
  if (blocks.length === 0) yield `<text class="title" x="${margin}" y="${margin + 16}">No charts</text>\n`
  let top = margin
  for (const block of blocks) {
    yield `<g transform="translate(${margin} ${top})">\n${block.text}\n</g>\n`
    top += block.height
  }
  yield '</svg>\n'
}

function blockOf(chart: Chart, lines: readonly Line[]): { text: string; height: number } {
  const keys = legend(lines)
  const top = titleHeight + keys.height
  const whole = `${chart.title}: ${chart.y.title} by ${chart.x.title}`
  return {
    text: `<title>${escapeMarkup(whole)}</title>
<text class="title" x="0" y="16">${escapeMarkup(cut(chart.title, longestTitle))}</text>
${keys.text}<g transform="translate(0 ${top})">
${chartDrawing(chart, lines)}
</g>`,
    height: top + chartSize.height + margin,
  }
}

function legend(lines: readonly Line[]): { text: string; height: number } {
  if (lines.length < 2) return { text: '', height: 0 }
  let x = 0
  let y = titleHeight + 10
  const items = lines.map(({ name }, index) => {
    const words = cut(name, longestTitle)
    const width = 36 + displayWidth(words) * letterWidth + 20
    if (x > 0 && x + width > chartSize.width) {
      x = 0
      y += legendLine
    }
    const item =
      `<path class="${lineClass(index)}" d="M${x} ${y - 4}h28"/>` +
      `<text class="key" x="${x + 36}" y="${y}">${escapeMarkup(words)}</text>\n`
    x += width
    return item
  })
  return { text: items.join(''), height: y - titleHeight + 12 }
}

function cut(text: string, longest: number): string {
  const letters = [...text]
  return letters.length <= longest ? text : `${letters.slice(0, longest - 1).join('')}…`
}
