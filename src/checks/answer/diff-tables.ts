import type { Cell, Table } from '../../core/index.ts'
import { formatQuantity } from '../../report/index.ts'
import { cutTo } from '../ranking/index.ts'
import type { FigureChange } from './diff-figures.ts'
import type { Change, FindingChange } from './diff-findings.ts'
import { labelOf } from './odd-ones.ts'

/** What asks for attention comes first. */
export const order: readonly Change[] = ['new', 'worse', 'unknown', 'better', 'not-yet-clear', 'gone', 'same']

/** What became of a finding, as a screen says it. */
export const inWords: Readonly<Record<Change, string>> = {
  new: 'new',
  worse: 'worse',
  unknown: 'not known any more',
  better: 'better',
  'not-yet-clear': 'not yet clear',
  gone: 'gone',
  same: 'as before',
}

/** One line for each finding that warns or fails in one of two results; no table where there is none. */
export function changesTable(changes: readonly FindingChange[]): Table[] {
  if (changes.length === 0) return []
  const rows = order.flatMap((change) => changes.filter((one) => one.change === change))
  return [
    {
      title: 'Findings',
      columns: [
        { key: 'change', title: 'Change' },
        { key: 'finding', title: 'Finding' },
        { key: 'was', title: 'Was' },
        { key: 'now', title: 'Now' },
      ],
      rows: rows.map(({ change, title, instance, was, now }): Cell[] => [
        inWords[change],
        cutTo(instance === null ? title : `${title} [${instance}]`, 44),
        was,
        now,
      ]),
    },
  ]
}

const figuresShown = 6
const leastChange = 0.05

/** The figures that changed most, and all of them as background. */
export function figuresTables(figures: readonly FigureChange[]): Table[] {
  const changed = figures.filter(({ change }) => change !== null && Math.abs(change) >= leastChange)
  const shown = changed.slice(0, figuresShown)
  const severalHosts = new Set(figures.map(({ host }) => host)).size > 1
  return [
    ...(shown.length === 0 ? [] : [figuresTable('Figures that changed most', shown, severalHosts)]),
    ...(figures.length === 0
      ? []
      : [{ ...figuresTable('All figures', figures, severalHosts), detail: true }]),
  ]
}

function figuresTable(title: string, figures: readonly FigureChange[], severalHosts: boolean): Table {
  return {
    title,
    columns: [
      ...(severalHosts ? [{ key: 'host', title: 'Host' }] : []),
      { key: 'figure', title: 'Figure' },
      { key: 'was', title: 'Was', align: 'right' },
      { key: 'now', title: 'Now', align: 'right' },
      { key: 'change', title: 'Change', align: 'right' },
    ],
    rows: figures.map(({ host, figure, was, now, change }): Cell[] => [
      ...(severalHosts ? [host] : []),
      labelOf(figure),
      was,
      now,
      change === null
        ? null
        : `${change > 0 ? '+' : ''}${formatQuantity(Math.round(change * 1000) / 1000, 'ratio')}`,
    ]),
  }
}
