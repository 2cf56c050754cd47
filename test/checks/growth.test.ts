import { expect, it } from 'vitest'
import { growth } from '../../src/checks/growth.ts'

it.each([
  ['a counter that grew', 5, 12, 7],
  ['one that stood still', 5, 5, 0],
  ['one that fell because it was reset', 12, 5, null],
  ['one without a beginning', null, 5, null],
  ['one without an end', 5, undefined, null],
  ['one that is damaged', 5, Number.NaN, null],
])('%s', (_, first, last, grown) => {
  expect(growth(first, last)).toBe(grown)
})
