import { describe, expect, it } from 'vitest'
import { presentProfile } from '../../src/profiling/index.ts'
import { profileOf } from './outline.ts'

const stacks = profileOf(
  'main (app.py:1);serve (web.py:4);parse (lib/json.py:7) 62\nmain (app.py:1);serve (web.py:4) 8\nmain (app.py:1);log (log.py:2) 30\n',
)
const meta = { subject: 'python3 (pid 7)', takenBy: 'py-spy' } as const

describe('the answer about a CPU profile', () => {
  it('says which function takes most, and under which caller', () => {
    expect(presentProfile(stacks, meta).headline).toBe(
      '62 % of the CPU time of python3 (pid 7) is in parse (json.py:7) itself; serve (web.py:4) with what it calls takes 70 %.',
    )
  })

  it.each([
    [
      'a file has no CPU time, but a time',
      'a 1\n',
      { subject: 'stacks.txt', takenBy: 'file' },
      '100 % of the profiled time of stacks.txt is in a itself.',
    ],
    [
      'small shares keep two digits',
      `a 999\n${Array.from({ length: 30 }, (_, index) => `b${index} 1000`).join('\n')}\n`,
      meta,
      '3.2 % of the CPU time of python3 (pid 7) is in b0 itself.',
    ],
    [
      'who calls everything tells nothing',
      'main;a 99\nmain;b 1\n',
      meta,
      '99 % of the CPU time of python3 (pid 7) is in a itself.',
    ],
    [
      'code without a name tells nothing',
      'main;[libx.so];a 9\nmain;[libx.so] 1\nb 2\n',
      meta,
      '75 % of the CPU time of python3 (pid 7) is in a itself; main with what it calls takes 83 %.',
    ],
    [
      'only code without a name',
      '[libx.so];a 9\n[libx.so] 1\nb 2\n',
      meta,
      '75 % of the CPU time of python3 (pid 7) is in a itself.',
    ],
    [
      'nothing but idle time',
      '(idle) 9\n',
      { ...meta, seconds: 10 },
      'python3 (pid 7) used no CPU time that the profiler saw in 10 s.',
    ],
    ['nothing at all', 'x;(idle) 9\n', meta, 'python3 (pid 7) used no CPU time that the profiler saw.'],
  ] as const)('has a headline: %s', (_, text, about, expected) => {
    expect(presentProfile(profileOf(text), about).headline).toBe(expected)
  })

  it('has the 20 costliest functions by self and by total time, with their places', () => {
    const { data, tables } = presentProfile(stacks, { ...meta, seconds: 10 })
    expect(data).toMatchObject({
      subject: 'python3 (pid 7)',
      takenBy: 'py-spy',
      seconds: 10,
      unit: 'samples',
      total: { value: 100, unit: 'count' },
      idle: { value: 0, unit: 'count' },
    })
    expect(data.bySelf.map(({ name }) => name)).toEqual(['parse', 'log', 'serve'])
    expect(data.byTotal.map(({ name }) => name)).toEqual(['main', 'serve', 'parse', 'log'])
    expect(data.bySelf[0]).toEqual({
      name: 'parse',
      file: 'lib/json.py',
      line: 7,
      kind: 'function',
      self: { value: 62, unit: 'count' },
      selfShare: { value: 0.62, unit: 'ratio' },
      total: { value: 62, unit: 'count' },
      totalShare: { value: 0.62, unit: 'ratio' },
    })
    expect(tables.map(({ main, detail }) => [main, detail])).toEqual([
      [true, undefined],
      [undefined, true],
    ])
    expect(tables[0]?.columns.map(({ title }) => title)).toEqual([
      'Function',
      'Self',
      'Self samples',
      'Total',
      'Total samples',
      'Where',
    ])
    expect(tables[0]?.rows[0]).toEqual([
      'parse',
      { value: 0.62, unit: 'ratio' },
      { value: 62, unit: 'count' },
      { value: 0.62, unit: 'ratio' },
      { value: 62, unit: 'count' },
      'lib/json.py:7',
    ])
    const many = presentProfile(
      profileOf(Array.from({ length: 30 }, (_, index) => `f${index} 1`).join('\n')),
      meta,
    )
    expect([many.data.bySelf.length, many.data.byTotal.length, many.tables[0]?.rows.length]).toEqual([
      20, 20, 20,
    ])
  })

  it('has seconds as seconds, and no place where none is known', () => {
    const [table] = presentProfile({ ...profileOf('a 2\n'), unit: 'seconds' }, meta).tables
    expect(table?.columns[2]?.title).toBe('Self time')
    expect(table?.rows[0]?.slice(2, 3)).toEqual([{ value: 2, unit: 'seconds' }])
    expect(table?.rows[0]?.[5]).toBeNull()
  })

  it('hands on the doubts of who took it and of who read it', () => {
    const profile = profileOf('a;b 1\na;c 2\nno number\n')
    expect(presentProfile(profile, { ...meta, warnings: ['first'] }).warnings).toEqual([
      'first',
      'One line that is no stack was left out.',
    ])
  })

  it('has the flame graph where the operator wants it, and none where not', () => {
    expect(presentProfile(stacks, meta).documents).toBeUndefined()
    const [page, ...others] =
      presentProfile(stacks, { ...meta, pageFile: '/tmp/f.html', keepExisting: true }).documents ?? []
    expect(others).toEqual([])
    expect(page).toMatchObject({
      name: 'flame-graph.html',
      mediaType: 'text/html',
      file: '/tmp/f.html',
      keepExisting: true,
    })
    expect(page?.text).toContain('<h1>Where the CPU time of python3 (pid 7) goes</h1>')
    const imported = presentProfile(stacks, { subject: 'a.txt', takenBy: 'file', pageFile: 'f.html' })
    expect(imported.documents?.[0]?.text).toContain('<h1>Where the time in a.txt goes</h1>')
    expect(imported.documents?.[0]).not.toHaveProperty('keepExisting')
  })
})
