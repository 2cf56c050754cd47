import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseSavedResult } from '../../src/core/index.ts'
import { json } from '../../src/report/json.ts'
import { countedTable, envelope, envelopes, finding, hostile, look, needs, textOf } from './envelopes.ts'

describe('JSON', () => {
  test('is one pretty document with a row a line', () => {
    const result = envelope({ headline: 'H', tables: [{ ...needs, columns: [] }], warnings: ['w'] })
    expect(textOf(json([result], look))).toBe(`{
  "schema": "lewis-perf/1",
  "command": "size",
  "input": {},
  "status": "pass",
  "exitCode": 0,
  "interrupted": false,
  "error": null,
  "startedAt": "2026-01-02T03:04:05.000Z",
  "durationMs": 1500,
  "tool": {
    "name": "lewis-perf",
    "version": "1.2.3",
    "node": "20.19.0"
  },
  "machine": null,
  "profile": null,
  "headline": "H",
  "data": null,
  "findings": [],
  "tables": [
    {
      "title": "Needs",
      "columns": [],
      "rows": [
        ["CPU",{"value":22,"unit":"cores"}],
        ["GPU",null]
      ]
    }
  ],
  "warnings": [
    "w"
  ]
}
`)
  })

  test('has its keys in one order, whatever order they were made in', () => {
    const result = envelope({ headline: 'H', charts: [], documents: [] })
    const shuffled = Object.fromEntries(Object.entries(result).toReversed()) as typeof result
    expect(textOf(json([shuffled], look))).toBe(textOf(json([result], look)))
  })

  test('of several results is one array, of none an empty one', () => {
    const results = [envelope({ command: 'a' }), envelope({ command: 'b' })]
    expect(JSON.parse(textOf(json(results, look)))).toEqual(results)
    expect(textOf(json([], look))).toBe('[]\n')
  })

  test('gives every result back as it was', () => {
    fc.assert(
      fc.property(envelopes(hostile), fc.jsonValue(), (result, data) => {
        const whole = { ...result, data: JSON.parse(JSON.stringify(data)) as unknown }
        const text = textOf(json([whole], look))
        expect(JSON.parse(text)).toEqual(whole)
        expect(text).toMatch(/\}\n$/)
      }),
    )
  })

  test('writes no number that JSON cannot hold, and what it writes can be read again', () => {
    const nothing = { value: Number.NaN, unit: 'cores' } as const
    const axis = { title: 'x', unit: 'count' } as const
    const text = textOf(
      json(
        [
          envelope({
            data: { ratio: Number.POSITIVE_INFINITY },
            findings: [finding({ evidence: { used: nothing, path: '/var' } })],
            tables: [{ ...needs, rows: [['CPU', nothing]] }],
            charts: [
              {
                title: 'c',
                x: axis,
                y: axis,
                series: [
                  {
                    name: 's',
                    points: [
                      [1, Number.NaN],
                      [Number.NaN, 1],
                    ],
                  },
                ],
              },
            ],
          }),
        ],
        look,
      ),
    )
    const [read] = parseSavedResult(text, 'a.json')
    expect(read?.data).toEqual({ ratio: null })
    expect(read?.findings[0]?.evidence).toEqual({ used: 'unknown', path: '/var' })
    expect(read?.tables[0]?.rows).toEqual([['CPU', null]])
    expect(read?.charts?.[0]?.series[0]?.points).toEqual([[1, null]])
  })

  test('escapes what a terminal would take for a command', () => {
    expect(textOf(json([envelope({ headline: '\u009b2J\u001b[0m\u007f' })], look))).toContain(
      '"\\u009b2J\\u001b[0m\\u007f"',
    )
  })

  test('writes a million rows after those in memory, without holding them', () => {
    const { table, made } = countedTable(1_000_000)
    const rows = [[{ value: -1, unit: 'cores' as const }]]
    let written = 0
    let longest = 0
    let ahead = 0
    for (const piece of json([envelope({ tables: [{ ...table, rows }] })], look)) {
      written += piece.split('"value"').length - 1
      longest = Math.max(longest, piece.length)
      ahead = Math.max(ahead, made() + rows.length - written)
    }
    expect(written).toBe(1_000_001)
    expect(longest).toBeLessThan(100_000)
    expect(ahead).toBeLessThanOrEqual(1)
  })

  test('never mentions where rows came from', () => {
    const { table } = countedTable(2)
    const read: unknown = JSON.parse(textOf(json([envelope({ tables: [table] })], look)))
    expect(read).toMatchObject({
      tables: [{ rows: [[{ value: 0, unit: 'cores' }], [{ value: 1, unit: 'cores' }]] }],
    })
    expect(JSON.stringify(read)).not.toContain('"rest"')
  })
})
