import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Unit } from '../../src/core/index.ts'
import { formatQuantity } from '../../src/report/index.ts'

const gib = 2 ** 30

describe('a number becomes words:', () => {
  const cases: [number, Unit, string][] = [
    [0, 'bytes', '0 B'],
    [512, 'bytes', '512 B'],
    [1536, 'bytes', '1.5 KiB'],
    [512 * 2 ** 20, 'bytes', '512 MiB'],
    [1023.99 * 2 ** 20, 'bytes', '1 GiB'],
    [44 * gib, 'bytes', '44 GiB'],
    [18_300 * gib, 'bytes', '18,300 GiB'],
    [99_999 * gib, 'bytes', '99,999 GiB'],
    [100_000 * gib, 'bytes', '97.66 TiB'],
    [-2 * gib, 'bytes', '-2 GiB'],
    [1e300, 'bytes', '8.882e284 PiB'],
    [3 * 2 ** 20, 'bytes-per-second', '3 MiB/s'],
    [200e6, 'bits-per-second', '200 Mbit/s'],
    [1e9, 'bits-per-second', '1 Gbit/s'],
    [999.96e6, 'bits-per-second', '1 Gbit/s'],
    [0, 'bits-per-second', '0 bit/s'],
    [0, 'seconds', '0 s'],
    [2e-9, 'seconds', '2 ns'],
    [1e-4, 'seconds', '100 µs'],
    [0.0052, 'seconds', '5.2 ms'],
    [0.99999, 'seconds', '1 s'],
    [1.5, 'seconds', '1.5 s'],
    [59.999, 'seconds', '1 min'],
    [125, 'seconds', '2 min 5 s'],
    [3599.7, 'seconds', '1 h'],
    [10_800, 'seconds', '3 h'],
    [5430, 'seconds', '1 h 31 min'],
    [86_399, 'seconds', '1 day'],
    [93_600, 'seconds', '1 day 2 h'],
    [365 * 86_400, 'seconds', '365 days'],
    [-125, 'seconds', '-2 min 5 s'],
    [0.85, 'ratio', '85 %'],
    [0.07, 'ratio', '7 %'],
    [1 / 3, 'ratio', '33.33 %'],
    [12, 'ratio', '1,200 %'],
    [22, 'cores', '22 cores'],
    [1, 'cores', '1 core'],
    [0.25, 'cores', '0.25 cores'],
    [1000, 'count', '1,000'],
    [1_234_567, 'count', '1,234,567'],
    [999.96, 'count', '1,000'],
    [12.3456, 'count', '12.35'],
    [-0, 'count', '0'],
    [-5, 'count', '-5'],
    [1.5e-7, 'count', '1.5e-7'],
    [1e21, 'count', '1e21'],
    [365, 'days', '365 days'],
    [1, 'days', '1 day'],
    [450, 'per-second', '450/s'],
    [1234, 'money:EUR/month', '1,234 EUR/month'],
    [12.5, 'money:EUR/month', '12.50 EUR/month'],
    [12, 'money:USD/hour', '12 USD/hour'],
    [0.0034, 'money:USD/hour', '0.0034 USD/hour'],
    [1.7e308, 'ratio', 'unknown'],
    [Number.NaN, 'bytes', 'unknown'],
    [Number.POSITIVE_INFINITY, 'seconds', 'unknown'],
  ]

  test.each(cases)('%d %s is %s', (value, unit, words) => {
    expect(formatQuantity({ value, unit })).toBe(words)
    expect(formatQuantity(value, unit)).toBe(words)
  })
})

describe('an interval', () => {
  const cases = [
    { quantity: { value: 44, unit: 'count', low: 41, high: 47 }, words: '44 (41 to 47)' },
    {
      quantity: { value: 44 * gib, unit: 'bytes', low: 41 * gib, high: 47 * gib },
      words: '44 GiB (41 to 47)',
    },
    { quantity: { value: 50, unit: 'seconds', low: 45, high: 65 }, words: '50 s (45 s to 1 min 5 s)' },
    { quantity: { value: 2, unit: 'cores', low: 1, high: 3 }, words: '2 cores (1 to 3)' },
    {
      quantity: { value: 2, unit: 'cores', low: 1, high: Number.POSITIVE_INFINITY },
      words: '2 cores (1 to unknown)',
    },
    { quantity: { value: 2, unit: 'cores', low: 1 }, words: '2 cores' },
    { quantity: { value: Number.NaN, unit: 'cores', low: 1, high: 3 }, words: 'unknown' },
  ] as const

  test.each(cases)('is written once with its unit: $words', ({ quantity, words }) => {
    expect(formatQuantity(quantity)).toBe(words)
  })
})

test('every number has short words with a digit in them', () => {
  const units = fc.constantFrom<Unit>(
    'bytes',
    'bits-per-second',
    'seconds',
    'ratio',
    'cores',
    'count',
    'money:EUR/month',
  )
  fc.assert(
    fc.property(fc.double({ noNaN: true, min: -1e306, max: 1e306 }), units, (value, unit) => {
      const words = formatQuantity({ value, unit })
      expect(words).toMatch(/^-?\d/)
      expect(words.length).toBeLessThanOrEqual(32)
    }),
  )
})
