import type { Cell, Table } from '../../core/index.ts'
import { type Group, groups } from '../define-check.ts'
import type { Judged } from '../judge.ts'
import { countsOf } from './counts.ts'
import type { Counts } from './diagnose-data.ts'
import { unknownInWords } from './unknown-in-words.ts'

interface Line {
  group: string
  counts: Counts
  result: string
  unknown: string
}

/** One line a group: what is fine, what is not, and why the rest is not known. */
export function checkedTable(judged: readonly Judged[], title: string): Table {
  const lines = linesOf(judged)
  const anyUnknown = lines.some(({ unknown }) => unknown !== '')
  return {
    title,
    summary: true,
    columns: [
      { key: 'group', title: 'Checked' },
      { key: 'result', title: 'Result' },
      ...(anyUnknown ? [{ key: 'unknown', title: 'Not known' }] : []),
    ],
    rows: lines.map(({ group, result, unknown }) => [group, result, ...(anyUnknown ? [unknown] : [])]),
  }
}

/** The same on half the lines: two groups beside each other, and of what is not known only how much it is. */
export function checkedTableInPairs(judged: readonly Judged[], title: string): Table {
  const cells = linesOf(judged).map(({ group, counts, result }): Cell[] => [
    group,
    counts.unknown === 0
      ? result
      : [...(result === '–' ? [] : [result]), `${counts.unknown} unknown`].join(', '),
  ])
  const half = Math.ceil(cells.length / 2)
  return {
    title,
    summary: true,
    columns: [
      { key: 'group', title: 'Checked' },
      { key: 'result', title: 'Result' },
      { key: 'group2', title: 'Checked' },
      { key: 'result2', title: 'Result' },
    ],
    rows: cells.slice(0, half).map((left, row) => [...left, ...(cells[half + row] ?? ['', ''])]),
  }
}

/** A group as a screen names it. */
export function groupName(group: Group): string {
  return group === 'cpu' ? 'CPU' : group.charAt(0).toUpperCase() + group.slice(1)
}

function linesOf(judged: readonly Judged[]): Line[] {
  return groups.flatMap((group) => {
    const own = judged.filter(({ check }) => check.group === group)
    const counts = countsOf(own)
    // A group with nothing to judge here says nothing.
    if (own.length === counts['not-applicable']) return []
    return [{ group: groupName(group), counts, result: resultOf(counts), unknown: unknownInWords(own) }]
  })
}

function resultOf({ pass, fail, warn, info }: Counts): string {
  const parts = [
    ...(pass > 0 ? [`${pass} fine`] : []),
    ...(fail > 0 ? [`${fail} fail`] : []),
    ...(warn > 0 ? [`${warn} warn`] : []),
    ...(info > 0 ? [`${info} info`] : []),
  ]
  return parts.length === 0 ? '–' : parts.join(', ')
}
