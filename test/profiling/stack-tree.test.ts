import { describe, expect, it } from 'vitest'
import { stackTree } from '../../src/profiling/index.ts'
import { outline } from './outline.ts'

describe('a tree of stacks', () => {
  it('has callers before what they call, and each stack once', () => {
    const tree = stackTree('places')
    const [a, b] = [tree.frame('a'), tree.frame('b')]
    tree.add([a, b, a], 2)
    tree.add([a, b, a], 3)
    tree.add([b], 1)
    const { nodes, frames } = tree.finished('samples')
    expect(frames).toHaveLength(2)
    expect([...nodes.parent]).toEqual([-1, 0, 1, -1])
    expect([...nodes.frame]).toEqual([a, b, a, b])
    expect([...nodes.self]).toEqual([0, 0, 5, 1])
  })

  it('tells functions of one name apart by file and kind, and by line where lines are beginnings', () => {
    const numbers = (lines: 'beginnings' | 'places') => {
      const tree = stackTree(lines)
      return [
        tree.frame('a'),
        tree.frame('a', { file: 'x' }),
        tree.frame('a', { file: 'x', line: 9 }),
        tree.frame('a', { file: 'x', line: 3 }),
        tree.frame('a', { kind: 'kernel' }),
        tree.frame('a'),
      ]
    }
    expect(numbers('beginnings')).toEqual([0, 1, 2, 3, 4, 0])
    expect(numbers('places')).toEqual([0, 1, 1, 1, 2, 0])
  })

  it('keeps the lowest line of a function', () => {
    const tree = stackTree('places')
    for (const line of [9, 3, 5]) tree.frame('a', { file: 'x', line })
    expect(tree.finished('samples').frames[0]?.line).toBe(3)
  })

  it('keeps the source file that was told first', () => {
    const tree = stackTree('places')
    const number = tree.frame('a', { file: '/srv/app' })
    tree.placed(number, { file: 'a.c', line: 9 })
    tree.placed(number, { file: 'b.h', line: 1 })
    tree.placed(number, { file: 'a.c', line: 4 })
    tree.placed(99, { file: 'a.c', line: 4 })
    expect(tree.finished('samples').frames).toEqual([{ name: 'a', file: 'a.c', line: 4, kind: 'function' }])
  })

  it('holds many nodes', () => {
    const tree = stackTree('places')
    const frames = Array.from({ length: 100 }, (_, index) => tree.frame(`f${index}`))
    for (const a of frames) for (const b of frames) tree.add([a, b], a * 100 + b)
    const { nodes } = tree.finished('samples')
    expect(nodes.frame).toHaveLength(10_100)
    for (const [node, frame] of nodes.frame.entries()) {
      const above = nodes.parent[node] ?? -1
      expect(nodes.self[node]).toBe(above < 0 ? 0 : (nodes.frame[above] ?? 0) * 100 + frame)
    }
  })

  it('counts at the caller what finds no place, says so, and loses nothing', () => {
    const tree = stackTree('places', 3)
    const [a, b, c] = [tree.frame('a'), tree.frame('b'), tree.frame('c')]
    tree.add([a, b, c], 1)
    tree.add([a, c, b], 2)
    tree.add([a, b, c], 4)
    tree.add([c], 8)
    tree.add([b], 16)
    const profile = tree.finished('samples', ['first'])
    expect(outline(profile)).toEqual(['(more stacks than can be kept) 24', 'a 2', 'a;b;c 5'])
    expect(profile.notes).toEqual([
      'first',
      'The profile has more than 3 different stacks: the deepest calls of some are counted at their callers.',
    ])
  })

  it('says nothing of a limit that was not needed', () => {
    const tree = stackTree('places', 2)
    const [a, b] = [tree.frame('a'), tree.frame('b')]
    tree.add([a, b], 1)
    tree.add([a, b], 1)
    expect(tree.finished('samples').notes).toEqual([])
  })
})
