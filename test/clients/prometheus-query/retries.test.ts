import { describe, expect, test } from 'vitest'
import { asking, cut, one, text } from './asking.ts'

describe('retries', () => {
  test('bring what a passing fault kept back', async () => {
    const { client } = await asking([text('', 503), cut, text('', 429), one])
    expect(await client.instant('up', 5)).toMatchObject({ ok: true, value: { samples: [{ value: 1 }] } })
    expect(client.requests()).toBe(4)
  })

  test('wait as long as the server asks for, in seconds or to a date', async () => {
    const date = { date: 'Mon, 05 Jan 2026 00:00:00 GMT', 'retry-after': 'Mon, 05 Jan 2026 00:00:09 GMT' }
    const { client, waits } = await asking([text('', 429, { 'retry-after': '7' }), text('', 503, date), one])
    expect(await client.instant('up', 5)).toMatchObject({ ok: true })
    expect(waits).toEqual([7000, 9000])
  })

  test('end where the server asks for more than is waited', async () => {
    const { client, waits } = await asking([text('', 429, { 'retry-after': '3600' })])
    expect(await client.instant('up', 5)).toEqual({
      ok: false,
      reason: 'it answers with status 429; it wants to be asked again after 3600 s',
    })
    expect(waits).toEqual([])
  })
})
