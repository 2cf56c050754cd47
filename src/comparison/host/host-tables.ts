import { type Cell, type Column, type Quantity, quantity, type Table } from '../../core/index.ts'
import { counted, formatQuantity } from '../../report/index.ts'
import type { BenchCase } from '../bench-data.ts'
import type { HostData, JudgedFigure } from './host-data.ts'

/** The figures, what they were measured on, and as background how. */
export function hostTables(data: HostData): Table[] {
  const { figures, reference } = data
  return [
    reference === null ? plainTable(figures) : judgedTable(figures),
    conditions(data),
    meanings(figures),
  ]
}

const right = { align: 'right' } as const
const figureColumn: Column = { key: 'figure', title: 'Figure' }

function judgedTable(figures: readonly JudgedFigure[]): Table {
  return {
    title: 'This box against the reference (median of the rounds)',
    main: true,
    columns: [
      figureColumn,
      { key: 'measured', title: 'Measured', ...right },
      { key: 'spread', title: 'Spread', ...right },
      { key: 'reference', title: 'Reference', ...right },
      { key: 'ratio', title: 'Ratio', ...right },
      { key: 'verdict', title: 'Verdict' },
    ],
    rows: figures.map(({ title, unit, measured, reference, verdict }): Cell[] => [
      title,
      medianOf(measured),
      spreadOf(measured),
      reference === null ? null : short(reference.median, unit),
      verdict === null || verdict.ratio === null ? null : short(verdict.ratio, 'count'),
      verdict?.status ?? null,
    ]),
  }
}

function plainTable(figures: readonly JudgedFigure[]): Table {
  return {
    title: 'This box (median of the rounds)',
    main: true,
    columns: [
      figureColumn,
      { key: 'measured', title: 'Measured', ...right },
      { key: 'spread', title: 'Spread', ...right },
      { key: 'low', title: 'Low', ...right },
      { key: 'high', title: 'High', ...right },
    ],
    rows: figures.map(({ title, measured }): Cell[] => [
      title,
      medianOf(measured),
      spreadOf(measured),
      measured === null ? null : short(measured.low, measured.unit),
      measured === null ? null : short(measured.high, measured.unit),
    ]),
  }
}

function conditions({ disk, memory, threads, rounds }: HostData): Table {
  const { directory, filesystem, device, mountPoint, fileBytes } = disk
  const on = filesystem === null ? '' : ` (${filesystem} on ${device} at ${mountPoint})`
  const bytes = (value: number): string => formatQuantity(value, 'bytes')
  const cache =
    memory.lastLevelCacheBytes === null
      ? 'a cache of unknown size'
      : `a cache of ${bytes(memory.lastLevelCacheBytes)}`
  return {
    title: 'Measured on',
    columns: [
      { key: 'part', title: 'Part' },
      { key: 'how', title: 'How' },
    ],
    rows: [
      ['Disk', `${directory}${on}, a file of at most ${bytes(fileBytes)} at a time`],
      ['Memory', `a buffer of ${bytes(memory.bufferBytes)} beside ${cache}`],
      ['All cores', counted(threads, 'thread')],
      ['Rounds', `${rounds}; the spread is half the interval of their median`],
    ],
  }
}

function meanings(figures: readonly JudgedFigure[]): Table {
  return {
    title: 'What each figure is',
    detail: true,
    columns: [
      figureColumn,
      { key: 'key', title: 'Key' },
      { key: 'meaning', title: 'How it is measured' },
      { key: 'warn', title: 'Warns at', ...right },
      { key: 'fail', title: 'Fails at', ...right },
    ],
    rows: figures.map(({ title, id, meaning, warnAt, failAt }): Cell[] => [
      title,
      id,
      meaning,
      quantity(warnAt, 'count'),
      quantity(failAt, 'count'),
    ]),
  }
}

function medianOf(measured: BenchCase | null): Cell {
  return measured === null ? null : short(measured.median, measured.unit)
}

/** Half the way from low to high, as a share of the median. */
function spreadOf(measured: BenchCase | null): Cell {
  if (measured === null || measured.samples < 2) return null
  const { low, high, median } = measured
  return quantity(Number(((high - low) / 2 / median).toPrecision(2)), 'ratio')
}

function short(value: number, unit: Quantity['unit']): Quantity {
  return quantity(Number(value.toPrecision(3)), unit)
}
