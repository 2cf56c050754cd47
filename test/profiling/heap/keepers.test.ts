import { describe, expect, it } from 'vitest'
import { growthOf, type LiteralObject, type References } from './literal-heap.ts'

describe('what keeps new objects alive', () => {
  /** The path to the objects of class Leak, which are all new. */
  const keeperOf = (objects: Record<string, LiteralObject>) => {
    const { Leak: _, ...others } = objects
    const known = Object.fromEntries(
      Object.entries(others).map(([key, one]): [string, LiteralObject] => [
        key,
        { ...one, to: (one.to ?? []).filter(([, , to]) => to !== 'Leak') },
      ]),
    )
    return growthOf(objects, known).growers.find(({ name }) => name === 'Leak')?.keptBy
  }
  const from = (to: References, more: Record<string, LiteralObject> = {}): Record<string, LiteralObject> => ({
    root: {
      type: 'synthetic',
      to: [
        ['shortcut', '1', 'global'],
        ['element', 1, '(GC roots)'],
      ],
    },
    global: { name: 'global / ', size: 8, to },
    '(GC roots)': { type: 'synthetic', to: [['element', 1, '(Stack roots)']] },
    '(Stack roots)': { type: 'synthetic', to: [] },
    ...more,
    Leak: { size: 4000, id: 999 },
  })

  it.each([
    ['a property', from([['property', 'leak', 'Leak']]), 'global.leak -> Leak'],
    ['an element', from([['element', 3, 'Leak']]), 'global[] -> Leak'],
    ['a symbol', from([['property', '<symbol kLeak>', 'Leak']]), 'global.<symbol kLeak> -> Leak'],
    [
      'a variable of a function',
      from([['property', 'add', 'add']], {
        add: { type: 'closure', size: 8, to: [['internal', 'context', 'context']] },
        context: { name: 'system / Context', size: 8, to: [['context', 'leak', 'Leak']] },
      }),
      'global.add -> add() variable leak -> Leak',
    ],
    [
      'a function without a name',
      from([['property', 'f', 'f']], {
        f: { type: 'closure', name: '', size: 8, to: [['property', 'leak', 'Leak']] },
      }),
      'global.f -> function ().leak -> Leak',
    ],
    [
      'the table of a Map',
      from([['property', 'map', 'map']], {
        map: { name: 'Map', size: 8, to: [['internal', 'table', 'table']] },
        table: { type: 'array', size: 8, to: [['internal', '7', 'Leak']] },
      }),
      'global.map -> Map[] -> Leak',
    ],
    [
      'a key of a WeakMap',
      from([['property', 'key', 'key']], {
        key: {
          name: 'Key',
          size: 8,
          to: [
            ['internal', '1 / part of key (Key @9) -> value (Leak @999) pair in WeakMap (table @77)', 'Leak'],
          ],
        },
      }),
      'global.key -> Key as key of WeakMap -> Leak',
    ],
    [
      'a stack',
      { ...from([]), '(Stack roots)': { type: 'synthetic', to: [['element', 1, 'Leak']] } as LiteralObject },
      '(Stack roots) -> Leak',
    ],
    [
      'rather a global object than a root of V8',
      {
        ...from([['property', 'a', 'A']], { A: { size: 8, to: [['property', 'leak', 'Leak']] } }),
        root: {
          type: 'synthetic',
          to: [
            ['element', 1, 'Leak'],
            ['shortcut', '1', 'global'],
          ],
        } as LiteralObject,
      },
      'global.a -> A.leak -> Leak',
    ],
    ['a key that may be an id', from([['property', 'a81bc81b', 'Leak']]), 'global[...] -> Leak'],
    ['a key that is no name', from([['property', 'John Doe', 'Leak']]), 'global[...] -> Leak'],
    [
      'a key of an object that is used as a table',
      from([['property', 'users', 'users']], {
        users: {
          name: 'Object',
          size: 8,
          to: Array.from({ length: 300 }, (): References[number] => ['property', 'johnny', 'Leak']),
        },
      }),
      'global.users -> Object[...] -> Leak',
    ],
    [
      'a long way, without its middle',
      from(
        [['property', 'a', 'o0']],
        Object.fromEntries(
          Array.from({ length: 9 }, (_, index): [string, LiteralObject] => [
            `o${index}`,
            { name: `C${index}`, size: 8, to: [['property', 'n', index === 8 ? 'Leak' : `o${index + 1}`]] },
          ]),
        ),
      ),
      'global.a -> C0.n -> ... -> C6.n -> C7.n -> C8.n -> Leak',
    ],
    [
      'rather a long way through objects than a short one through parts of V8 or a prototype',
      from(
        [
          ['internal', 'map', 'map'],
          ['property', '__proto__', 'prototype'],
          ['property', 'a', 'A'],
        ],
        {
          map: { type: 'hidden', size: 8, to: [['internal', 'x', 'Leak']] },
          prototype: { name: 'P', size: 8, to: [['property', 'leak', 'Leak']] },
          A: { size: 8, to: [['property', 'b', 'B']] },
          B: { size: 8, to: [['property', 'leak', 'Leak']] },
        },
      ),
      'global.a -> A.b -> B.leak -> Leak',
    ],
  ])('is told in words: %s', (_, objects, path) => {
    expect(keeperOf(objects)?.path).toBe(path)
  })

  it('is where the heaviest part of them is added, with its share', () => {
    const list = (name: string, size: number): Record<string, LiteralObject> => ({
      [name]: { name: 'Array', size: 8, to: [['element', 0, `leak of ${name}`]] },
      [`leak of ${name}`]: { name: 'Leak', size },
    })
    const heap = (lists: Record<string, LiteralObject>): Record<string, LiteralObject> => ({
      root: { type: 'synthetic', to: [['shortcut', '1', 'global']] },
      global: {
        size: 8,
        to: Object.keys(lists)
          .filter((key) => !key.startsWith('leak'))
          .map((key): References[number] => ['property', key, key]),
      },
      ...lists,
    })
    const empty = heap({
      small: { name: 'Array', size: 8 },
      'leak gone': { name: 'Gone', size: 8 },
      large: { name: 'Array', id: 9, size: 8 },
    })
    const { growers } = growthOf(
      heap({
        ...list('small', 100),
        ...list('large', 300),
        large: { name: 'Array', id: 9, size: 8, to: [['element', 0, 'leak of large']] },
        'leak of small': { name: 'Leak', id: 95, size: 100 },
        'leak of large': { name: 'Leak', id: 97, size: 300 },
      }),
      empty,
    )
    expect(growers[0]?.keptBy).toEqual({
      path: 'global.large -> Array[] -> Leak',
      place: 'global.large -> Array[]',
      share: 0.75,
    })
  })

  it('is nobody where only weak references lead to them', () => {
    expect(keeperOf(from([['weak', 'leak', 'Leak']]))).toBeNull()
  })
})
