import { describe, expect, test } from 'vitest'
import { gridOver } from '../../../src/clients/index.ts'
import { asking, text } from './asking.ts'
import { type Answer, moments } from './strict-server.ts'

describe('requests', () => {
  test('are never more at a time than is allowed', async () => {
    const held: (() => void)[] = []
    let seen = 0
    // Answered only when as many are there as may be.
    const together: Answer = (response, asked) => {
      held.push(() => moments(response, asked))
      seen++
      if (held.length === 3 || seen === 40) for (const answer of held.splice(0)) answer()
    }
    const { client, server } = await asking([together], { maximumInFlight: 3, maximumPoints: 10 })
    await Promise.all([client.range('x', gridOver(0, 199, 1)), client.range('y', gridOver(0, 199, 1))])
    expect(client.requests()).toBe(40)
    expect(server.mostAtATime()).toBe(3)
  })

  test('are not sent again for what is known or on its way, but are after a failure', async () => {
    const { client } = await asking([text('', 400), moments])
    const grid = gridOver(0, 9, 1)
    expect(await client.range('x', grid)).toMatchObject({ ok: false })
    const both = await Promise.all([client.range('x', grid), client.range('x', grid)])
    expect(both[0]).toBe(both[1])
    expect(await client.range('x', grid)).toBe(both[0])
    expect(client.requests()).toBe(2)
    await client.range('x', gridOver(0, 10, 1))
    await client.range('x', gridOver(0, 18, 2))
    expect(client.requests()).toBe(4)
  })

  test('are sent again for what there was no room to keep', async () => {
    const { client } = await asking([moments], { cachedBytes: 2000 })
    for (const query of ['a', 'b', 'a', 'a']) await client.range(query, gridOver(0, 99, 1))
    expect(client.requests()).toBe(3)
  })
})

test.each([
  ['ahead', 'Mon, 05 Jan 2026 00:01:30 GMT', 90.5],
  ['behind', 'Sun, 04 Jan 2026 23:59:00 GMT', -59.5],
])('a clock that is %s is said so in seconds', async (_, date, seconds) => {
  const clock = { epochMs: () => Date.parse('2026-01-05T00:00:00Z'), monotonicMs: () => 0 }
  const { client } = await asking([text('', 400, { date })], { clock })
  expect(client.clockSkewSeconds()).toBeNull()
  await client.instant('x', 5)
  expect(client.clockSkewSeconds()).toBe(seconds)
})
