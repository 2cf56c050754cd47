import { describe, expect, test } from 'vitest'
import { healthState, smoothWeightedRoundRobin } from '../../src/balancing/index.ts'

const three = [{ id: 'a' }, { id: 'b', weight: 4 }, { id: 'c' }]
const shown = (state: ReturnType<typeof healthState>, at: number) =>
  state.backends(at).map(({ id, weight = 1, healthy = true }) => `${id} ${healthy ? weight : 'ill'}`)

describe('the health of backends', () => {
  test('is the same frozen array until one of them changes', () => {
    const state = healthState(three)
    const before = state.backends(0)
    expect(state.backends(9)).toBe(before)
    expect([Object.isFrozen(before), before.every(Object.isFrozen)]).toEqual([true, true])
    state.setHealth('b', false, 10)
    expect(state.backends(10)).not.toBe(before)
    expect(shown(state, 10)).toEqual(['a 1', 'b ill', 'c 1'])
    const after = state.backends(10)
    state.setHealth('b', false, 11)
    state.setHealth('nobody', false, 11)
    expect(state.backends(11)).toBe(after)
  })

  test('comes back at once where nothing else is said', () => {
    const state = healthState(three)
    state.setHealth('b', false, 10)
    state.setHealth('b', true, 20)
    expect(shown(state, 20)).toEqual(['a 1', 'b 4', 'c 1'])
  })

  test.each([
    [20, 0.4],
    [21, 0.4],
    [21.001, 0.8],
    [25, 2],
    [29, 3.6],
    [29.001, 4],
    [99, 4],
  ])('comes back slowly: at %d s with a weight of %d', (at, weight) => {
    const state = healthState(three, { slowReturnSeconds: 10 })
    state.setHealth('b', false, 10)
    state.setHealth('b', true, 20)
    expect(state.backends(at)[1]?.weight).toBeCloseTo(weight, 12)
    expect(state.backends(200)[1]).toMatchObject({ weight: 4, healthy: true })
  })

  test('falls ill again while it comes back', () => {
    const state = healthState(three, { slowReturnSeconds: 10 })
    state.setHealth('b', false, 10)
    state.setHealth('b', true, 20)
    state.setHealth('b', false, 22)
    expect(shown(state, 29)[1]).toBe('b ill')
    state.setHealth('b', true, 40)
    expect(state.backends(41)[1]?.weight).toBeCloseTo(0.4, 12)
  })

  test('has backends that come and go', () => {
    const state = healthState(three)
    state.add({ id: 'd', healthy: false })
    state.remove('a')
    expect(shown(state, 0)).toEqual(['b 4', 'c 1', 'd ill'])
    state.setHealth('d', true, 1)
    state.setHealth('a', true, 1)
    expect(shown(state, 1)).toEqual(['b 4', 'c 1', 'd 1'])
  })

  test('decides what a balancer hands out', () => {
    const state = healthState([{ id: 'a' }, { id: 'b' }], { slowReturnSeconds: 10 })
    const balancer = smoothWeightedRoundRobin()
    state.setHealth('b', false, 0)
    state.setHealth('b', true, 10)
    const picks = (at: number) =>
      Array.from({ length: 110 }, () => balancer.pick(state.backends(at))?.id).filter((id) => id === 'b')
        .length
    // A tenth against one: one of eleven.
    expect(picks(10.5)).toBe(10)
    expect(picks(30)).toBeGreaterThanOrEqual(54)
  })
})
