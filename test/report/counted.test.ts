import { expect, test } from 'vitest'
import { counted } from '../../src/report/index.ts'

test.each([
  [0, '0 days'],
  [1, '1 day'],
  [1.5, '1.5 days'],
  [1000, '1,000 days'],
])('%d days are %j', (value, words) => {
  expect(counted(value, 'day')).toBe(words)
})
