import { describe, expect, test } from 'vitest'
import type { Look } from '../../src/report/index.ts'
import { table } from '../../src/report/table.ts'
import { countedTable, envelope, look, needs, textOf } from './envelopes.ts'

const show = (about: Parameters<typeof envelope>[0], changes: Partial<Look> = {}) =>
  textOf(table([envelope(about)], { ...look, ...changes }))

describe('a table', () => {
  const words = 'the binding constraint is memory because every user keeps a session of two hundred megabytes'
  const wide = {
    title: 'Wide',
    columns: [
      { key: 'a', title: 'Need', align: 'right' as const },
      { key: 'b', title: 'Because' },
    ],
    rows: [[{ value: 18_300 * 2 ** 30, unit: 'bytes' as const }, words]],
  }

  test('wraps its texts and keeps its numbers whole', () => {
    expect(show({ headline: 'H', tables: [wide] }, { width: 40 })).toBe(`H

Wide
      Need  Because
────────────────────────────────────────
18,300 GiB  the binding constraint is
            memory because every user
            keeps a session of two
            hundred megabytes
`)
  })

  test('becomes one block a row where its columns cannot fit', () => {
    const columns = ['Users', 'Memory', 'Network of all concurrent users', 'Cost'].map((title) => ({
      key: title,
      title,
      align: 'right' as const,
    }))
    const row = [{ value: 10_000, unit: 'count' as const }, 'nine gibibytes', null, '1,234 EUR/month']
    expect(
      show({ headline: 'H', tables: [{ title: 'T', columns, rows: [row, row] }] }, { width: 40 }),
    ).toBe(`H

T
Users                 10,000
Memory                nine gibibytes
Network of all concurrent users
                      –
Cost                  1,234 EUR/month

Users                 10,000
Memory                nine gibibytes
Network of all concurrent users
                      –
Cost                  1,234 EUR/month
`)
  })

  test('of millions of rows shows twenty and makes no more', () => {
    const { table: many, made } = countedTable(1_000_000)
    const text = show({ tables: [many] })
    expect(text).toContain('19 cores\n... 999,980 more rows: write them with -o FILE.csv\n')
    expect(made()).toBe(20)
  })

  test('without rows or columns does no harm', () => {
    expect(show({ headline: 'H', tables: [{ title: 'T', columns: needs.columns, rows: [] }] })).toBe(
      'H\n\nT\nno rows\n',
    )
    expect(show({ headline: 'H', tables: [{ title: 'T', columns: [], rows: [[]] }] })).toBe('H\n\nT\n')
  })
})
