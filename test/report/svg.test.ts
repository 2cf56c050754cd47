import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Chart } from '../../src/core/index.ts'
import { svg } from '../../src/report/svg.ts'
import { envelope, envelopes, hostile, look, textOf } from './envelopes.ts'
import { malformed } from './well-formed.ts'

const chart: Chart = {
  title: 'parse <small> & more',
  x: { title: 'Run', unit: 'count' },
  y: { title: 'Median', unit: 'seconds' },
  series: [
    {
      name: 'median',
      points: [
        [1, 0.001],
        [2, 0.002],
        [3, null],
        [4, 0.003],
      ],
    },
    {
      name: 'level',
      points: [
        [1, 0.001],
        [4, 0.001],
      ],
    },
  ],
}
const picture = (...charts: Chart[]) => textOf(svg([envelope({ charts })], look))

test('is one picture of all charts, each with its title, legend and lines', () => {
  const text = picture(chart, { ...chart, title: 'other' })
  expect(malformed(text)).toBe(null)
  expect(text.match(/<svg /g)?.length).toBe(1)
  expect(text).toContain('>parse &lt;small&gt; &amp; more</text>')
  expect(text.match(/class="line s1"/g)?.length).toBe(4)
  expect(text.match(/class="key"/g)?.length).toBe(4)
})

test('grows by each chart, and none reaches beyond it', () => {
  const heightOf = (text: string) => Number(/height="(\d+)"/.exec(text)?.[1])
  const [one, two] = [heightOf(picture(chart)), heightOf(picture(chart, chart))]
  expect(two - 48).toBe(2 * (one - 48))
  const places = [...picture(chart, chart).matchAll(/<g transform="translate\(24 (\d+)\)">/g)].map(([, y]) =>
    Number(y),
  )
  expect(places).toEqual([24, 24 + one - 48])
})

test('has styles of its own and fetches nothing', () => {
  const text = picture(chart)
  expect(text).toContain('--s0: #2563c9')
  expect(text).toContain('prefers-color-scheme: dark')
  expect(text).not.toMatch(/href|url\(|<script/)
})

test('says so where there is nothing to draw', () => {
  expect(picture()).toContain('>No charts</text>')
  expect(picture({ ...chart, series: [] })).toContain('>No charts</text>')
})

test('is well formed whatever the texts are', () => {
  fc.assert(
    fc.property(fc.array(envelopes(hostile), { maxLength: 2 }), (all) => {
      expect(malformed(textOf(svg(all, look)))).toBe(null)
    }),
  )
})
