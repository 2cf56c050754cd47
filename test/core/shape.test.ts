import { describe, expect, it } from 'vitest'
import { parseShape } from '../../src/core/index.ts'

describe('a machine shape', () => {
  it.each([
    ['8c16g', 8, 16 * 2 ** 30],
    ['8C16G', 8, 16 * 2 ** 30],
    ['0.5c1g', 0.5, 2 ** 30],
    ['1.25c1.5g', 1.25, 1.5 * 2 ** 30],
    ['500mc512MiB', 0.5, 512 * 2 ** 20],
    ['4c8GB', 4, 8e9],
    ['4c8Gi', 4, 8 * 2 ** 30],
    ['16c64GiB', 16, 64 * 2 ** 30],
  ])('%s is %d cores and %d bytes', (text, cpuCores, memoryBytes) => {
    expect(parseShape(text)).toEqual({ ok: true, value: { cpuCores, memoryBytes } })
  })

  it.each([
    '',
    '8',
    '8c',
    'c16g',
    '16g',
    '8c16',
    '8c16x',
    '8c16M',
    '8c 16g',
    '-8c16g',
    '8c16g2',
    'x8c16g',
    '8Mc1g',
  ])('%j is refused', (text) => {
    expect(parseShape(text)).toEqual({
      ok: false,
      problem: 'is not a machine shape',
      hint: 'Write cores and GiB as 8c16g.',
    })
  })

  it.each(['0c16g', '8c0g', '0mc1g'])('%s has nothing in it', (text) => {
    expect(parseShape(text)).toEqual({
      ok: false,
      problem: 'is a machine with nothing in it',
      hint: 'Write cores and GiB as 8c16g.',
    })
  })

  it('beyond all numbers is refused', () => {
    expect(parseShape(`${'9'.repeat(400)}c1g`).ok).toBe(false)
    expect(parseShape(`1c${'9'.repeat(308)}g`).ok).toBe(false)
  })
})
