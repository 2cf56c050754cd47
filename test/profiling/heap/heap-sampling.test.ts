import { describe, expect, it } from 'vitest'
import { presentHeapSampling, readHeapProfile } from '../../../src/profiling/index.ts'
import { screenOf } from '../../report/screen-of.ts'
import { outline } from '../outline.ts'

const node = (
  functionName: string,
  selfSize: unknown,
  children: unknown[] = [],
  url = 'file:///srv/my%20app/a.js',
  lineNumber = 9,
) => ({
  callFrame: { functionName, scriptId: '1', url, lineNumber, columnNumber: 3 },
  selfSize,
  id: 1,
  children,
})
const profileOf = (file: object) => {
  const read = readHeapProfile(file as Record<string, unknown>)
  if (!read.ok) throw new Error(`The profile ${read.problem}.`)
  return read.value
}
const file = {
  head: node(
    '(root)',
    0,
    [
      node('main', 100, [node('add', 600), node('', 200), node('add', 50, [], '', -1)]),
      node('(V8 API)', 50, [], '', -1),
    ],
    '',
    -1,
  ),
}
const meta = { subject: 'node (pid 7)', seconds: 10, intervalBytes: 32768 }

describe('a sampled heap of V8', () => {
  it('is read as bytes by stack, with places and kinds', () => {
    const profile = profileOf(file)
    expect(profile.unit).toBe('bytes')
    expect(outline(profile)).toEqual([
      '(V8 API) 50',
      'main 100',
      'main;(anonymous) 200',
      'main;add 50',
      'main;add 600',
    ])
    expect(profile.frames).toEqual([
      { name: 'main', file: '/srv/my app/a.js', line: 10, kind: 'function' },
      { name: 'add', file: '/srv/my app/a.js', line: 10, kind: 'function' },
      { name: '(anonymous)', file: '/srv/my app/a.js', line: 10, kind: 'function' },
      { name: 'add', file: null, line: null, kind: 'runtime' },
      { name: '(V8 API)', file: null, line: null, kind: 'runtime' },
    ])
  })

  it('keeps what the root itself allocated', () => {
    expect(outline(profileOf({ head: node('(root)', 7, [node('a', 1)]) }))).toEqual([
      '(root) 7',
      '(root);a 1',
    ])
  })

  it.each([
    [0, []],
    [1, ['The profile rests on only 1 sample: watch for longer.']],
    [99, ['The profile rests on only 99 samples: watch for longer.']],
    [100, []],
  ])('says so where it rests on few samples: %i', (count, notes) => {
    expect(profileOf({ ...file, samples: Array.from({ length: count }, () => ({ size: 1 })) }).notes).toEqual(
      notes,
    )
  })

  it.each([
    ['without a head', {}, 'is damaged: a node cannot be read'],
    ['with a child that is none', { head: node('a', 1, [7]) }, 'is damaged: a node cannot be read'],
    ['without a size', { head: node('a', undefined) }, 'is damaged: a node has no size'],
    ['with a negative size', { head: node('a', -1) }, 'is damaged: a node has no size'],
    [
      'too large to be added',
      { head: node('a', 1e308, [node('b', 1e308)]) },
      'is damaged: its sizes are too large to be added',
    ],
  ])('is refused %s', (_, damaged, problem) => {
    expect(readHeapProfile(damaged)).toMatchObject({ ok: false, problem })
  })

  it('is read however deep it is', () => {
    let head = node('f0', 1)
    for (let depth = 1; depth < 100_000; depth++) head = node(`f${depth % 7}`, 0, [head])
    expect(profileOf({ head }).nodes.self.reduce((sum, size) => sum + size, 0)).toBe(1)
  })
})

describe('the answer about a sampled heap', () => {
  it('says who allocated most, and how it knows', () => {
    const { headline, warnings, data, tables } = presentHeapSampling(profileOf(file), {
      ...meta,
      warnings: ['first'],
    })
    expect(headline).toBe(
      'node (pid 7) keeps 1,000 B of what it allocated in 10 s: 60 % of it is by add (a.js:10) itself.',
    )
    expect(warnings).toEqual([
      'first',
      'Sampled every 32 KiB: small shares are rough. It sees what was allocated while it watched and is alive still, not what there was before.',
    ])
    expect(data).toMatchObject({
      subject: 'node (pid 7)',
      seconds: 10,
      interval: { value: 32768, unit: 'bytes' },
      total: { value: 1000, unit: 'bytes' },
    })
    expect(data.consumers[0]).toEqual({
      name: 'add',
      file: '/srv/my app/a.js',
      line: 10,
      kind: 'function',
      self: { value: 600, unit: 'bytes' },
      selfShare: { value: 0.6, unit: 'ratio' },
      total: { value: 600, unit: 'bytes' },
      totalShare: { value: 0.6, unit: 'ratio' },
    })
    expect(tables[0]?.main).toBe(true)
    expect(tables[0]?.rows[2]).toEqual([
      'main',
      { value: 100, unit: 'bytes' },
      { value: 0.1, unit: 'ratio' },
      { value: 0.95, unit: 'ratio' },
      '/srv/my app/a.js:10',
    ])
  })

  it.each([
    [
      'a caller that says more',
      { head: node('main', 0, [node('a', 1), node('serve', 1, [node('b', 2, [], 'x/b.js')])]) },
      'node (pid 7) keeps 4 B of what it allocated in 10 s: 50 % of it is by b (b.js:10) itself; serve (a.js:10) with what it calls makes 75 %.',
    ],
    ['nothing', { head: node('(root)', 0) }, 'node (pid 7) allocated nothing in 10 s that is still alive.'],
  ])('has a headline for %s', (_, given, expected) => {
    expect(presentHeapSampling(profileOf(given), meta).headline).toBe(expected)
  })

  it('fits a screen of 80 columns and 24 lines, however much there is', async () => {
    const functions = Array.from({ length: 30 }, (_, index) =>
      node(
        `aFunctionWithRatherALongName${index}`,
        987_654_321 + index,
        [],
        index % 2 === 0
          ? '/srv/application/node_modules/some-package/dist/a-very-long-name-of-a-file.js'
          : '/srv/application/lib/a.js',
        98_765,
      ),
    )
    const profile = profileOf({ head: node('(root)', 0, functions), samples: [1] })
    const lines = await screenOf(
      presentHeapSampling(profile, {
        ...meta,
        warnings: [
          'The sampling was interrupted: it covers the time until then.',
          'The process stood still for 120.4 ms while its garbage was collected.',
        ],
      }),
    )
    expect(lines.length).toBeLessThanOrEqual(24)
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(80)
    expect(lines.filter((line) => /^aFunction\S+\.\.\. /.test(line))).toHaveLength(10)
  })
})
