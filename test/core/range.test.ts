import { describe, expect, it } from 'vitest'
import { maximumRangePoints, parseRange, type Range, valuesOf } from '../../src/core/index.ts'

function rangeOf(text: string): Range {
  const parsed = parseRange(text)
  if (!parsed.ok) throw new Error(`${text} ${parsed.problem}`)
  return parsed.value
}

describe('a range', () => {
  it.each([
    ['20', [20]],
    ['0.5', [0.5]],
    ['1,2,4', [1, 2, 4]],
    ['4, 1 , 2', [4, 1, 2]],
    ['10..50:10', [10, 20, 30, 40, 50]],
    ['10..45:10', [10, 20, 30, 40]],
    ['1..4', [1, 2, 3, 4]],
    ['5..5', [5]],
    ['-1..1', [-1, 0, 1]],
    ['0..1:0.1', [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1]],
    ['.5..2.5:.5', [0.5, 1, 1.5, 2, 2.5]],
    ['1.5..3', [1.5, 2.5]],
    [' 1 .. 2 : 0.5 ', [1, 1.5, 2]],
    ['1e2..3e2:1e2', [100, 200, 300]],
    ['1000000000000001..1000000000000003', [1000000000000001, 1000000000000002, 1000000000000003]],
  ])('%s has its values in the order written, the last included', (text, values) => {
    const range = rangeOf(text)
    expect(range.count).toBe(values.length)
    expect([...valuesOf(range)]).toEqual(values)
    expect(range.largest).toBe(Math.max(...values))
  })

  it('of a billion points is made lazily and knows its largest value', () => {
    const range = rangeOf('1..1000000000')
    expect(range.count).toBe(1_000_000_000)
    expect(range.at(0)).toBe(1)
    expect(range.at(999_999_999)).toBe(1_000_000_000)
    expect(range.largest).toBe(1_000_000_000)
  })

  it('reaches its end in a million steps of a tenth', () => {
    const range = rangeOf('0..100000:0.1')
    expect(range.count).toBe(1_000_001)
    expect(range.largest).toBe(100_000)
  })

  it('is NaN outside a list, never a wrong value', () => {
    expect(rangeOf('1,2').at(2)).toBeNaN()
  })

  it('may have 100,000 points before it takes --force', () => {
    expect(maximumRangePoints).toBe(100_000)
  })

  it.each(['', ',', '1,', ',1', '1,,2', 'many', '1;2', '1-3'])('%j is no list of numbers', (text) => {
    expect(parseRange(text)).toEqual({
      ok: false,
      problem: 'is not a number',
      hint: 'Write one number, a list 1,2,4 or a range 10..200:10.',
    })
  })

  it('in a list keeps the reason why a number is refused', () => {
    expect(parseRange('1,1e309')).toMatchObject({ ok: false, problem: 'is too large to be a number' })
  })

  it.each([
    '10..',
    '..',
    '..10',
    '1..2..3',
    '1..5:',
    '1..5:1:1',
    '1..2,3',
    '1e309..2',
    '1..1e309',
    '1..9:x',
    'a..b',
  ])('%s is not a range', (text) => {
    expect(parseRange(text)).toEqual({
      ok: false,
      problem: 'is not a range',
      hint: 'Write FROM..TO:STEP, for example 10..200:10.',
    })
  })

  it('written backwards is refused, with the range that was meant', () => {
    expect(parseRange('200..10:10')).toEqual({
      ok: false,
      problem: 'is a reversed range',
      hint: 'Write the smaller number first: 10..200:10.',
    })
  })

  it.each(['1..5:0', '1..5:-1'])('%s never ends and is refused', (text) => {
    expect(parseRange(text)).toEqual({
      ok: false,
      problem: 'has a step that does not go forward',
      hint: 'Write a step above 0, for example 10..200:10.',
    })
  })

  it.each(['0..1:1e-300', '-1e308..1e308', '0..1e300'])('%s has too many points to count', (text) => {
    expect(parseRange(text)).toEqual({
      ok: false,
      problem: 'has too many points to count',
      hint: 'Write a larger step.',
    })
  })

  it('of a million letters is refused at once', () => {
    expect(parseRange(`${'a'.repeat(1_000_000)}..`).ok).toBe(false)
  })
})
