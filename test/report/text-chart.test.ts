import { expect, test } from 'vitest'
import type { Look } from '../../src/report/index.ts'
import { table } from '../../src/report/table.ts'
import { envelope, look, textOf } from './envelopes.ts'

const show = (about: Parameters<typeof envelope>[0], changes: Partial<Look> = {}) =>
  textOf(table([envelope(about)], { ...look, ...changes }))

test('a chart is drawn in characters with labelled axes and a legend', () => {
  const chart = {
    title: 'Growth',
    x: { title: 'months', unit: 'count' as const },
    y: { title: 'storage', unit: 'bytes' as const },
    series: [
      {
        name: 'need',
        points: [
          [0, 0],
          [10, 10 * 2 ** 30],
        ] as [number, number][],
      },
      {
        name: 'tier',
        points: [
          [0, 5 * 2 ** 30],
          [5, null],
          [10, 5 * 2 ** 30],
        ] as [number, number | null][],
      },
    ],
  }
  expect(show({ headline: 'H', charts: [chart] }, { width: 40, unicode: false })).toBe(`H

Growth
storage
 10 GiB +                             .*
        |                          ...
        |                       ...
7.5 GiB +                    ...
        |                 ...
  5 GiB +o             ...             o
        |           ...
        |        ...
2.5 GiB +     ...
        |  ...
    0 B +*.
        +-------------------------------
         0     2     4     6     8    10
         months
  * need
  o tier
`)
  expect(show({ headline: 'H', charts: [{ ...chart, series: [{ name: 'one', points: [[1, 1]] }] }] })).toBe(
    'H\n',
  )
})

test('a chart of a flat, a tiny or a huge line still has a scale', () => {
  const axis = { title: 'x', unit: 'seconds' as const }
  const drawn = (from: number, to: number) => {
    const points: [number, number][] = [
      [0, from],
      [7200, to],
    ]
    return show({
      headline: 'H',
      charts: [{ title: 'C', x: axis, y: axis, series: [{ name: 's', points }] }],
    })
  }
  expect(drawn(5, 5)).toMatch(/5 s ┤●·+●\n/)
  expect(drawn(0, 0)).toMatch(/0 s ┤●·+●\n/)
  expect(drawn(5e-324, 1e305)).toBe('H\n')
  expect(drawn(-3600, 3600)).toContain('30 min')
  expect(drawn(0, 30 * 86_400)).toContain('10 days')
})

test('a label that is wider than the plot is left out, not drawn over the edge', () => {
  const chart = {
    title: '',
    x: { title: '', unit: 'days' as const },
    y: { title: '', unit: 'money:EUR/month' as const },
    series: [
      {
        name: '',
        points: [
          [0, 800_000_000_200.0001],
          [-1e-290, 0],
        ] as [number, number][],
      },
    ],
  }
  const lines = show({ charts: [chart] }, { width: 40, unicode: false }).split('\n')
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(40)
})
