import { describe, expect, test } from 'vitest'
import { rateLimit } from '../../../src/monitor/server/rate-limit.ts'

describe('a rate limit', () => {
  test('gives back with time, and never more than at once', () => {
    let nowMs = 0
    const limit = rateLimit(2, 3, () => nowMs)
    const takes = (count: number) => Array.from({ length: count }, () => limit.take('a'))
    expect(takes(4)).toEqual([true, true, true, false])
    nowMs = 500
    expect(takes(2)).toEqual([true, false])
    nowMs = 1e6
    expect(takes(4)).toEqual([true, true, true, false])
  })

  test('looking takes nothing', () => {
    const limit = rateLimit(1, 1, () => 0)
    expect([limit.has('a'), limit.has('a'), limit.take('a'), limit.has('a')]).toEqual([
      true,
      true,
      true,
      false,
    ])
  })

  test.each([
    ['192.0.2.1', '192.0.2.2', false],
    ['192.0.2.1', '::ffff:192.0.2.1', true],
    ['2001:db8:1:2::1', '2001:db8:1:2:3:4:5:6', true],
    ['2001:db8::1', '2001:db8::2:1', true],
    ['2001:db8:1:2::1', '2001:db8:1:3::1', false],
    ['::1', '::2', true],
  ])('%s and %s share one: %s', (one, other, isShared) => {
    const limit = rateLimit(1, 1, () => 0)
    limit.take(one)
    expect(limit.take(other)).toBe(!isShared)
  })

  test('forgets the address that was quiet longest once there are ten thousand', () => {
    const limit = rateLimit(0, 1, () => 0)
    limit.take('first')
    for (let at = 0; at < 9999; at++) limit.take(`address ${at}`)
    expect(limit.has('first')).toBe(false)
    limit.take('one more')
    expect(limit.has('first')).toBe(true)
    expect(limit.has('one more')).toBe(false)
  })
})
