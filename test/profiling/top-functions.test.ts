import { describe, expect, it } from 'vitest'
import { topFunctions } from '../../src/profiling/index.ts'
import { profileOf } from './outline.ts'

const figures = (text: string, count = 20, by: 'self' | 'total' = 'self') =>
  topFunctions(profileOf(text), count, by).map(({ name, self, total }) => `${name} ${self} ${total}`)

describe('the costliest functions', () => {
  it('have their own time, that with what they call, and shares of everything', () => {
    const profile = profileOf('main;handle;parse 6\nmain;handle 3\nmain;write 1\n')
    expect(topFunctions(profile, 20)).toEqual([
      {
        name: 'parse',
        file: null,
        line: null,
        kind: 'function',
        self: 6,
        total: 6,
        selfShare: 0.6,
        totalShare: 0.6,
      },
      {
        name: 'handle',
        file: null,
        line: null,
        kind: 'function',
        self: 3,
        total: 9,
        selfShare: 0.3,
        totalShare: 0.9,
      },
      {
        name: 'write',
        file: null,
        line: null,
        kind: 'function',
        self: 1,
        total: 1,
        selfShare: 0.1,
        totalShare: 0.1,
      },
    ])
  })

  it('are sorted by total where that is asked for', () => {
    expect(figures('main;handle;parse 6\nmain;handle 3\nmain;write 1\n', 3, 'total')).toEqual([
      'main 0 10',
      'handle 3 9',
      'parse 6 6',
    ])
  })

  it.each([
    ['that calls itself', 'f;f;f 3\nf;f 2\nf 1\n', ['f 6 6']],
    ['that calls itself by another', 'f;g;f;g 4\nf;g;f 2\n', ['g 4 6', 'f 2 6']],
    ['that is called in two places', 'a;f 3\nb;f 4\nb 1\n', ['f 7 7', 'b 1 5']],
    ['that is called beside itself', 'a;f 3\na;b;f 4\na;f;c 1\n', ['f 7 8', 'c 1 1']],
  ])('count a function once %s', (_, text, expected) => {
    expect(figures(text)).toEqual(expected)
  })

  it('are as many as asked for, equal ones by total and then by name', () => {
    expect(figures('c 1\nb 1\na 1\nd;e 1\nd 1\n')).toEqual(['d 1 2', 'a 1 1', 'b 1 1', 'c 1 1', 'e 1 1'])
    expect(figures('c 1\nb 1\na 1\n', 2)).toEqual(['a 1 1', 'b 1 1'])
  })

  it('leave idle time out of every share', () => {
    const [first] = topFunctions(profileOf('main;work 5\nmain;(idle) 95\n'), 1)
    expect(first).toMatchObject({ name: 'work', selfShare: 1, totalShare: 1 })
  })

  it('are no threads', () => {
    const profile = profileOf('app 1 1.0: 1 cycles: \n\t117e add (/srv/app)\n\n')
    expect(topFunctions(profile, 20, 'total').map(({ name }) => name)).toEqual(['add'])
  })

  it('are none in a profile without time', () => {
    const nothing = {
      unit: 'samples',
      frames: [{ name: 'a', file: null, line: null, kind: 'function' }],
      idle: 0,
      notes: [],
    } as const
    const nodes = { frame: Int32Array.of(0), parent: Int32Array.of(-1), self: Float64Array.of(0) }
    expect(topFunctions({ ...nothing, nodes }, 20)).toEqual([])
    const empty = { frame: new Int32Array(), parent: new Int32Array(), self: new Float64Array() }
    expect(topFunctions({ ...nothing, frames: [], nodes: empty }, 20)).toEqual([])
  })

  it('are found in stacks deeper than those of this program', () => {
    const deep = `${Array.from({ length: 200_000 }, (_, index) => (index % 2 === 0 ? 'a' : 'b')).join(';')} 7\n`
    expect(figures(deep)).toEqual(['b 7 7'])
  })
})
