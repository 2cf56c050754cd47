import { describe, expect, it } from 'vitest'
import { type Growth, grownWorkload, monthAfter, parseGrowth } from '../../src/sizing/index.ts'
import { example } from './lewis.ts'

function growthOf(text: string): Growth {
  const parsed = parseGrowth(text)
  if (!parsed.ok) throw new Error(`${text} ${parsed.problem}`)
  return parsed.value
}

describe('a growth', () => {
  it.each([
    ['5%/month', 0.05],
    ['5 % / month', 0.05],
    [' 5%/month ', 0.05],
    ['+5%/month', 0.05],
    ['0%/month', 0],
    ['-2%/month', -0.02],
    ['2.5%/Month', 0.025],
    ['30%/year', 1.3 ** (1 / 12) - 1],
    ['10%/quarter', 1.1 ** (1 / 3) - 1],
    ['1%/week', 1.01 ** (365.25 / 84) - 1],
    ['0.1%/day', 1.001 ** (365.25 / 12) - 1],
    ['1000%/month', 10],
    ['-99%/month', -0.99],
  ])('%s is that much more each month', (text, monthlyRatio) => {
    const growth = growthOf(text)
    expect(growth.monthlyRatio).toBeCloseTo(monthlyRatio, 12)
    expect(growth.text).toBe(text.trim())
  })

  it('compounds to its year whichever period it is written in', () => {
    expect((1 + growthOf('30%/year').monthlyRatio) ** 12).toBeCloseTo(1.3, 12)
    expect((1 + growthOf('10%/quarter').monthlyRatio) ** 12).toBeCloseTo(1.1 ** 4, 12)
    expect((1 + growthOf('1%/week').monthlyRatio) ** 12).toBeCloseTo(1.01 ** (365.25 / 7), 12)
    expect((1 + growthOf('0.1%/day').monthlyRatio) ** 12).toBeCloseTo(1.001 ** 365.25, 12)
  })

  it.each([
    '',
    '5',
    '5%',
    '5/month',
    '%/month',
    '5%/decade',
    '5%/constructor',
    '5%/month/month',
    'x5%/month',
    '5%/month!',
    '.%/month',
    '5..5%/month',
    'five%/month',
    '5%month',
    `${'9'.repeat(400)}%/month`,
  ])('%.20j is refused', (text) => {
    expect(parseGrowth(text)).toEqual({
      ok: false,
      problem: 'is not a growth',
      hint: 'Write a percentage and a period: 5%/month, 1%/week or 30%/year.',
    })
  })

  it.each(['-100%/month', '-250%/year'])('%s shrinks to nothing', (text) => {
    expect(parseGrowth(text)).toEqual({
      ok: false,
      problem: 'shrinks to nothing',
      hint: 'Write more than -100%.',
    })
  })

  it.each(['1001%/month', '100%/day', `${'9'.repeat(300)}%/day`])('%.20s says nothing any more', (text) => {
    expect(parseGrowth(text)).toMatchObject({ ok: false, problem: 'is more than 1000 % a month' })
  })
})

describe('a workload', () => {
  it('grows by compounding, its days of data excepted', () => {
    expect(grownWorkload({ ...example, networkIntensive: true }, { text: '', monthlyRatio: 0.5 }, 2)).toEqual(
      {
        scansPerHour: 225,
        concurrentUsers: 45,
        dataRetentionDays: 365,
        networkIntensive: true,
      },
    )
  })

  it('is itself in month 0', () => {
    expect(grownWorkload(example, { text: '', monthlyRatio: 0.5 }, 0)).toEqual(example)
  })

  it('may shrink', () => {
    expect(grownWorkload(example, { text: '', monthlyRatio: -0.5 }, 1).scansPerHour).toBe(50)
  })
})

describe('a month of the plan', () => {
  it.each([
    [Date.UTC(2026, 0, 15), 0, '2026-01'],
    [Date.UTC(2026, 0, 31), 1, '2026-02'],
    [Date.UTC(2026, 0, 1), 11, '2026-12'],
    [Date.UTC(2026, 0, 1), 12, '2027-01'],
    [Date.UTC(2026, 11, 31, 23, 59, 59, 999), 0, '2026-12'],
    [Date.UTC(2026, 11, 31, 23, 59, 59, 999), 1, '2027-01'],
    [Date.UTC(2026, 9, 31), 240, '2046-10'],
    [0, 0, '1970-01'],
    [Date.UTC(2026, 8, 30), 1, '2026-10'],
  ])('%d and %d later is %s', (startMs, months, expected) => {
    expect(monthAfter(startMs, months)).toBe(expected)
  })

  it('has a year of four digits', () => {
    const early = new Date(0)
    early.setUTCFullYear(987, 5, 1)
    expect(monthAfter(early.getTime(), 0)).toBe('0987-06')
  })
})
