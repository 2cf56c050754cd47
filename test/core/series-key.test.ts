import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { orderedSeriesKey, parseSeriesKey, seriesKey, seriesName, seriesNamed } from '../../src/core/index.ts'

describe('a series key', () => {
  it.each([
    ['cpu.usage', 'cpu.usage', {}],
    ['disk.usage{mount=/}', 'disk.usage', { mount: '/' }],
    ['url.seconds{phase=dns,url=http://a/?b=c}', 'url.seconds', { url: 'http://a/?b=c', phase: 'dns' }],
    ['up{job=}', 'up', { job: '' }],
    ['x{a=1\\,b=2}', 'x', { a: '1,b=2' }],
    ['x{a\\=b=c}', 'x', { 'a=b': 'c' }],
    ['x\\{a=1}', 'x{a=1}', {}],
    ['C:\\\\{path=\\\\}', 'C:\\', { path: '\\' }],
  ])('%s is of %s and its tags', (key, name, tags) => {
    expect(seriesKey(name, tags)).toBe(key)
    expect(parseSeriesKey(key)).toEqual({ name, tags })
  })

  it('has its tags in alphabetical order, whatever theirs was', () => {
    expect(seriesKey('x', { b: '2', a: '1' })).toBe(seriesKey('x', { a: '1', b: '2' }))
  })

  it('is another one for every other name and tags', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '{', '}', ',', '=', '\\', '"'), maxLength: 6 })
    const tags = fc.dictionary(text, text, { maxKeys: 3 })
    fc.assert(
      fc.property(text, tags, (name, all) => {
        expect(parseSeriesKey(seriesKey(name, all))).toEqual({ name, tags: { ...all } })
      }),
      { numRuns: 2000 },
    )
  })

  it('with bare commas in a value is understood as long as it can be', () => {
    expect(parseSeriesKey('up{url=http://a/b,c,d,z=1}').tags).toEqual({ url: 'http://a/b,c,d', z: '1' })
    expect(parseSeriesKey('x{}')).toEqual({ name: 'x', tags: {} })
    expect(parseSeriesKey('x{a=1')).toEqual({ name: 'x{a=1', tags: {} })
  })

  it.each([
    ['a{z=1,b=2}', 'a', 'a{b=2,z=1}'],
    ['a{}', 'a', 'a'],
    ['a{b=}', 'a', 'a{b=}'],
    ['cpu.usage', 'cpu.usage', 'cpu.usage'],
    ['x\\{a=1}', 'x{a=1}', 'x\\{a=1}'],
    ['url.up{url=http://h/?x=1,2}', 'url.up', 'url.up{url=http://h/?x=1\\,2}'],
  ])('%s is named %s, and %s in order', (key, name, ordered) => {
    expect(seriesName(key)).toBe(name)
    expect(orderedSeriesKey(key)).toBe(ordered)
  })

  it('with a tag called __proto__ has that tag', () => {
    expect(Object.keys(parseSeriesKey('a{__proto__=1}').tags)).toEqual(['__proto__'])
  })

  it('is found among values by its name, and only by the whole of it', () => {
    const values = { 'disk.usage{mount=/}': 0.5, 'disk.usage': null, 'disk.usage.x': 1, disk: 2 }
    expect(seriesNamed(values, 'disk.usage')).toEqual([
      { key: 'disk.usage{mount=/}', tags: { mount: '/' }, value: 0.5 },
      { key: 'disk.usage', tags: {}, value: null },
    ])
  })
})
