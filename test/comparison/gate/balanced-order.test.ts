import { describe, expect, test } from 'vitest'
import { balancedOrder } from '../../../src/comparison/index.ts'
import { seededRandom } from '../../../src/core/index.ts'

describe('the order of pairs', () => {
  test('begins with base once and with head once in every two pairs', () => {
    const order = balancedOrder(60, seededRandom(1))
    for (let pair = 0; pair < 60; pair += 2) {
      expect(order.slice(pair, pair + 2).toSorted()).toEqual(['base-first', 'head-first'])
    }
  })

  test('is by chance: each of the two ways in about half of the quads', () => {
    const order = balancedOrder(2000, seededRandom(2))
    const baseFirst = order.filter((first, pair) => pair % 2 === 0 && first === 'base-first').length
    expect(baseFirst).toBeGreaterThan(440)
    expect(baseFirst).toBeLessThan(560)
  })

  test('is repeated by its seed, and differs by another', () => {
    expect(balancedOrder(20, seededRandom(3))).toEqual(balancedOrder(20, seededRandom(3)))
    expect(balancedOrder(20, seededRandom(3))).not.toEqual(balancedOrder(20, seededRandom(4)))
  })

  test.each([0, 1, 7])('has as many pairs as were asked for: %i', (pairs) => {
    expect(balancedOrder(pairs, seededRandom(1))).toHaveLength(pairs)
  })
})
