import { expect, it } from 'vitest'
import { percent } from '../../src/checks/words.ts'

it.each([
  [0, '0 %'],
  [0.004, '0.4 %'],
  [0.0949, '9.5 %'],
  [0.0999, '10 %'],
  [0.123, '12 %'],
  [1, '100 %'],
  [-0.05, '-5 %'],
])('%d as a percentage', (ratio, words) => {
  expect(percent(ratio)).toBe(words)
})
