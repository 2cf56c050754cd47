import { describe, expect, it } from 'vitest'
import { suggest, suggestion } from '../../src/core/index.ts'

describe('did you mean', () => {
  it.each([
    ['szie', ['size', 'report'], 'size'],
    ['sixe', ['size', 'report'], 'size'],
    ['siz', ['report', 'size'], 'size'],
    ['sizee', ['size'], 'size'],
    ['SIZE', ['size'], 'size'],
    ['size', ['SIZE'], 'SIZE'],
    ['recomended', ['minimum', 'recommended', 'high-performance'], 'recommended'],
    ['high-perfromance', ['minimum', 'high-performance'], 'high-performance'],
    ['lewsi', ['lewis', 'levis'], 'lewis'],
    ['cat', ['bat', 'cart'], 'bat'],
    ['a', ['b'], 'b'],
    ['abc', ['abd', 'abx', 'abc'], 'abc'],
    ['ca', ['ac'], 'ac'],
  ])('%s among %j is %s', (word, candidates, expected) => {
    expect(suggest(word, candidates)).toBe(expected)
  })

  it.each([
    ['banana', ['size', 'report']],
    ['size', []],
    ['', ['size']],
    ['abcdef', ['abcxyz']],
    ['ab', ['cd']],
    ['abcdefghi', ['abcdevwxy']],
  ])('%j among %j is nothing', (word, candidates) => {
    expect(suggest(word, candidates)).toBeNull()
  })

  it('allows a third of the letters of the longer word', () => {
    expect(suggest('abcdef', ['abcdxy'])).toBe('abcdxy')
    expect(suggest('abcde', ['abcxy'])).toBeNull()
    expect(suggest('abcd', ['abcdef'])).toBe('abcdef')
  })

  it('counts two swapped letters as one mistake', () => {
    expect(suggest('abdc', ['abcd'])).toBe('abcd')
    expect(suggest('acbd', ['abcd'])).toBe('abcd')
    expect(suggest('adcb', ['abcd'])).toBeNull()
    expect(suggest('abcd', ['bxcd'])).toBeNull()
    expect(suggest('abcd', ['xacd'])).toBeNull()
  })

  it('of a word of a million letters is nothing, at once', () => {
    expect(suggest('a'.repeat(1_000_000), ['size'])).toBeNull()
  })

  it('takes any collection', () => {
    expect(suggest('siez', new Set(['report', 'size']))).toBe('size')
  })
})

describe('a hint', () => {
  it('offers the nearest candidate', () => {
    expect(suggestion('p89', ['p99', 'max'], 'Write one.')).toBe('Did you mean p99?')
  })

  it('says something else when nothing is near', () => {
    expect(suggestion('banana', ['p99', 'max'], 'Write one.')).toBe('Write one.')
  })
})
