import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { markdownText } from '../../src/report/escape-markdown.ts'
import { markdown } from '../../src/report/markdown.ts'
import { countedTable, envelope, envelopes, finding, hostile, look, needs, textOf } from './envelopes.ts'

describe('a comment', () => {
  test('has verdict, findings, tables, files, warnings and folded assumptions', () => {
    const result = envelope({
      status: 'warn',
      headline: 'You need 22 cores.',
      findings: [
        finding(),
        finding({ status: 'warn', because: 'a|b\nc', advice: [{ text: 'Try', command: 'a | b\nc' }] }),
      ],
      tables: [needs, { ...needs, title: 'Background', detail: true, rows: [] }],
      documents: [{ name: 'a.yaml', mediaType: 'application/yaml', text: 'a: |\n  ```\n' }],
      warnings: ['not measured'],
      profile: { name: 'lewis', source: 'built in' },
    })
    expect(textOf(markdown([result], look))).toBe(`## lewis-perf size: warn

**You need 22 cores.**

| Status | Finding | Why | What to do |
| --- | --- | --- | --- |
| warn | Disk | a\\|b c | Try <code>a \\| b<br>c</code> |
| pass | Disk | it is half empty |  |

### Needs

| Resource | Need |
| --- | ---: |
| CPU | 22 cores |
| GPU | – |

**a.yaml**

\`\`\`\`yaml
a: |
  \`\`\`
\`\`\`\`

- **Warning:** not measured

<details>
<summary>Background</summary>

### Background

| Resource | Need |
| --- | ---: |

</details>

<sub>command lewis-perf size · version 1.2.3 on Node 20.19.0 · started 2026-01-02T03:04:05.000Z · took 1.5 s · profile lewis (built in)</sub>
`)
  })

  test('draws charts as fenced text', () => {
    const axis = { title: 'users', unit: 'count' } as const
    const chart = {
      title: 'Load',
      x: axis,
      y: axis,
      series: [
        {
          name: 's',
          points: [
            [1, 1],
            [2, 2],
          ] as [number, number][],
        },
      ],
    }
    expect(textOf(markdown([envelope({ charts: [chart] })], look))).toMatch(
      /```text\nLoad\nusers\n[^`]*●[^`]*\n```/,
    )
  })

  test('folds charts that are background away', () => {
    const chart = {
      title: 'pair by pair',
      x: { title: 'pair', unit: 'count' as const },
      y: { title: 'change', unit: 'ratio' as const },
      detail: true,
      series: [
        {
          name: 'a',
          points: [
            [1, 0],
            [2, 0.5],
          ] as [number, number][],
        },
      ],
    }
    const text = textOf(markdown([envelope({ charts: [chart] })], look))
    expect(text.split('pair by pair')).toHaveLength(2)
    expect(text.indexOf('pair by pair')).toBeGreaterThan(text.indexOf('<summary>Background</summary>'))
  })

  test('tells an error with its hint, and parts several results by a rule', () => {
    const error = { sentence: 'It is gone.', hint: 'Look.' }
    const text = textOf(markdown([envelope({ error }), envelope({ interrupted: true })], look))
    expect(text).toContain('**Error:** It is gone.\n\n**Hint:** Look.')
    expect(text).toContain('\n\n---\n\n## lewis-perf size: pass')
    expect(text).toContain('- **Warning:** Interrupted: this result is not complete.')
  })

  test('shows a thousand rows of a million and makes no more', () => {
    const { table, made } = countedTable(1_000_000)
    expect(textOf(markdown([envelope({ tables: [table] })], look))).toContain(
      '| 999 cores |\n\n... 999,000 more rows: write them with -o FILE.csv\n',
    )
    expect(made()).toBe(1000)
  })

  test('has a table row on a line and no HTML of others, whatever the texts', () => {
    fc.assert(
      fc.property(envelopes(hostile), (result) => {
        const text = textOf(markdown([{ ...result, charts: [], documents: [] }], look))
        const tags = text.match(/<[^>]*>?/g) ?? []
        expect(tags.filter((tag) => !/^<\/?(details|summary|sub|code|br)>$/.test(tag))).toEqual([])
        const [head = '', , ...rows] = text.split('\n').filter((line) => line.startsWith('|'))
        if (result.tables.length === 0) for (const row of rows) expect(bars(row)).toBe(bars(head))
      }),
    )
  })
})

test.each([
  ['a_b snake_case _x_', 'a_b snake_case \\_x\\_'],
  ['# no heading', '\\# no heading'],
  ['- no list', '\\- no list'],
  ['-5 is a number', '-5 is a number'],
  ['1. no list', '1\\. no list'],
  ['1.5 s', '1.5 s'],
  ['---', '\\---'],
  ['![x](y) `c` *b* ~~s~~ \\', '!\\[x\\](y) \\`c\\` \\*b\\* \\~\\~s\\~\\~ \\\\'],
  ['<img src=x> & "q"', '&lt;img src=x&gt; &amp; "q"'],
])('%s reads as it is written', (text, escaped) => {
  expect(markdownText(text)).toBe(escaped)
})

function bars(line: string): number {
  return line.replaceAll('\\\\', '').replaceAll('\\|', '').split('|').length
}
