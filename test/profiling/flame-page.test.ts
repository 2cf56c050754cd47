import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { flameGraphPage, type StackProfile } from '../../src/profiling/index.ts'
import { profileOf } from './outline.ts'

const evil = '</script><img src=x onerror=alert(1)>'

/** What the script of the page gets. */
function dataOf(profile: StackProfile): {
  unit: string
  total: number
  names: string[]
  places: string[]
  origins: number[]
  nodes: number[]
  left: number
} {
  const [, json = ''] =
    /<script type="application\/json" id="data">(.*?)<\/script>/.exec(
      flameGraphPage(profile, { title: '' }),
    ) ?? []
  return JSON.parse(json)
}

describe('the flame-graph page', () => {
  it('allows its own script alone, and fetches nothing', () => {
    const page = flameGraphPage(profileOf('a;b 1\n'), { title: 'x' })
    const [, script = ''] = /<script type="module">(.*?)<\/script>/s.exec(page) ?? []
    const hash = createHash('sha256').update(script).digest('base64')
    expect(page).toContain(
      `content="default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-${hash}'"`,
    )
    expect(page).not.toMatch(/(?:src|href)=/)
    expect(page).not.toMatch(/https?:/)
  })

  it('escapes every name, file and title', () => {
    const { nodes, ...profile } = profileOf('a 1\n')
    const frames = [{ name: evil, file: evil, line: 3, kind: 'function' as const }]
    const page = flameGraphPage({ ...profile, nodes, frames, notes: [evil] }, { title: evil })
    expect(page).not.toContain('<img')
    expect(page.match(/<\/script>/g)).toHaveLength(2)
    expect(page).toContain('<th scope="row">&lt;/script&gt;&lt;img src=x onerror=alert(1)&gt;</th>')
    expect(page).toContain('\\u003c/script\\u003e')
    expect(dataOf({ ...profile, nodes, frames }).names).toEqual([evil])
  })

  it('shows characters that hide or turn text', () => {
    expect(dataOf(profileOf('a\u202Eb\u200Bc\u0007d 1\n')).names).toEqual(['a\uFFFDb\uFFFDc\uFFFDd'])
  })

  it('prints the total with its unit, idle time, doubts, and a table for readers without scripts', () => {
    const page = flameGraphPage(
      { ...profileOf('a;b 1.5\na;(idle) 2\n'), unit: 'seconds', notes: ['A doubt.'] },
      { title: 'x' },
    )
    expect(page).toContain('<p class="facts">Total 1.5 s; another 2 s idle, which no share counts.</p>')
    expect(page).toContain('<p class="notes">A doubt.</p>')
    expect(page).toContain('<noscript>')
    expect(page).toContain(
      '<tr><th scope="row">b</th><td class="right">1.5 s</td><td class="right">100 %</td><td class="right">1.5 s</td><td class="right">100 %</td><td></td></tr>',
    )
    expect(flameGraphPage(profileOf('a 1\n'), { title: 'x' })).toContain('Total 1 sample.')
    expect(flameGraphPage({ ...profileOf('a 2048\n'), unit: 'bytes' }, { title: 'x' })).toContain(
      'Total 2 KiB.',
    )
  })

  it('has each node after its caller, the heaviest first', () => {
    const data = dataOf(profileOf('a;b 1\na;c 2\na;c;d 3\ne 9\n'))
    expect(data).toMatchObject({ unit: 'samples', total: 15, left: 0 })
    expect(data.names).toEqual(['e', 'a', 'c', 'd', 'b'])
    // How far before it its caller stands, frame, self, total.
    expect(data.nodes).toEqual([0, 0, 9, 9, 0, 1, 0, 6, 1, 2, 2, 5, 1, 3, 3, 3, 3, 4, 1, 1])
  })

  it('tells own code from dependencies, runtime and kernel', () => {
    const words = [
      'own (app.py:1)',
      'dep (x/node_modules/y/z.js:1)',
      'pip (/v/site-packages/y.py:1)',
      'std (/usr/lib/python3/json.py:1)',
      'node (node:fs.js)',
      'k_[k]',
      'frozen (<frozen os>:1)',
      'libc (libc.so)',
    ]
    expect(dataOf(profileOf(words.map((word, index) => `${word} ${99 - index}`).join('\n'))).origins).toEqual(
      [0, 1, 1, 2, 2, 3, 2, 2],
    )
  })

  it('keeps the heaviest 100,000 nodes with all their callers, and says what it left out', () => {
    const lines = Array.from(
      { length: 120_000 },
      (_, index) => `main;f${index % 300};g${index} ${index < 50 ? 9 : 1}`,
    )
    const profile = profileOf(lines.join('\n'))
    const data = dataOf(profile)
    expect(data.nodes).toHaveLength(400_000)
    expect(data.left).toBe(120_301 - 100_000)
    expect(data.total).toBe(120_400)
    expect(flameGraphPage(profile, { title: 'x' })).toContain(
      'The 20,301 lightest of its calls are not drawn.',
    )
    expect(data.names).toContain('g49')
  })
})
