import { describe, expect, it } from 'vitest'
import { rowCount, rowsOf, type Table } from '../../src/core/index.ts'

const columns = [{ key: 'a', title: 'A' }]

describe('the rows of a table', () => {
  it('are those in memory', () => {
    const table: Table = { title: 'T', columns, rows: [['x'], ['y']] }
    expect([...rowsOf(table)]).toEqual([['x'], ['y']])
    expect(rowCount(table)).toBe(2)
  })

  it('and after them those that are made anew at each call', () => {
    const table: Table = {
      title: 'T',
      columns,
      rows: [['x']],
      rest: { count: 2, rows: () => [['y'], ['z']] },
    }
    expect([...rowsOf(table)]).toEqual([['x'], ['y'], ['z']])
    expect([...rowsOf(table)]).toEqual([['x'], ['y'], ['z']])
    expect(rowCount(table)).toBe(3)
  })
})
