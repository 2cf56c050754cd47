import { describe, expect, it } from 'vitest'
import { batchOf, batchSize, checkedBatchOf, messageOf } from '../../../src/bench/suite/program/loop.ts'

const counts = [0, 1, 2, 3, 4, 5, 7, 8, 100, 1003]

describe('a batch', () => {
  it.each(counts)('calls its function exactly %d times, in order', async (count) => {
    const seen: number[] = []
    const batch = batchOf(() => seen.push(seen.length), false)
    expect(typeof batch(count)).toBe('number')
    expect(seen).toEqual(Array.from({ length: count }, (_, index) => index))
  })

  it.each(counts)('awaits each of %d calls before the next', async (count) => {
    let open = 0
    let most = 0
    let calls = 0
    const batch = batchOf(async () => {
      calls++
      most = Math.max(most, ++open)
      await Promise.resolve()
      open--
    }, true)
    expect(await batch(count)).toBeGreaterThanOrEqual(0)
    expect([calls, open, most]).toEqual([count, 0, Math.min(1, count)])
  })

  it.each([false, true])(
    'passes on what is thrown, and the one that counts does not (async: %s)',
    async (isAsync) => {
      const outcomes = { count: 0, first: null, successes: 0 }
      let calls = 0
      const flaky = () => {
        if (++calls % 3 === 0) throw new Error(`call ${calls}`)
      }
      await expect((async () => batchOf(flaky, isAsync)(8))()).rejects.toThrow('call 3')
      calls = 0
      await checkedBatchOf(flaky, isAsync, outcomes)(10)
      expect(outcomes).toEqual({ count: 3, first: 'call 3', successes: 7 })
    },
  )
})

describe('the size of a batch', () => {
  it.each([
    [1, 1],
    [1.2, 2],
    [5, 5],
    [15.5, 16],
    [16.1, 20],
    [17, 20],
    [1000, 1000],
    [1001, 1004],
  ])('of at least %d calls is %d', (count, size) => expect(batchSize(count)).toBe(size))
})

describe('what an error says', () => {
  it.each([
    [new Error('one\ntwo'), 'one'],
    [new TypeError(''), 'TypeError'],
    [undefined, 'threw undefined, which is no Error'],
    [new Error('x'.repeat(500)), 'x'.repeat(300)],
  ])('is one line', (error, said) => expect(messageOf(error)).toBe(said))
})
