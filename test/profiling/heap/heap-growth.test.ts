import { describe, expect, it } from 'vitest'
import { growthOf, type LiteralObject, type References } from './literal-heap.ts'

/** A heap in which `cache`, a Map, holds sessions with these ids; each has a text of 1000 bytes. */
function cacheOf(ids: readonly number[], tableId: number): Record<string, LiteralObject> {
  const entries = ids.map((id, index): References[number] => ['internal', String(index), `session ${id}`])
  return {
    root: { type: 'synthetic', to: [['shortcut', '1', 'global']] },
    global: { size: 50, to: [['property', 'cache', 'cache']] },
    cache: { name: 'Map', size: 10, to: [['internal', 'table', 'table']] },
    table: { type: 'array', name: '', id: tableId, size: 8 * ids.length, to: entries },
    ...Object.fromEntries(
      ids.flatMap((id): [string, LiteralObject][] => [
        [`session ${id}`, { name: 'Session', id, size: 40, to: [['property', 'text', `text ${id}`]] }],
        [`text ${id}`, { type: 'string', name: `secret ${id}`, id: id + 1000, size: 1000 }],
      ]),
    ),
  }
}

describe('the growth of a heap', () => {
  it('is what is new and alive, what was freed, and the change of a class as a whole', () => {
    const growth = growthOf(cacheOf([103, 105, 107, 109], 99), cacheOf([101, 103, 105], 97))
    expect(growth).toEqual({
      added: { count: 4, bytes: 2080 },
      freed: { count: 2, bytes: 1040 },
      change: { count: 2, bytes: 1048 },
      growers: [
        {
          name: 'Session',
          added: { count: 2, bytes: 80 },
          freed: { count: 1, bytes: 40 },
          change: { count: 1, bytes: 40 },
          heldBytes: 2080,
          grownBytes: 1040,
          keptBy: {
            path: 'global.cache -> Map[] -> Session',
            place: 'global.cache -> Map[]',
            share: 1,
          },
        },
        {
          name: '(string)',
          added: { count: 2, bytes: 2000 },
          freed: { count: 1, bytes: 1000 },
          change: { count: 1, bytes: 1000 },
          heldBytes: 2000,
          grownBytes: 1000,
          keptBy: {
            path: 'global.cache -> Map[] -> Session.text -> (string)',
            place: 'global.cache -> Map[]',
            share: 1,
          },
        },
        {
          name: 'Map',
          added: { count: 0, bytes: 0 },
          freed: { count: 0, bytes: 0 },
          change: { count: 0, bytes: 8 },
          heldBytes: 0,
          grownBytes: 8,
          keptBy: { path: 'global.cache -> Map', place: 'global.cache -> Map', share: 1 },
        },
      ],
    })
  })

  it('is none where as much is freed as is new, however much that is', () => {
    const growth = growthOf(cacheOf([201, 203, 205], 99), cacheOf([101, 103, 105], 97))
    expect(growth.change).toEqual({ count: 0, bytes: 0 })
    expect(growth.added).toEqual({ count: 6, bytes: 3120 })
    expect(growth.growers).toEqual([])
  })

  it('takes an object of another class under the id of one that is gone for a new one', () => {
    const [earlier, later] = ['Old', 'New'].map(
      (name): Record<string, LiteralObject> => ({
        root: { type: 'synthetic', to: [['element', 1, 'a']] },
        a: { name, size: 8 },
      }),
    )
    const { added, freed } = growthOf(later ?? {}, earlier ?? {})
    expect([added, freed]).toEqual([
      { count: 1, bytes: 8 },
      { count: 1, bytes: 8 },
    ])
  })

  it('has at most ten classes, and tells of four of the program what keeps them', () => {
    const classes = Array.from({ length: 15 }, (_, index) => `Class${index}`)
    const heap = (names: readonly string[]): Record<string, LiteralObject> => ({
      root: { type: 'synthetic', to: [['shortcut', '1', 'global']] },
      global: { size: 8, to: names.map((name): References[number] => ['property', 'p', name]) },
      ...Object.fromEntries(names.map((name, index) => [name, { name, size: 1000 - index }])),
      ...(names.length === 0 ? {} : { code: { type: 'code', size: 5000 } }),
    })
    const { growers } = growthOf(heap(classes), heap([]))
    expect(growers.map(({ name }) => name)).toEqual(['(compiled code)', ...classes.slice(0, 9)])
    expect(growers.map(({ keptBy }) => keptBy !== null)).toEqual([
      false,
      true,
      true,
      true,
      true,
      ...Array(5).fill(false),
    ])
  })
})
