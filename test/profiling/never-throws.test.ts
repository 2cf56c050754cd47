import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { flameGraphPage, readStacks, topFunctions } from '../../src/profiling/index.ts'

const numRuns = 10_000
const seeds = {
  'collapsed stacks': 'main;handle (app.py:3);parse_[k] 12\nmain;(idle) 3\n\nmain;handle;parse 1.5\n',
  'perf script':
    'my app 12/13 [001] 1.5: 99 cycles:u: \n\t117e add+0x35 (/srv/my app)\n  a.c:5\n\t11ff [unknown] ([kernel.kallsyms])\n\n',
  speedscope: JSON.stringify({
    shared: { frames: [{ name: 'a', file: 'x', line: 3 }, { name: 'b' }] },
    profiles: [
      { type: 'sampled', unit: 'seconds', samples: [[0, 1], [0]], weights: [1, 2] },
      {
        type: 'evented',
        unit: 'seconds',
        endValue: 9,
        events: [
          { type: 'O', frame: 0, at: 1 },
          { type: 'C', frame: 0, at: 3 },
        ],
      },
    ],
  }),
  'a .cpuprofile': JSON.stringify({
    nodes: [
      { id: 1, callFrame: { functionName: '(root)', url: '', lineNumber: -1 }, hitCount: 0, children: [2] },
      {
        id: 2,
        callFrame: { functionName: 'a', url: 'file:///x%20', lineNumber: 3 },
        hitCount: 1,
        children: [],
      },
    ],
    startTime: 1,
    endTime: 9000,
    samples: [2, 1, 2],
    timeDeltas: [100, -50, 900],
  }),
  'an old .cpuprofile': JSON.stringify({
    head: {
      functionName: '(root)',
      url: '',
      lineNumber: 0,
      hitCount: 1,
      children: [{ functionName: 'a', url: 'b', lineNumber: 2, hitCount: 3 }],
    },
  }),
}
const crumbs = [
  '',
  '0',
  '-1',
  '1e309',
  '1e308',
  'null',
  '{}',
  '[]',
  '"',
  ';',
  ' ',
  '\n',
  '\t',
  '(',
  ')',
  '__proto__',
  'constructor',
  '\u0000',
  '\uD800',
  '😀',
  '%',
  '[k]',
  ':',
]
const mutation = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  length: fc.nat(12),
  crumb: fc.oneof(fc.constantFrom(...crumbs), fc.string({ maxLength: 8 })),
})

describe('a damaged profile', () => {
  it.each(Object.entries(seeds))(
    `never throws, and gives sound figures where it is understood: %s`,
    (_, seed) => {
      fc.assert(
        fc.property(fc.array(mutation, { minLength: 1, maxLength: 6 }), (mutations) => {
          let text = seed
          for (const { at, length, crumb } of mutations) {
            const begin = Math.floor(at * text.length)
            text = text.slice(0, begin) + crumb + text.slice(begin + length)
          }
          expectSound(text)
        }),
        { numRuns },
      )
    },
    120_000,
  )

  it('never throws for JSON of any shape under the names that formats use', () => {
    const leaf = fc.oneof(
      fc.constantFrom(0, 1, 2, -1, 1e308, null, 'a', '', '(idle)', 'O', 'C', 'sampled', 'evented', 'none'),
      fc.double(),
    )
    const names = [
      'nodes',
      'head',
      'id',
      'callFrame',
      'functionName',
      'url',
      'lineNumber',
      'hitCount',
      'children',
      'parent',
      'samples',
      'timeDeltas',
      'startTime',
      'endTime',
      'shared',
      'frames',
      'profiles',
      'type',
      'unit',
      'weights',
      'events',
      'frame',
      'at',
      'name',
    ]
    const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({
      tree: fc.oneof(
        { maxDepth: 6 },
        leaf,
        fc.array(tie('tree'), { maxLength: 4 }),
        fc.dictionary(fc.constantFrom(...names), tie('tree'), { maxKeys: 7 }),
      ),
    }))
    const node = fc.record(
      {
        id: fc.nat(4),
        callFrame: fc.record({ functionName: fc.string(), url: fc.string(), lineNumber: leaf }),
        children: fc.array(fc.nat(4), { maxLength: 3 }),
        hitCount: leaf,
        parent: fc.nat(4),
      },
      { requiredKeys: ['id', 'callFrame'] },
    )
    const cpu = fc.record({
      nodes: fc.array(node, { maxLength: 5 }),
      samples: fc.array(fc.nat(5), { maxLength: 5 }),
      timeDeltas: fc.array(leaf, { maxLength: 5 }),
      startTime: leaf,
      endTime: leaf,
    })
    const scope = fc.record({
      shared: fc.record({ frames: fc.array(tree, { maxLength: 3 }) }),
      profiles: fc.array(tree, { maxLength: 3 }),
    })
    fc.assert(
      fc.property(fc.oneof(tree, cpu, scope), (value) => expectSound(JSON.stringify(value) ?? '')),
      { numRuns },
    )
  }, 120_000)
})

function expectSound(text: string): void {
  const read = readStacks(text, 'profile')
  if (!read.ok) {
    expect(read.problem).not.toBe('')
    return
  }
  const { nodes, frames } = read.value
  for (const [node, parent] of nodes.parent.entries()) {
    expect(parent).toBeLessThan(node)
    expect(frames[nodes.frame[node] ?? -1]).toBeDefined()
    expect(nodes.self[node]).toBeGreaterThanOrEqual(0)
  }
  for (const { self, total, totalShare } of topFunctions(read.value, 20)) {
    expect(total).toBeGreaterThanOrEqual(self * (1 - 1e-9))
    expect(totalShare).toBeLessThanOrEqual(1)
  }
  expect(flameGraphPage(read.value, { title: text }).match(/<script/g)).toHaveLength(2)
}
