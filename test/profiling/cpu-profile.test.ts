import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { topFunctions } from '../../src/profiling/index.ts'
import { outline, profileOf, refusalOf } from './outline.ts'

const at = (functionName: string, url = '', lineNumber = -1) => ({
  functionName,
  scriptId: '1',
  url,
  lineNumber,
  columnNumber: 0,
})
const nodes = [
  { id: 1, callFrame: at('(root)'), hitCount: 0, children: [2, 5, 6, 7] },
  { id: 2, callFrame: at('', 'file:///srv/my%20app/main.mjs', 0), hitCount: 1, children: [3] },
  { id: 3, callFrame: at('parse', '/srv/parse.js', 9), hitCount: 2, children: [4] },
  { id: 4, callFrame: at('parse', '/srv/parse.js', 29), hitCount: 3 },
  { id: 5, callFrame: at('(idle)'), hitCount: 4 },
  { id: 6, callFrame: at('(program)'), hitCount: 5 },
  { id: 7, callFrame: at('(garbage collector)'), hitCount: 6 },
]
const profile = (changes: object = {}) =>
  JSON.stringify({
    nodes,
    startTime: 1000,
    endTime: 8_000,
    samples: [2, 3, 4, 5, 6, 7],
    timeDeltas: [1000, 1000, 1000, 1000, 1000, 1000],
    ...changes,
  })

describe('a .cpuprofile', () => {
  it('counts each sample until the next one, and idle time apart', () => {
    const read = profileOf(profile())
    expect(read.unit).toBe('seconds')
    expect(outline(read)).toEqual([
      '(anonymous) 0.001',
      '(anonymous);parse 0.001',
      '(anonymous);parse;parse 0.001',
      '(garbage collector) 0.001',
      '(program) 0.001',
    ])
    expect(read.idle).toBe(0.001)
  })

  it('has paths without file://, lines from 1, and two functions of one name apart', () => {
    expect(profileOf(profile()).frames).toEqual([
      { name: '(anonymous)', file: '/srv/my app/main.mjs', line: 1, kind: 'function' },
      { name: 'parse', file: '/srv/parse.js', line: 10, kind: 'function' },
      { name: 'parse', file: '/srv/parse.js', line: 30, kind: 'function' },
      { name: '(program)', file: null, line: null, kind: 'runtime' },
      { name: '(garbage collector)', file: null, line: null, kind: 'runtime' },
    ])
  })

  it('lets the last sample last to the end', () => {
    const read = profileOf(profile({ samples: [2, 3], timeDeltas: [1000, 1000], endTime: 8000 }))
    expect(outline(read)).toEqual(['(anonymous) 0.001', '(anonymous);parse 0.005'])
  })

  it('puts samples with a negative delta in order first', () => {
    const read = profileOf(profile({ samples: [2, 3, 4], timeDeltas: [1000, 2000, -1000], endTime: 7000 }))
    expect(outline(read)).toEqual([
      '(anonymous) 0.001',
      '(anonymous);parse 0.003',
      '(anonymous);parse;parse 0.001',
    ])
  })

  it.each([
    ['no deltas', undefined],
    ['too few deltas', [1000]],
    ['a delta that is no number', [1000, null]],
  ])('shares the time evenly where there are %s', (_, timeDeltas) => {
    const read = profileOf(profile({ samples: [2, 3], timeDeltas }))
    expect(outline(read)).toEqual(['(anonymous) 0.0035', '(anonymous);parse 0.0035'])
  })

  it('counts samples where it has no times at all', () => {
    const bare = { samples: [2, 3, 3], timeDeltas: undefined }
    const read = profileOf(profile({ ...bare, startTime: undefined, endTime: undefined }))
    expect(read.unit).toBe('samples')
    expect(outline(read)).toEqual(['(anonymous) 1', '(anonymous);parse 2'])
    expect(profileOf(profile({ ...bare, startTime: 1.5, endTime: 2.5 })).unit).toBe('samples')
    expect(profileOf(profile({ samples: [2], timeDeltas: [0], startTime: 5, endTime: 5 })).unit).toBe(
      'samples',
    )
  })

  it('counts hits where an old one has no samples', () => {
    const read = profileOf(profile({ samples: undefined, timeDeltas: undefined }))
    expect(read.unit).toBe('samples')
    expect(read.idle).toBe(4)
    expect(outline(read)).toContain('(anonymous);parse;parse 3')
  })

  it('may be one nested head, whose lines count from 1', () => {
    const call = (functionName: string, lineNumber: number, hitCount: number, children: object[] = []) => ({
      functionName,
      url: lineNumber === 0 ? '' : 'app.js',
      lineNumber,
      hitCount,
      children,
    })
    const head = call('(root)', 0, 0, [call('work', 4, 2, [call('', 9, 3)]), call('(idle)', 0, 5)])
    const read = profileOf(JSON.stringify({ typeId: 'CPU', head, startTime: 1, endTime: 2 }))
    expect(outline(read)).toEqual(['work 2', 'work;(anonymous) 3'])
    expect(read.idle).toBe(5)
    expect(read.frames.map(({ line }) => line).sort()).toEqual([4, 9])
  })

  it('may name callers in place of callees', () => {
    const linked = [
      { id: 1, callFrame: at('(root)') },
      { id: 2, callFrame: at('work', 'app.js', 1), parent: 1 },
      { id: 3, callFrame: at('parse', 'app.js', 5), parent: 2 },
    ]
    const read = profileOf(profile({ nodes: linked, samples: [3], timeDeltas: [1000], endTime: 4000 }))
    expect(outline(read)).toEqual(['work;parse 0.002'])
  })

  it('leaves a URL that cannot be decoded as it is', () => {
    const odd = [{ id: 1, callFrame: at('work', 'file:///srv/50%.js', 0), hitCount: 1 }]
    expect(profileOf(JSON.stringify({ nodes: odd })).frames[0]?.file).toBe('file:///srv/50%.js')
  })

  it('counts what was seen outside every function', () => {
    expect(outline(profileOf(profile({ samples: [1], timeDeltas: [1000], endTime: 4000 })))).toEqual([
      '(root) 0.002',
    ])
  })

  it.each([
    ['a sample of no node', { samples: [2, 9] }, 'a sample names the node 9, which is not there'],
    ['a callee that is not there', { nodes: [{ ...nodes[0], children: [44] }] }, 'the node 44 is not there'],
    [
      'two callers of one',
      { nodes: [{ ...nodes[0], children: [4, 4] }, nodes[3]] },
      'the node 4 has two callers',
    ],
    ['two nodes of one id', { nodes: [nodes[3], nodes[3]] }, 'two nodes have the id 4'],
    [
      'calls in a circle',
      {
        nodes: [
          { ...nodes[1], children: [3] },
          { ...nodes[2], children: [2] },
        ],
      },
      'its nodes call each other in a circle',
    ],
    ['a node without its frame', { nodes: [nodes[3], { id: 9 }] }, 'node 2 cannot be read'],
  ])('with %s is refused', (_, changes, problem) => {
    expect(refusalOf(profile(changes))).toBe(`is damaged: ${problem}`)
  })

  it('of a real program finds the function that works', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'lewis-perf-profile-'))
    try {
      const program = join(folder, 'primes.mjs')
      writeFileSync(program, primes)
      await run(process.execPath, [
        '--cpu-prof',
        `--cpu-prof-dir=${folder}`,
        '--cpu-prof-name=own.cpuprofile',
        program,
      ])
      const read = profileOf(readFileSync(join(folder, 'own.cpuprofile'), 'utf8'))
      expect(read.unit).toBe('seconds')
      const [first] = topFunctions(read, 1)
      expect(first).toMatchObject({ name: 'countPrimesBelow', file: program, line: 2, kind: 'function' })
      expect(first?.selfShare).toBeGreaterThan(0.5)
    } finally {
      rmSync(folder, { recursive: true })
    }
  })
})

const run = promisify(execFile)

const primes = `
function countPrimesBelow(limit) {
  let primes = 0
  for (let number = 2; number < limit; number++) {
    let divisor = 2
    while (divisor * divisor <= number && number % divisor !== 0) divisor++
    if (divisor * divisor > number) primes++
  }
  return primes
}
for (let round = 0; round < 20; round++) countPrimesBelow(150_000)
`
