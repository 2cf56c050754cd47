import { describe, expect, it } from 'vitest'
import { type LiteralObject, type References, surveyOf } from './literal-heap.ts'

const rows = (objects: Record<string, LiteralObject>) =>
  surveyOf(objects).classes.map(({ name, count, shallowBytes, retainedBytes }) => [
    name,
    count,
    shallowBytes,
    retainedBytes,
  ])

describe('what a heap holds', () => {
  it('is counted by class as the DevTools name them, what retains most first', () => {
    const kinds: [string, string, string][] = [
      ['hidden', 'system / Map', '(system)'],
      ['string', 'secret', '(string)'],
      ['code', 'a', '(compiled code)'],
      ['closure', 'add', '(closure)'],
      ['regexp', 'x+', '(regexp)'],
      ['native', 'Node / TCPWrap', 'Node / TCPWrap'],
      ['object', 'Session', 'Session'],
      ['object', '', '(no name)'],
      ['object', 'token=abcdef', 'token=***'],
      ['concatenated string', 'secret', '(concatenated string)'],
    ]
    const objects = Object.fromEntries(
      kinds.map(([type, name], index) => [`o${index}`, { type, name, size: 100 - index }]),
    )
    const to = kinds.map((_, index) => ['element', index, `o${index}`] as const)
    const names = rows({ root: { type: 'synthetic', to }, ...objects }).map(([name]) => name)
    expect(names).toEqual(kinds.map(([, , name]) => name))
  })

  it('counts an object below another of its class once, and what two keep at neither', () => {
    expect(
      rows({
        root: { type: 'synthetic', to: [['shortcut', '1', 'global']] },
        global: {
          size: 1,
          to: [
            ['property', 'list', 'first'],
            ['property', 'other', 'other'],
          ],
        },
        first: { name: 'Link', size: 10, to: [['property', 'next', 'second']] },
        second: {
          name: 'Link',
          size: 20,
          to: [
            ['property', 'own', 'own'],
            ['property', 'shared', 'shared'],
          ],
        },
        other: { name: 'Link', size: 40, to: [['property', 'shared', 'shared']] },
        own: { name: 'Text', size: 100 },
        shared: { name: 'Shared', size: 1000 },
      }),
    ).toEqual([
      ['global', 1, 1, 1171],
      ['Shared', 1, 1000, 1000],
      ['Link', 3, 70, 170],
      ['Text', 1, 100, 100],
    ])
  })

  it('has the inner parts of an object that has them alone in the size of that object', () => {
    const table = (owner: string, parts: string): Record<string, LiteralObject> => ({
      [owner]: { name: 'Map', size: 10, to: [['internal', 'table', `table of ${owner}`]] },
      [`table of ${owner}`]: {
        type: 'array',
        name: '',
        size: 200,
        to: [['internal', '3', parts]],
      },
    })
    const own = rows({
      root: { type: 'synthetic', to: [['element', 1, 'map']] },
      ...table('map', 'entries'),
      entries: { type: 'hidden', size: 30 },
    })
    expect(own).toEqual([['Map', 1, 240, 240]])
    const shared = rows({
      root: {
        type: 'synthetic',
        to: [
          ['element', 1, 'map'],
          ['element', 2, 'twin'],
        ],
      },
      ...table('map', 'entries'),
      ...table('twin', 'entries'),
      entries: { type: 'hidden', size: 30 },
    })
    expect(shared).toEqual([
      ['Map', 2, 420, 420],
      ['(system)', 1, 30, 30],
    ])
  })

  it('leaves out objects without a size, and says how much there is in all', () => {
    const { objects, bytes } = surveyOf({
      root: { type: 'synthetic', to: [['element', 1, 'roots']] },
      roots: { type: 'synthetic', to: [['element', 1, 'a']] },
      a: { size: 8, to: [['property', 'b', 'b']] },
      b: { size: 9 },
    })
    expect({ objects, bytes }).toEqual({ objects: 2, bytes: 17 })
  })
})

describe('what keeps an object alive', () => {
  const objects = (holder: References, handles: References = []): Record<string, LiteralObject> => ({
    root: {
      type: 'synthetic',
      to: [
        ['shortcut', '1', 'global'],
        ['element', 1, 'handles'],
      ],
    },
    handles: { type: 'synthetic', to: handles },
    global: { size: 1, to: [['property', 'a', 'Holder']] },
    Holder: { id: 77, size: 10, to: holder },
    Key: { size: 20, to: [] },
    Value: { size: 100 },
  })
  const holds = (given: Record<string, LiteralObject>, name = 'Holder') =>
    surveyOf(given).classes.find((one) => one.name === name)?.retainedBytes

  it.each([
    ['a property', objects([['property', 'p', 'Value']]), 110],
    ['a weak reference: nothing', objects([['weak', 'p', 'Value']]), 10],
    ['a shortcut: nothing', objects([['shortcut', 'p', 'Value']]), 10],
    [
      'a reference to itself: nothing',
      objects([
        ['property', 'self', 'Holder'],
        ['property', 'p', 'Value'],
      ]),
      110,
    ],
    [
      'what a handle refers to that a global object reaches: not the handle',
      objects([['property', 'p', 'Value']], [['element', 1, 'Value']]),
      110,
    ],
  ])('by %s', (_, given, expected) => {
    expect(holds(given)).toBe(expected)
  })

  it('is what nothing else refers to, where the root reaches neither', () => {
    const given = {
      root: { type: 'synthetic' },
      Value: { size: 100 },
      Holder: {
        size: 10,
        to: [
          ['property', 'self', 'Holder'],
          ['property', 'p', 'Value'],
        ] as References,
      },
    }
    expect(holds(given)).toBe(110)
  })

  it('is the key of a WeakMap and not its table', () => {
    const entry = '1 / part of key (Key @9) -> value (Value @11) pair in WeakMap (table @77)'
    const given = objects([
      ['property', 'key', 'Key'],
      ['internal', entry, 'Value'],
    ])
    given['Key'] = { size: 20, to: [['internal', entry, 'Value']] }
    expect([holds(given), holds(given, 'Key')]).toEqual([130, 120])
  })
})
