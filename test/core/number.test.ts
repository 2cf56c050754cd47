import { describe, expect, it } from 'vitest'
import { parseNumber, parseWhole, withinBounds } from '../../src/core/index.ts'

describe('a number', () => {
  it.each([
    ['12', 12],
    ['0.5', 0.5],
    ['.5', 0.5],
    ['12.', 12],
    ['-3', -3],
    ['+3', 3],
    ['1e3', 1000],
    ['1E-2', 0.01],
    ['1.5e+3', 1500],
    ['007', 7],
    ['1.75', 1.75],
    ['.25', 0.25],
    ['1e12', 1e12],
  ])('%s is %d', (text, value) => {
    expect(parseNumber(text)).toEqual({ ok: true, value })
  })

  it.each([
    '',
    ' ',
    '.',
    '-',
    '+',
    'e3',
    '1e',
    '1e+',
    'NaN',
    'Infinity',
    '-Infinity',
    '0x10',
    '1_000',
    '1,5',
    ' 1',
  ])('%j is refused', (text) => {
    expect(parseNumber(text)).toEqual({
      ok: false,
      problem: 'is not a number',
      hint: 'Write a plain number, for example 20 or 0.5.',
    })
  })

  it.each(['1 ', '1\n', '1n', '--1', '1.2.3', '１'])('%j is refused too', (text) => {
    expect(parseNumber(text)).toMatchObject({ ok: false, problem: 'is not a number' })
  })

  it.each(['1e309', '-1e309', '9'.repeat(400)])(
    '%.12s, which no computer number holds, is refused',
    (text) => {
      expect(parseNumber(text)).toEqual({
        ok: false,
        problem: 'is too large to be a number',
        hint: 'Write a number below 1.8e308.',
      })
    },
  )

  it('of a million digits and a letter is refused at once', () => {
    expect(parseNumber(`${'1'.repeat(1_000_000)}x`).ok).toBe(false)
  })

  it('keeps its bounds, which belong to it', () => {
    expect(parseNumber('0', { minimum: 0, maximum: 10 })).toEqual({ ok: true, value: 0 })
    expect(parseNumber('10', { minimum: 0, maximum: 10 })).toEqual({ ok: true, value: 10 })
    expect(parseNumber('-0.1', { minimum: 0 })).toEqual({
      ok: false,
      problem: 'must be at least 0',
      hint: 'Write a number from 0 on.',
    })
    expect(parseNumber('10.1', { maximum: 10 })).toEqual({
      ok: false,
      problem: 'must be at most 10',
      hint: 'Write a number up to 10.',
    })
  })
})

describe('a number that is already one', () => {
  it('is judged by the same bounds', () => {
    expect(withinBounds(5, {})).toEqual({ ok: true, value: 5 })
    expect(withinBounds(5, { minimum: 6 })).toMatchObject({ ok: false, problem: 'must be at least 6' })
  })

  it.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])('%d is refused', (value) => {
    expect(withinBounds(value, {})).toEqual({
      ok: false,
      problem: 'is not a finite number',
      hint: 'Write a plain number, for example 20.',
    })
  })
})

describe('a whole number', () => {
  it.each([
    ['24', 24],
    ['1e3', 1000],
    ['-2', -2],
    ['3.0', 3],
  ])('%s is %d', (text, value) => {
    expect(parseWhole(text)).toEqual({ ok: true, value })
  })

  it('has no fraction', () => {
    expect(parseWhole('2.5')).toEqual({
      ok: false,
      problem: 'is not a whole number',
      hint: 'Write a number without a fraction, for example 24.',
    })
  })

  it('is refused as a number is', () => {
    expect(parseWhole('many')).toMatchObject({ ok: false, problem: 'is not a number' })
    expect(parseWhole('0', { minimum: 1 })).toMatchObject({ ok: false, problem: 'must be at least 1' })
  })
})
