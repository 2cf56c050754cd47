import { describe, expect, test } from 'vitest'
import { matchesPattern } from '../../../src/monitor/series/index.ts'

describe('a pattern', () => {
  test.each([
    ['cpu.usage', 'cpu.usage', true],
    ['cpu.*', 'cpu.usage', true],
    ['*', '', true],
    ['*', 'anything{a=b}', true],
    ['disk.*{*}', 'disk.read{device=sda}', true],
    ['*a*b', 'xaxxbxb', true],
    ['a**b', 'ab', true],
    ['cpu', 'cpu.usage', false],
    ['*.usage', 'cpu.usage2', false],
    ['CPU.*', 'cpu.usage', false],
    ['cpu?usage', 'cpu.usage', false],
    ['', 'a', false],
    ['a*a', 'a', false],
  ])('%s means %s: %s', (pattern, key, expected) => {
    expect(matchesPattern(pattern, key)).toBe(expected)
  })

  test('of nothing but stars and near misses is judged at once', () => {
    expect(matchesPattern('*a'.repeat(100), `${'a'.repeat(199)}b`)).toBe(false)
  })
})
