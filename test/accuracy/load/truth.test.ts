import { expect, test } from 'vitest'
import {
  binned,
  gapVariation,
  latenciesOnOneConnection,
  queueQuantile,
  rankedQuantile,
  stalledQuantile,
} from './truth.ts'

test('a quantile is the value at its rank', () => {
  const values = [5, 1, 4, 2, 3, 6, 7, 8, 9, 10]
  expect([0, 0.1, 0.11, 0.5, 0.99, 1].map((q) => rankedQuantile(values, q))).toEqual([1, 1, 2, 5, 10, 10])
})

test.each([
  [0.5, 0.02],
  [0.94, 0.02],
  [0.95, 0.04],
  [0.99, 0.84],
  [0.999, 1.01],
  [1, 1.02],
])('of a server that stands still for 1 s of 20, the quantile %d is %d s', (q, seconds) => {
  expect(stalledQuantile({ delay: 0.02, stall: 1, total: 20 }, q)).toBeCloseTo(seconds, 10)
})

test('a queue of 70/s at 100/s has its published sojourns', () => {
  expect(queueQuantile(70, 100, 0.5)).toBeCloseTo(0.0231, 4)
  expect(queueQuantile(70, 100, 0.99)).toBeCloseTo(0.1535, 4)
})

test('on one connection a slow answer delays the next request alone', () => {
  const cycle = [1, 1, 1, 1, 1, 1, 1, 1, 150]
  const latencies = latenciesOnOneConnection([...cycle, ...cycle], 100)
  expect(latencies.slice(8, 11)).toEqual([150, 51, 1])
  expect([0.7, 0.8, 0.9].map((q) => rankedQuantile(latencies.slice(9), q))).toEqual([1, 51, 150])
})

test('moments are counted in the bin that they fall into', () => {
  expect(binned([9, 10, 19, 20, 29.9, 30], 10, 10, 2)).toEqual([2, 2])
})

test('even gaps do not vary, unequal ones do', () => {
  expect(gapVariation([0, 1, 2, 3])).toBe(0)
  expect(gapVariation([0, 0, 2, 2, 4])).toBe(1)
})
