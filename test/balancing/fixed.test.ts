import { describe, expect, test } from 'vitest'
import { type Backend, leastConnections } from '../../src/balancing/index.ts'
import { balancers, frozen, loose, picks } from './side-by-side.ts'

describe('an array that is frozen, but not what is in it', () => {
  const balancer = leastConnections()
  test.each<[string, () => { backends: readonly Backend[]; fallIll(): void }]>([
    [
      'a backend that can change',
      () => {
        const one: Backend = { id: 'a' }
        return {
          backends: Object.freeze([one, Object.freeze({ id: 'b' })]),
          fallIll() {
            one.healthy = false
          },
        }
      },
    ],
    [
      'a getter',
      () => {
        let healthy = true
        const one = Object.freeze({
          id: 'a',
          get healthy() {
            return healthy
          },
        })
        return {
          backends: Object.freeze([one, Object.freeze({ id: 'b' })]),
          fallIll() {
            healthy = false
          },
        }
      },
    ],
    [
      'a class',
      () => {
        class Instance {
          readonly id = 'a'
          #healthy = true
          constructor() {
            Object.freeze(this)
          }
          get healthy(): boolean {
            return this.#healthy
          }
          fallIll(): void {
            this.#healthy = false
          }
        }
        const one = new Instance()
        return {
          backends: Object.freeze([one, Object.freeze({ id: 'b' })]),
          fallIll: () => one.fallIll(),
        }
      },
    ],
  ])('%s is looked at for each pick', (_, create) => {
    const { backends, fallIll } = create()
    picks(balancer, backends, 4)
    fallIll()
    expect(picks(balancer, backends, 4)).toBe('bbbb')
  })

  test.each<[string, Backend[]]>([
    ['connections of their own', [3, 1, 1].map((connections, index) => ({ id: `${index}`, connections }))],
    ['an id twice', [{ id: 'a' }, { id: 'b' }, { id: 'a' }]],
  ])('backends with %s are picked as they are without an index', (_, backends) => {
    for (const [, create] of balancers) {
      const [indexed, looking] = [create(), create()]
      const given = frozen(backends)
      const seen = Array.from({ length: 30 }, () =>
        [indexed.pick(given), looking.pick(loose(backends))].map((one) => {
          for (const balancer of [indexed, looking]) balancer.started?.(one?.id ?? '')
          return one?.id
        }),
      )
      expect(seen.map(([id]) => id)).toEqual(seen.map(([, id]) => id))
    }
  })
})

test('a weight below 0 is said at each pick of frozen backends', () => {
  const balancer = leastConnections()
  const backends = frozen([{ id: 'a', weight: -1 }, { id: 'b' }])
  for (let n = 0; n < 3; n++) expect(() => balancer.pick(backends)).toThrow('The weight of a must be')
})
