import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Cell, Table } from '../../src/core/index.ts'
import { csv } from '../../src/report/csv.ts'
import { countedTable, envelope, finding, look, needs, textOf } from './envelopes.ts'

const written = (tables: Table[]) => textOf(csv([envelope({ tables })], look))
const oneColumn = (rows: Cell[][]): Table => ({ title: 'T', columns: [{ key: 'a', title: 'A' }], rows })

describe('CSV', () => {
  test('has the unit in the title and plain numbers below it', () => {
    expect(written([needs])).toBe('Resource,Need (cores)\r\nCPU,22\r\nGPU,\r\n')
  })

  test('has the unit beside the number where a column has several', () => {
    const rows: Cell[][] = [
      [{ value: 2 ** 30, unit: 'bytes' }],
      [{ value: 0.1, unit: 'money:EUR/month' }],
      [{ value: 7, unit: 'count' }],
    ]
    expect(written([oneColumn(rows)])).toBe('A\r\n1073741824 bytes\r\n0.1 EUR/month\r\n7\r\n')
  })

  test('keeps every digit, and leaves what is not a number empty', () => {
    const rows: Cell[][] = [0.1 + 0.2, 1e21, -5, Number.NaN].map((value) => [{ value, unit: 'seconds' }])
    expect(written([oneColumn(rows)])).toBe('A (seconds)\r\n0.30000000000000004\r\n1e+21\r\n-5\r\n\r\n')
  })

  test('keeps numbers numbers where some are lower bounds, and says which in a column beside them', () => {
    const rows: Cell[][] = [[{ value: 0.5, unit: 'seconds' }], [{ value: 1, unit: 'seconds', atLeast: true }]]
    expect(written([oneColumn(rows)])).toBe('A (seconds),A at least\r\n0.5,\r\n1,yes\r\n')
  })

  test('parts several tables by an empty line, each below its title, background too', () => {
    expect(written([needs, { ...needs, title: 'More, much', detail: true, rows: [] }])).toBe(
      '# Needs\r\nResource,Need (cores)\r\nCPU,22\r\nGPU,\r\n\r\n"# More, much"\r\nResource,Need\r\n',
    )
  })

  test('names the command where there are several results', () => {
    const text = textOf(
      csv([envelope({ tables: [needs] }), envelope({ command: 'bench', tables: [needs] })], look),
    )
    expect(text.match(/^# .*/gm)).toEqual(['# size: Needs', '# bench: Needs'])
  })

  test('has the findings in place of tables that only sum them up, and of those beside it', () => {
    const tables = [{ ...needs, summary: true }, needs]
    expect(textOf(csv([envelope({ findings: [finding({ status: 'fail' })], tables })], look))).toBe(
      'id,instance,status,title,because\r\ndisk,,fail,Disk,it is half empty\r\n',
    )
  })

  test('has the findings where there is no table', () => {
    const findings = [finding({ status: 'fail' }), finding({ id: 'cpu', instance: '0', title: 'CPU' })]
    expect(textOf(csv([envelope({ findings })], look))).toBe(
      'id,instance,status,title,because\r\ndisk,,fail,Disk,it is half empty\r\ncpu,0,pass,CPU,it is half empty\r\n',
    )
  })

  test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1'])('does not let a spreadsheet run %j', (text) => {
    expect(written([oneColumn([[text]])])).toBe(`A\r\n'${text}\r\n`)
  })

  test('has no escape sequences', () => {
    expect(written([oneColumn([['\u001b[31mred\u001b[0m\u0007']])])).toBe('A\r\nred\r\n')
  })

  test('gives back every text, with quotes, commas and line breaks', () => {
    const text = fc
      .string({ unit: fc.constantFrom('a', 'é', '"', ',', '\n', ' ', '#') })
      .filter((value) => !value.startsWith('\n'))
    fc.assert(
      fc.property(fc.array(fc.tuple(text, text), { minLength: 1 }), (rows) => {
        const columns = ['A', 'B'].map((title) => ({ key: title, title }))
        expect(parsed(written([{ title: 'T', columns, rows }]))).toEqual([['A', 'B'], ...rows])
      }),
    )
  })

  test('writes a million rows without holding them', () => {
    const { table, made } = countedTable(1_000_000)
    let lines = 0
    let longest = 0
    let ahead = 0
    for (const piece of csv([envelope({ tables: [table] })], look)) {
      lines += piece.split('\r\n').length - 1
      longest = Math.max(longest, piece.length)
      ahead = Math.max(ahead, made() - lines)
    }
    expect(lines).toBe(1_000_001)
    expect(longest).toBeLessThan(100_000)
    expect(ahead).toBeLessThanOrEqual(1)
  })

  test('takes the unit of rows that are made later from the first of them', () => {
    expect(written([countedTable(2).table])).toBe('N (cores)\r\n0\r\n1\r\n')
  })
})

function parsed(text: string): string[][] {
  const rows: string[][] = []
  let row: string[] = []
  for (const [, quoted, plain = '', end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g)) {
    row.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'))
    if (end === '\r\n') {
      rows.push(row)
      row = []
    }
  }
  return rows
}
