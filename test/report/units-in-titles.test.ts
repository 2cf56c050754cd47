import { expect, test } from 'vitest'
import { type Cell, quantity } from '../../src/core/index.ts'
import { plainColour } from '../../src/report/index.ts'
import { gridLines } from '../../src/report/table-grid.ts'

const columns = [
  { key: 'month', title: 'Month' },
  { key: 'memory', title: 'Memory', align: 'right' as const },
  { key: 'cost', title: 'Cost', align: 'right' as const },
]
const rows: Cell[][] = [
  ['2026-11', quantity(4.5 * 2 ** 30, 'bytes'), quantity(12, 'money:EUR/month')],
  ['2026-12', quantity(10 * 2 ** 30, 'bytes'), quantity(1234, 'money:EUR/month')],
]
const lines = (width: number, cells = rows) =>
  gridLines(columns, cells, { width, unicode: false, colour: plainColour, verbose: false, quiet: false })

test('a unit stays with its number where there is room', () => {
  expect(lines(40)).toEqual([
    'Month     Memory             Cost',
    '---------------------------------',
    '2026-11  4.5 GiB     12 EUR/month',
    '2026-12   10 GiB  1,234 EUR/month',
  ])
})

test('a unit that a whole column shares moves into its title where there is none', () => {
  expect(lines(28)).toEqual([
    'Month     Memory        Cost',
    '             GiB   EUR/month',
    '----------------------------',
    '2026-11      4.5          12',
    '2026-12       10       1,234',
  ])
})

test('different units stay where they are', () => {
  const mixed = [rows[0] ?? [], ['2026-12', quantity(5, 'bytes'), null]]
  expect(lines(28, mixed).join('\n')).toContain('4.5 GiB')
})
