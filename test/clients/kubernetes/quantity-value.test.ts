import { expect, test } from 'vitest'
import { quantityValue } from '../../../src/clients/kubernetes/quantity-value.ts'

test.each<[unknown, number | null]>([
  ['500m', 0.5],
  ['700m', 0.7],
  ['2', 2],
  [2, 2],
  ['0.1', 0.1],
  ['412345678n', 0.412345678],
  ['1536Mi', 1536 * 2 ** 20],
  ['1.5Gi', 1.5 * 2 ** 30],
  ['128k', 128_000],
  ['2e3', 2000],
  ['5E', 5e18],
  ['lots', null],
  ['', null],
  ['1Q', null],
  [undefined, null],
])('the quantity %j is %j', (text, value) => {
  expect(quantityValue(text)).toBe(value)
})
