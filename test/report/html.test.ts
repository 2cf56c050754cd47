import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Chart } from '../../src/core/index.ts'
import { html } from '../../src/report/html.ts'
import { countedTable, envelope, envelopes, finding, hostile, look, needs, textOf } from './envelopes.ts'
import { malformed } from './well-formed.ts'

const page = (...results: Parameters<typeof html>[0]) => textOf(html(results, look))
const chart: Chart = {
  title: 'Growth',
  x: { title: 'month', unit: 'count' },
  y: { title: 'storage', unit: 'bytes' },
  series: [
    {
      name: 'need',
      points: [
        [0, 0],
        [1, null],
        [2, 2 ** 30],
        [3, 2 ** 31],
      ],
    },
    {
      name: 'tier',
      points: [
        [0, 2 ** 30],
        [3, 2 ** 30],
      ],
    },
  ],
}

describe('the page', () => {
  test('may load nothing and run nothing', () => {
    const text = page(envelope({ tables: [needs], charts: [chart] }))
    expect(text).toContain(
      `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">`,
    )
    expect(text).not.toMatch(/<script|<link|<img|<iframe|@import|url\(|https?:| on\w+=| style=/i)
  })

  test('has light and dark colours', () => {
    expect(page(envelope())).toContain('@media (prefers-color-scheme: dark)')
  })

  test('has one h1 with the answer and skips no heading level', () => {
    const text = page(
      envelope({ headline: 'You need 22 cores.', findings: [finding({ status: 'fail' })], tables: [needs] }),
    )
    expect(text).toContain('<h1 class="headline">You need 22 cores.</h1>')
    expect(levels(text)).toEqual([1, 2, 3, 2])
  })

  test('of several results begins with a list that leads to each', () => {
    const text = page(
      envelope({ headline: 'A' }),
      envelope({ command: 'bench', status: 'fail', tables: [needs] }),
    )
    expect(text).toContain('<h1>2 results</h1>')
    expect(text.match(/href="#\w+"/g)).toEqual(['href="#r1"', 'href="#r2"'])
    expect(text.match(/<article id="\w+"/g)).toEqual(['<article id="r1"', '<article id="r2"'])
    expect(levels(text)).toEqual([1, 2, 2, 3])
  })

  test('has tables with caption and scopes', () => {
    expect(page(envelope({ tables: [needs] }))).toContain(`<table>
<caption>Needs</caption>
<thead><tr><th scope="col">Resource</th><th scope="col" class="right">Need</th></tr></thead>
<tbody>
<tr><th scope="row" class="short">CPU</th><td class="right">22 cores</td></tr>
<tr><th scope="row" class="short">GPU</th><td class="right">–</td></tr>
</tbody>
</table>`)
  })

  test('has charts as labelled pictures with gaps where values are missing', () => {
    const text = page(envelope({ charts: [chart, { ...chart, series: [] }] }))
    expect(text).toContain(
      'role="img" aria-labelledby="r1-c1">\n<title id="r1-c1">Growth: storage by month</title>',
    )
    expect(text.match(/<path class="line s0" d="M[^"]*"\/>\n/g)).toEqual([
      '<path class="line s0" d="M88 278M496 156L700 34"/>\n',
    ])
    expect(text).toContain('<title>need: 1 GiB at 2</title>')
    expect(text).not.toContain('r1-c2')
  })

  test('has badge, reason, evidence and advice of a finding, and what is fine in short', () => {
    const advice = [
      { text: 'Make room.', command: 'rm x', persist: 'keep', undo: 'restore', risk: 'data' as const },
    ]
    const evidence = { used: { value: 0.9, unit: 'ratio' as const }, path: '/var' }
    const text = page(
      envelope({ findings: [finding(), finding({ status: 'fail', because: 'full', evidence, advice })] }),
    )
    expect(text).toContain(
      '<div class="finding fail">\n<h3><span class="badge fail">fail</span> Disk</h3>\n<p>full</p>',
    )
    expect(text).toContain('<dt>used</dt><dd>90 %</dd>')
    for (const part of ['Make room.', 'risk: data', '>rm x<', '>keep<', '>restore<'])
      expect(text).toContain(part)
    expect(text).toContain(
      '<li><span class="badge pass">pass</span><strong>Disk</strong><span>it is half empty</span></li>',
    )
  })

  test('has the error and its hint, doubts, files and where the result is from', () => {
    const text = page(
      envelope({
        error: { sentence: 'It is gone.', hint: 'Look.' },
        interrupted: true,
        warnings: ['not measured'],
        documents: [{ name: 'a.yaml', mediaType: 'application/yaml', text: 'a: <1>\n' }],
        tables: [{ ...needs, detail: true }],
        profile: { name: 'lewis', source: 'built in' },
        machine: {
          id: 'm1',
          cpuModel: 'EPYC',
          cores: 8,
          effectiveCores: 2,
          memoryBytes: 2 ** 34,
          kernel: '6.1',
          node: '20',
          v8: '11',
        },
      }),
    )
    expect(text).toContain('<h1 class="headline">It is gone.</h1>')
    for (const part of [
      '<strong>What to do:</strong> Look.',
      '<p>Interrupted: this result is not complete.</p>\n<p>not measured</p>',
      '<code>a: &lt;1&gt;\n</code>',
      '<h2>Details</h2>',
      '<dd>lewis (built in)</dd>',
      '<dd>EPYC, 8 cores (2 usable), 16 GiB, 6.1, id m1</dd>',
      '<dd>2026-01-02T03:04:05.000Z</dd>',
      '<dd>1.2.3 on Node 20.19.0</dd>',
    ]) {
      expect(text).toContain(part)
    }
  })

  test('shows a thousand rows of a million and makes no more', () => {
    const { table, made } = countedTable(1_000_000)
    expect(page(envelope({ tables: [table] }))).toContain(
      '... 999,000 more rows: write them with -o FILE.csv',
    )
    expect(made()).toBe(1000)
  })

  test('is well formed, whatever the texts', () => {
    fc.assert(
      fc.property(fc.array(envelopes(hostile), { maxLength: 3 }), (results) => {
        const text = page(...results)
        const content = text.replace(/<style>[^<]*<\/style>/, '')
        expect(malformed(content, ['meta'])).toBeNull()
        expect(content).not.toMatch(/<script|NaN|Infinity|undefined/)
      }),
    )
  })
})

describe('its colours', () => {
  const style = /<style>([^<]*)<\/style>/.exec(page(envelope()))?.[1] ?? ''
  const schemes = style.split('@media (prefers-color-scheme: dark)').map((part) => {
    return new Map(
      [...part.matchAll(/--([\w-]+): (#[0-9a-f]{6})/g)].map(([, name = '', value = '']) => [name, value]),
    )
  })
  const pairs = [
    ['ink', 'page'],
    ['ink', 'card'],
    ['soft', 'page'],
    ['soft', 'card'],
    ['ink', 'code'],
    ['ink', 'warn-back'],
    ['ink', 'fail-back'],
    ['pass', 'pass-back'],
    ['info', 'info-back'],
    ['warn', 'warn-back'],
    ['fail', 'fail-back'],
    ['unknown', 'unknown-back'],
  ] as const

  test.each(pairs)('%s on %s can be read in both schemes', (text, ground) => {
    expect(schemes).toHaveLength(2)
    for (const colours of schemes) {
      expect(contrast(colours.get(text) ?? '', colours.get(ground) ?? '')).toBeGreaterThanOrEqual(4.5)
    }
  })
})

function levels(text: string): number[] {
  return [...text.matchAll(/<h(\d)/g)].map((match) => Number(match[1]))
}

/** The contrast ratio of WCAG 2. */
function contrast(a: string, b: string): number {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].toSorted((x, y) => y - x)
  return (light + 0.05) / (dark + 0.05)
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(colour.slice(at, at + 2), 16) / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
