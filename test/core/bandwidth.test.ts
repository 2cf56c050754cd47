import { describe, expect, it } from 'vitest'
import { parseBandwidth } from '../../src/core/index.ts'

describe('a bandwidth', () => {
  it.each([
    ['1bps', 1],
    ['1kbps', 1000],
    ['100Mbps', 1e8],
    ['1Gbps', 1e9],
    ['10 Gbps', 1e10],
    ['2.5Gbps', 2.5e9],
    ['.5Mbps', 5e5],
    ['1Tbps', 1e12],
    ['10Gbit/s', 1e10],
    ['10 gbit/s', 1e10],
    ['1bit/s', 1],
    ['100mbps', 1e8],
    ['0bps', 0],
  ])('%s is %d bits per second, always decimal', (text, bitsPerSecond) => {
    expect(parseBandwidth(text)).toEqual({ ok: true, value: bitsPerSecond })
  })

  it.each(['100', '0.5', '1.25'])(
    '%s without a unit is refused, because nobody knows which was meant',
    (text) => {
      expect(parseBandwidth(text)).toEqual({
        ok: false,
        problem: 'needs a unit of bandwidth',
        hint: 'Write a number with a unit: 100Mbps or 1Gbps.',
      })
    },
  )

  it.each([
    '',
    'Mbps',
    '100MB',
    '-1Mbps',
    '1e3Mbps',
    '1  Mbps',
    ' 1Mbps',
    '1Mbps ',
    '1,5Mbps',
    '1.Mbps',
    '1constructor',
    'NaNMbps',
    'x1Mbps',
    '1Mbps!',
    '5!',
    'a5',
    '5.5.',
  ])('%j is refused', (text) => {
    expect(parseBandwidth(text)).toEqual({
      ok: false,
      problem: 'is not a bandwidth',
      hint: 'Write a number with a unit: 100Mbps or 1Gbps.',
    })
  })

  it.each(['100MB/s', '100MBps', '1GB/s'])('%s is in bytes, which a factor of 8 sets apart', (text) => {
    expect(parseBandwidth(text)).toEqual({
      ok: false,
      problem: 'is in bytes',
      hint: 'Write bits: 100MBps is 800Mbps.',
    })
  })

  it('beyond all numbers is refused', () => {
    expect(parseBandwidth(`${'9'.repeat(308)}Gbps`)).toMatchObject({
      ok: false,
      problem: 'is too large for a bandwidth',
    })
  })
})
