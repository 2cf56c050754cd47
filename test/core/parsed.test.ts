import { expect, it } from 'vitest'
import { quantity, rejected, understood } from '../../src/core/index.ts'

it('what was understood is a value, what was not is a problem with a hint', () => {
  expect(understood(0)).toEqual({ ok: true, value: 0 })
  expect(rejected('is empty', 'Write something.')).toEqual({
    ok: false,
    problem: 'is empty',
    hint: 'Write something.',
  })
})

it('a quantity carries its unit', () => {
  expect(quantity(4, 'cores')).toEqual({ value: 4, unit: 'cores' })
})
