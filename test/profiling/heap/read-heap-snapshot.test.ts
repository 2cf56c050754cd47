import { describe, expect, it } from 'vitest'
import { heapSnapshotReader } from '../../../src/profiling/heap/index.ts'
import { heapIn, type LiteralObject, layouts, snapshotText } from './literal-heap.ts'

const objects: Record<string, LiteralObject> = {
  root: { type: 'synthetic', name: '', to: [['shortcut', 'global', 'global']] },
  global: { size: 24, to: [['property', 'cache', 'cache']] },
  cache: {
    name: 'Map "of\nö😀',
    id: 4_294_967_295,
    size: 5e9,
    to: [
      ['element', 3, 'text'],
      ['property', 'a key that is far too long to be the name of a property', 'text'],
      ['weak', 'back', 'cache'],
    ],
  },
  text: { type: 'string', name: 'hunter2', size: 16 },
}

describe('a heap snapshot', () => {
  it.each(Object.entries(layouts))('is read in the layout of %s', (_, layout) => {
    const { root, nodes, edges, nodeTypes, edgeTypes, names } = heapIn(snapshotText(objects, layout))
    expect(root).toBe(0)
    expect([...nodes.type].map((type) => nodeTypes[type])).toEqual([
      'synthetic',
      'object',
      'object',
      'string',
    ])
    expect([...nodes.size]).toEqual([0, 24, 5e9, 16])
    expect([...nodes.id]).toEqual([1, 3, 4_294_967_295, 7])
    expect([...nodes.firstEdge]).toEqual([0, 1, 2, 5, 5])
    expect([...edges.to]).toEqual([1, 2, 3, 3, 2])
    expect([...edges.type].map((type) => edgeTypes[type])).toEqual([
      'shortcut',
      'property',
      'element',
      'property',
      'weak',
    ])
    expect(edges.name[2]).toBe(3)
    expect([...nodes.name].map(names.text)).toEqual(['', 'global', 'Map "of\nö😀', ''])
    expect(names.text(edges.name[1] ?? 0)).toBe('cache')
    expect(names.indexOf('cache')).toBe(edges.name[1])
  })

  it.each([1, 2, 3, 7, 64])('is the same in pieces of %i characters', (size) => {
    const text = snapshotText(objects)
    const { names, ...whole } = heapIn(text)
    const { names: pieceNames, ...pieces } = heapIn(text, size)
    expect(pieces).toEqual(whole)
    expect(pieceNames.text(whole.nodes.name[2] ?? 0)).toBe('Map "of\nö😀')
  })

  it('understands escapes and blanks as V8 writes them', () => {
    const text = snapshotText(objects)
      .replace('ö', '\\u00F6')
      .replace('"nodes":[', ',\n"nodes":[ \n')
      .replace(/"locations":\[[^\]]*\]/, '"extra":-1.5e3,"none":null')
    const { nodes, names } = heapIn(text, 5)
    expect(names.text(nodes.name[2] ?? 0)).toBe('Map "of\nö😀')
  })

  it('keeps no string of the program, and no key that is no name', () => {
    const { names } = heapIn(snapshotText(objects))
    const kept = Array.from({ length: 10 }, (_, index) => names.text(index)).filter((text) => text !== '')
    expect(kept.sort()).toEqual(['Map "of\nö😀', 'back', 'cache', 'global'])
  })

  it('knows the table of a WeakMap that a value is in', () => {
    const name = '12 / part of key (Object @33) -> value (secret @44) pair in WeakMap (table @789)'
    const { names, edges } = heapIn(
      snapshotText({ root: { type: 'synthetic', to: [['internal', name, 'value']] }, value: { size: 8 } }),
    )
    expect(names.weakTables).toEqual(new Map([[edges.name[0], 789]]))
    expect(names.text(edges.name[0] ?? 0)).toBe('')
  })

  const text = snapshotText(objects)
  it.each([
    ['nothing', '', 'is no heap snapshot'],
    ['another text', 'hello', 'is no heap snapshot'],
    ['other JSON', '{"a":1}', 'is no heap snapshot'],
    ['one that ends in its objects', text.slice(0, text.indexOf('"nodes"') + 20), 'is cut off'],
    ['one that ends in its strings', text.slice(0, -9), 'is cut off'],
    ['one that goes wrong', text.replace('"edges":[', '"edges":[x'), 'is damaged: its text is no JSON'],
    ['a list that is none', text.replace('"strings":[', '"strings":{'), 'is damaged: its text is no JSON'],
    ['a header that is none', text.replace('"meta"', '"mete"'), 'is damaged: its header cannot be read'],
    [
      'unknown fields',
      text.replace('"self_size"', '"other_size"'),
      'is damaged: its header names fields that are not known',
    ],
    [
      'no kinds',
      text.replace('"node_types":[[', '"node_types":[{},['),
      'is damaged: its header names no kinds of objects',
    ],
    [
      'no count',
      text.replace('"node_count":4', '"node_count":-4'),
      'is damaged: its header does not count its objects',
    ],
    [
      'no root',
      text.replace('"node_count":4', '"root_index":700,"node_count":4'),
      'is damaged: its header names no root',
    ],
    [
      'too few objects',
      text.replace('"node_count":4', '"node_count":2000000000'),
      'is damaged: it has 4 of the 2000000000 objects of its header',
    ],
    [
      'too many objects',
      text.replace('"node_count":4', '"node_count":3'),
      'is damaged: it has more objects than the 3 of its header',
    ],
    [
      'too few references',
      text.replace('"edge_count":5', '"edge_count":6'),
      'is damaged: its objects have fewer references than its header says',
    ],
    [
      'too many references',
      text.replace('"edge_count":5', '"edge_count":4'),
      'is damaged: its objects have more references than its header says',
    ],
    [
      'references that are missing',
      text.replace(/"edges":\[\d+,\d+,\d+,/, '"edges":['),
      'is damaged: it has 4 of the 5 references of its header',
    ],
    [
      'references that are left over',
      text.replace('"edges":[', '"edges":[5,2,7,'),
      'is damaged: it has more references than the 5 of its header',
    ],
    [
      'a reference between objects',
      text.replace(/"edges":\[(\d+),(\d+),7,/, '"edges":[$1,$2,8,'),
      'is damaged: reference 1 leads to no object',
    ],
    [
      'a reference to nowhere',
      text.replace(/"edges":\[(\d+),(\d+),7,/, '"edges":[$1,$2,7000,'),
      'is damaged: reference 1 leads to no object',
    ],
    [
      'a reference of no kind',
      text.replace('"edges":[5', '"edges":[99'),
      'is damaged: reference 1 is of kind 99, which its header lacks',
    ],
    [
      'an object of no kind',
      text.replace('"nodes":[9', '"nodes":[99'),
      'is damaged: object 1 is of kind 99, which its header lacks',
    ],
    [
      'a number past all ids',
      text.replace('4294967295', '4294967296'),
      'is damaged: object 3 has the number 4294967296',
    ],
    [
      'too few strings',
      text.replace(/"strings":\[.*\]/, '"strings":["a"]'),
      'is damaged: it has 1 strings and needs 8',
    ],
    [
      'objects before the header',
      text.replace('{"snapshot"', '{"nodes":[1],"snapshot"'),
      'is damaged: its objects come before its header',
    ],
    [
      'strings before the objects',
      text.replace('"nodes"', '"strings":[],"nodes"'),
      'is damaged: its strings come before its objects',
    ],
    ['objects twice', text.replace('"edges"', '"nodes":[],"edges"'), 'is damaged: it has nodes twice'],
    [
      'no object at all',
      text
        .replace('"node_count":4,"edge_count":5', '"node_count":0,"edge_count":0')
        .replace(/"nodes":\[[^\]]*\],"edges":\[[^\]]*\]/, '"nodes":[],"edges":[]'),
      'is damaged: it has no objects',
    ],
  ])('is refused where it is %s', (_, damaged, problem) => {
    const reader = heapSnapshotReader()
    for (let at = 0; at < damaged.length; at += 100) reader.push(damaged.slice(at, at + 100))
    expect(reader.finish()).toMatchObject({ ok: false, problem })
  })
})
