import { expect, it } from 'vitest'
import { emitters } from '../../../src/sizing/index.ts'

it('four kinds of file can be emitted, each under its own name', () => {
  expect(emitters.map(({ kind }) => kind)).toEqual(['performance-yaml', 'kubernetes', 'compose', 'env'])
})
