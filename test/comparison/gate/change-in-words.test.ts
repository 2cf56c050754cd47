import { expect, test } from 'vitest'
import { intervalInWords, percentInWords } from '../../../src/comparison/index.ts'

test.each([
  [0.021, 0.053, '2.1 to 5.3 % slower'],
  [-0.053, -0.021, '2.1 to 5.3 % faster'],
  [-0.01, 0.02, '1 % faster to 2 % slower'],
  [0, 0.02, 'unchanged to 2 % slower'],
  [-0.02, 0, '2 % faster to unchanged'],
])('from %d to %d is %s', (low, high, words) => {
  expect(intervalInWords(low, high)).toBe(words)
})

test('a bound just below a limit does not read like the limit', () => {
  expect(percentInWords(0.0499)).toBe('4.99 %')
})
