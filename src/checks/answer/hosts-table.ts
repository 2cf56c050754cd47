import type { Cell, Quantity, Table } from '../../core/index.ts'
import { formatQuantity } from '../../report/index.ts'
import { cutTo } from '../ranking/index.ts'
import type { Failure } from './diagnose-data.ts'
import { figures } from './figures.ts'
import type { RankedHost } from './findings.ts'
import type { OddOne } from './odd-ones.ts'
import { verdictInBrief } from './verdict.ts'

interface Fleet {
  hosts: readonly RankedHost[]
  failures: readonly Failure[]
  figures: Readonly<Record<string, Readonly<Record<string, Quantity>>>>
  oddOnes: readonly OddOne[]
}

const longestName = 20

/** One line a host: its verdict and its figures, the odd ones marked with `*`. */
export function hostsTable(fleet: Fleet, title: string): Table {
  const shown = figures.filter(({ table }) => table === 'hosts')
  return {
    title,
    main: true,
    columns: [
      { key: 'host', title: 'Host' },
      { key: 'verdict', title: 'Verdict' },
      ...shown.map((figure) => ({ key: figure.name, title: figure.title, align: 'right' as const })),
    ],
    rows: [
      ...fleet.hosts.map((host): Cell[] => [
        cutTo(host.name, longestName),
        host.complete ? verdictInBrief(host) : `${verdictInBrief(host)} (part)`,
        ...shown.map(({ name }) => cellOf(fleet, host.name, name)),
      ]),
      ...fleet.failures.map(({ host }): Cell[] => [
        cutTo(host, longestName),
        'no answer',
        ...shown.map(() => null),
      ]),
    ],
  }
}

/** The figures that `hostsTable` has no room for. */
export function furtherFigures(fleet: Fleet): Table {
  const shown = figures.filter(({ table }) => table === 'more')
  return {
    title: 'More figures',
    columns: [
      { key: 'figure', title: 'Figure' },
      ...fleet.hosts.map(({ name }) => ({
        key: name,
        title: cutTo(name, longestName),
        align: 'right' as const,
      })),
    ],
    rows: shown.map((figure) => [
      figure.label,
      ...fleet.hosts.map((host) => cellOf(fleet, host.name, figure.name)),
    ]),
  }
}

function cellOf(fleet: Fleet, host: string, name: string): Cell {
  const value = fleet.figures[host]?.[name]
  if (value === undefined) return null
  const odd = fleet.oddOnes.some((one) => one.host === host && one.figure === name)
  return odd ? `${formatQuantity(value)}*` : value
}
