import { matchesPattern } from '../../series/index.ts'
import { type Chart, createChart } from './chart.ts'
import { columnFigures } from './column-figures.ts'
import { element, say } from './element.ts'
import { figureWords, timeOfDay } from './figure-words.ts'
import { type Panel, seriesLabel } from './panels.ts'
import type { Columns, SeriesStore } from './series-store.ts'

/** A panel on the page. */
export interface PanelView {
  node: HTMLElement
  /** Shows a span; returns whether there is anything to show. */
  update(store: SeriesStore, fromMs: number, toMs: number): boolean
  recolour(): void
}

/** What the reader does on a chart. */
export interface PanelActions {
  zoom(fromMs: number, toMs: number): void
  reset(): void
  /** Whether the key did something. */
  key(key: string): boolean
}

/** More lines than this are not told apart. */
const mostLines = 8
const colours = 6

/** A panel without a chart so far: it gets one with its first series, and another when these change. */
export function panelView(panel: Panel, actions: PanelActions): PanelView {
  const says = element('p', { class: 'says', id: `${panel.id}-says` })
  const place = element('div', {
    class: 'chart',
    role: 'img',
    tabindex: '0',
    'aria-label': `Chart of ${panel.title}. Its figures are in the table after it. Keys: plus and minus zoom, the arrows go back and forth, Escape shows all.`,
    'aria-describedby': says.id,
  })
  const nowHead = element('th', { scope: 'col' }, 'Now')
  const body = element('tbody')
  const caption = element('caption', { class: 'unseen' }, `Figures of ${panel.title}`)
  const heads = ['Least', 'Most', 'Mean'].map((head) => element('th', { scope: 'col' }, head))
  const first = element('th', { scope: 'col' }, element('span', { class: 'unseen' }, 'What'))
  const table = element(
    'table',
    {},
    caption,
    element('thead', {}, element('tr', {}, first, nowHead, ...heads)),
    body,
  )
  const title = element('h3', { id: `${panel.id}-title` }, panel.title)
  const node = element(
    'article',
    { class: 'panel', 'aria-labelledby': title.id, 'data-panel': panel.id },
    title,
    says,
    place,
    table,
  )
  node.hidden = true
  place.addEventListener('keydown', (event) => {
    if (!event.ctrlKey && !event.metaKey && !event.altKey && actions.key(event.key)) event.preventDefault()
  })

  let chart: Chart | null = null
  let shown: string[] = []
  let columns: Columns = { times: [], values: [] }
  let cursor: number | null = null
  let rows: HTMLElement[][] = []
  let newest: (number | null)[] = []

  function renew(keys: string[]): void {
    chart?.remove()
    shown = keys
    rows = keys.map(() => [1, 2, 3, 4].map(() => element('td')))
    body.replaceChildren(
      ...keys.map((key, line) => {
        const swatch = element('span', { class: `swatch s${line % colours}`, 'aria-hidden': 'true' })
        return element(
          'tr',
          {},
          element('th', { scope: 'row' }, swatch, seriesLabel(key)),
          ...(rows[line] ?? []),
        )
      }),
    )
    chart = createChart(place, {
      unit: panel.unit,
      ceiling: panel.ceiling,
      lines: keys.length,
      onZoom: actions.zoom,
      onReset: actions.reset,
      onCursor(index) {
        cursor = index
        tell()
      },
    })
  }

  function tell(): void {
    const at = cursor === null ? undefined : columns.times[cursor]
    say(nowHead, at === undefined ? 'Now' : timeOfDay(at * 1000))
    for (const [line, cells] of rows.entries()) {
      const column = columns.values[line] ?? []
      const figures = columnFigures(column)
      const value = at === undefined || cursor === null ? newest[line] : column[cursor]
      const texts = [value, figures?.least, figures?.most, figures?.mean].map((one) =>
        figureWords(one, panel.unit),
      )
      for (const [index, cell] of cells.entries()) say(cell, texts[index] ?? '')
    }
  }

  return {
    node,
    update(store, fromMs, toMs) {
      const all = store.keys().filter((key) => panel.patterns.some((pattern) => matchesPattern(pattern, key)))
      const keys = inOrder(all, panel).slice(0, mostLines)
      node.hidden = keys.length === 0
      if (keys.length === 0) return false
      if (keys.join('\n') !== shown.join('\n')) renew(keys)
      columns = store.columns(keys, fromMs, toMs)
      newest = keys.map((key) => store.newest(key))
      chart?.draw(columns, fromMs, toMs)
      say(says, summary(keys, newest, panel, all.length - keys.length))
      tell()
      return true
    },
    recolour: () => chart?.recolour(),
  }
}

/** As the patterns come, and within one by what they are called. */
function inOrder(keys: readonly string[], { patterns }: Panel): string[] {
  const place = (key: string) => patterns.findIndex((pattern) => matchesPattern(pattern, key))
  return [...keys].sort((a, b) => place(a) - place(b) || (seriesLabel(a) < seriesLabel(b) ? -1 : 1))
}

function summary(
  keys: readonly string[],
  newest: readonly (number | null)[],
  { unit }: Panel,
  leftOut: number,
): string {
  const more = leftOut > 0 ? ` ${leftOut} more are not shown.` : ''
  let largest = -1
  for (const [line, value] of newest.entries())
    if (value !== null && (largest < 0 || value > (newest[largest] ?? 0))) largest = line
  if (largest < 0) return `No data at present.${more}`
  const words = figureWords(newest[largest], unit)
  if (keys.length === 1) return `Now ${words}.${more}`
  return `Largest now: ${seriesLabel(keys[largest] ?? '')}, ${words}.${more}`
}
