import { expect, test } from 'vitest'
import { timeWindow } from '../../src/alerting/time-window.ts'

test('a window of a minute holds the last minute, second by second', () => {
  const window = timeWindow(60)
  for (let second = 0; second < 200; second++) {
    window.add(second * 1000, second)
    const from = Math.max(0, second - 59)
    const kept = Array.from({ length: second - from + 1 }, (_, index) => from + index)
    const sum = kept.reduce((total, one) => total + one, 0)
    expect(window.sum(second * 1000)).toBe(sum)
    expect(window.mean(second * 1000)).toBe(sum / kept.length)
    expect(window.isCovered(second * 1000)).toBe(second >= 60)
  }
})

test('a window forgets what is older also where nothing new came', () => {
  const window = timeWindow(60)
  window.add(0, 5)
  expect([window.sum(59_999), window.mean(59_999)]).toEqual([5, 5])
  expect([window.sum(60_000), window.mean(60_000)]).toEqual([0, 0])
})

test('several amounts in one moment all count', () => {
  const window = timeWindow(1)
  window.add(0, 1)
  window.add(0, 2)
  window.add(10, 6)
  expect([window.sum(10), window.mean(10)]).toEqual([9, 3])
})

test('a window that has never seen anything is not covered', () => {
  expect(timeWindow(60).isCovered(1e9)).toBe(false)
})
