import { describe, expect, it } from 'vitest'
import { pairedT, welchT } from '../../src/metrics/index.ts'
import { expectClose } from './close.ts'

describe('t tests', () => {
  it.each([
    [
      [30.02, 29.99, 30.11, 29.97, 30.01, 29.99],
      [29.89, 29.93, 29.72, 29.98, 30.02, 29.98],
      [
        1.95900580810807, 7.030559959884321, 0.09077332428567104, 0.095, -0.01956908964604364,
        0.20956908964604137,
      ],
    ],
    [
      [1, 2, 3, 4, 5],
      [2.5, 3.1, 10, 12.2],
      [
        -1.5544075183991823, 3.506175761194908, 0.2048552013784468, -3.95, -11.41511651760385,
        3.515116517603852,
      ],
    ],
    [
      [0.011, 0.012, 0.0105, 0.0111],
      [0.0119, 0.0131, 0.0122, 0.0125, 0.014],
      [
        -3.272270000013147, 6.993041233247236, 0.013650715232105662, -0.00159, -0.002739205636117273,
        -0.0004407943638827298,
      ],
    ],
  ] as const)("of Welch are those of R's t.test on %j and %j", (a, b, [t, df, p, difference, low, high]) => {
    const result = welchT(a, b)
    expectClose(result.t, t, 1e-11)
    expectClose(result.df, df, 1e-11)
    expectClose(result.p, p, 1e-11)
    expectClose(result.difference, difference, 1e-11)
    expectClose(result.low, low, 1e-11)
    expectClose(result.high, high, 1e-11)
    const back = welchT(b, a)
    expectClose(back.t, -t, 1e-11)
    expectClose(back.p, p, 1e-11)
    expectClose(back.low, -high, 1e-11)
  })

  it("in pairs are those of R's t.test", () => {
    const result = pairedT(
      [30.02, 29.99, 30.11, 29.97, 30.01, 29.99],
      [29.89, 29.93, 29.72, 29.98, 30.02, 29.98],
    )
    expectClose(result.t, 1.5099668870541374, 1e-11)
    expectClose(result.p, 0.19143688433660108, 1e-11)
    expectClose(result.low, -0.06672889384473876, 1e-11)
    expectClose(result.high, 0.2567288938447377, 1e-11)
    const against0 = pairedT([0.952, -0.147, 1.022, 0.43, 0.62, 0.59, 0.49, -0.08, 0.01], Array(9).fill(0))
    expectClose(against0.p, 0.01617662743490809, 1e-10)
  })

  it('are the same in any unit, however small or large', () => {
    const a = [1, 2, 3, 4, 5]
    const b = [2.5, 3.1, 10, 12.2]
    const { t, df, p } = welchT(a, b)
    for (const unit of [1e-200, 1e-9, 1e200]) {
      const scaled = welchT(
        a.map((value) => value * unit),
        b.map((value) => value * unit),
      )
      expectClose(scaled.t, t)
      expectClose(scaled.df, df)
      expectClose(scaled.p, p)
      expectClose(scaled.low / unit, welchT(a, b).low)
    }
  })

  it('of constant samples are the limit of ever less spread', () => {
    expect(welchT([1, 1], [2, 2, 2])).toEqual({
      t: Number.NEGATIVE_INFINITY,
      df: 3,
      p: 0,
      difference: -1,
      low: -1,
      high: -1,
    })
    expect(pairedT([3, 3, 3], [1, 1, 1])).toEqual({
      t: Number.POSITIVE_INFINITY,
      df: 2,
      p: 0,
      difference: 2,
      low: 2,
      high: 2,
    })
    expect(pairedT([3, 4], [3, 4])).toEqual({ t: 0, df: 1, p: 1, difference: 0, low: 0, high: 0 })
    // One constant sample leaves the degrees of freedom to the other.
    expect(welchT([1, 1, 1], [1, 2, 3, 4]).df).toBe(3)
  })
})
