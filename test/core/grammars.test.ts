import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type Parsed,
  parseBandwidth,
  parseByteSize,
  parseCores,
  parseDuration,
  parseGuideByteSize,
  parseNumber,
  parseRange,
  parseRate,
  parseRatio,
  parseSampleFile,
  parseShape,
  parseSlo,
  parseSnapshot,
  parseUndoFile,
  parseWhole,
} from '../../src/core/index.ts'
import { parseCapacity, parseGrowth, parseRedundancy } from '../../src/sizing/index.ts'

const amounts: Record<string, (text: string) => Parsed<unknown>> = {
  parseBandwidth,
  parseByteSize,
  parseGuideByteSize,
  parseCores,
  parseDuration,
  parseRate,
  parseRatio,
  parseRedundancy,
  parseShape,
  parseCapacity,
}
const others: Record<string, (text: string) => Parsed<unknown>> = {
  parseNumber,
  parseWhole,
  parseGrowth,
  parseRange,
  parseSlo,
  parseSampleFile,
  parseSnapshot,
  parseUndoFile,
}

// Pieces of every grammar, and of what breaks them, in any order.
const pieces = fc.constantFrom(
  ...[
    '0',
    '1',
    '9',
    '99.9',
    '.',
    '..',
    ',',
    '-',
    '+',
    'e',
    '1e309',
    'NaN',
    'Infinity',
    '%',
    '/',
    ':',
    '=',
    ' ',
  ],
  ...[
    's',
    'ms',
    'us',
    'm',
    'h',
    'd',
    'w',
    'k',
    'M',
    'c',
    'g',
    'GB',
    'MiB',
    'Gi',
    'Mbps',
    'bit/s',
    'month',
    'year',
  ],
  ...['p99', 'max', 'errors', 'rate', '[', ']', '<', '>=', 'over', 'n', 'storage', 'network', 'constructor'],
  ...['{', '}', '"at"', '"schema":', '\n', 'at,name,value', '__proto__', '9'.repeat(310)],
)
const written = fc.oneof(
  fc.array(pieces, { maxLength: 8 }).map((parts) => parts.join('')),
  fc.string(),
)

function numbersIn(value: unknown): number[] {
  if (typeof value === 'number') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(numbersIn) : []
}

describe.each(Object.entries({ ...amounts, ...others }))('%s', (name, parse) => {
  it('never throws: it gives finite numbers, or a problem and a hint', () => {
    fc.assert(
      fc.property(written, (text) => {
        const parsed = parse(text)
        if (parsed.ok) {
          for (const number of numbersIn(parsed.value)) {
            expect(number).toSatisfy(Number.isFinite)
            if (name in amounts) expect(number).toBeGreaterThanOrEqual(0)
          }
        } else {
          expect(parsed.problem).toMatch(/^[a-z]/)
          expect(parsed.hint).toMatch(/^[A-Z].*[.?]$/s)
        }
      }),
      { numRuns: 2000 },
    )
  })
})

describe('a number written in its base unit comes back the same', () => {
  const whole = fc.integer({ min: 0, max: 1e15 })
  const plain = fc.double({ min: 1e-6, max: 1e20, noNaN: true })

  it.each<[string, (text: string) => Parsed<number>, (value: number) => string]>([
    ['bytes', parseByteSize, (value) => `${value}B`],
    ['bits per second', parseBandwidth, (value) => `${value}bps`],
    ['seconds', parseDuration, (value) => `${value}s`],
    ['a rate', parseRate, (value) => `${value}/s`],
    ['cores', parseCores, (value) => `${value}`],
    ['a number', parseNumber, (value) => `${value}`],
  ])('%s', (_, parse, write) => {
    fc.assert(
      fc.property(fc.oneof(whole, plain), (value) => {
        expect(parse(write(value))).toEqual({ ok: true, value })
      }),
    )
  })

  it('a ratio, as a share and as a percentage of one decimal', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1000 }), (thousandths) => {
        expect(parseRatio(`${thousandths / 1000}`)).toEqual({ ok: true, value: thousandths / 1000 })
        expect(parseRatio(`${thousandths / 10}%`)).toEqual({ ok: true, value: thousandths / 1000 })
      }),
    )
  })

  it('milliseconds and microseconds, to the last bit', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e9 }), (count) => {
        expect(parseDuration(`${count}ms`)).toEqual({ ok: true, value: count / 1e3 })
        expect(parseDuration(`${count}us`)).toEqual({ ok: true, value: count / 1e6 })
      }),
    )
  })

  it('a list of whole numbers', () => {
    fc.assert(
      fc.property(fc.array(fc.integer(), { minLength: 1, maxLength: 20 }), (values) => {
        const parsed = parseRange(values.join(','))
        if (!parsed.ok) throw new Error(parsed.problem)
        expect(values.map((_, index) => (parsed.ok ? parsed.value.at(index) : null))).toEqual(values)
        expect(parsed.value.largest).toBe(Math.max(...values))
      }),
    )
  })

  it('a range of whole numbers, from its first to its last', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -1e9, max: 1e9 }),
        fc.integer({ min: 0, max: 1e6 }),
        fc.integer({ min: 1, max: 1e6 }),
        (from, steps, step) => {
          const parsed = parseRange(`${from}..${from + steps * step}:${step}`)
          if (!parsed.ok) throw new Error(parsed.problem)
          expect(parsed.value.count).toBe(steps + 1)
          expect(parsed.value.at(0)).toBe(from)
          expect(parsed.value.at(steps)).toBe(from + steps * step)
          expect(parsed.value.largest).toBe(from + steps * step)
        },
      ),
    )
  })
})
