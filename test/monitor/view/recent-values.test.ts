import { expect, test } from 'vitest'
import { recentValues } from '../../../src/monitor/view/recent-values.ts'

test('the newest values are kept, the oldest go, and what was not told is a gap', () => {
  const recent = recentValues(3)
  for (const value of [1, 2, null, 4]) recent.add({ values: { a: value } })
  recent.add({ values: {} })
  expect(recent.values.get('a')).toEqual([null, 4, null])
})

test('a series that is told no more is let go', () => {
  const recent = recentValues(2)
  recent.add({ values: { a: 1, b: 1 } })
  recent.add({ values: { b: 2 } })
  recent.add({ values: { b: 3 } })
  expect([...recent.values.keys()]).toEqual(['b'])
})

test('no more series are kept than there is room for', () => {
  const recent = recentValues(2, 2)
  recent.add({ values: { a: 1, b: 1, c: 1 } })
  expect([...recent.values.keys()]).toEqual(['a', 'b'])
})
