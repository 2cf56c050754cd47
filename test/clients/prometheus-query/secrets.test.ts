import { describe, expect, test } from 'vitest'
import { asking, clientOf, error, one, text } from './asking.ts'
import { type Answer, success } from './strict-server.ts'

describe('secrets', () => {
  const token = 'c2VjcmV0LXRva2Vu'
  test('are sent, and are in no reason and no warning that the server makes of them', async () => {
    const echo: Answer = (response, { headers }) =>
      error('bad_data', `you sent ${headers.authorization}`, 400)(response, { path: '', form: {}, headers })
    const warn: Answer = (response, { headers }) =>
      success('vector', [], { warnings: [`${headers.authorization} is old`] })(response, {
        path: '',
        form: {},
        headers,
      })
    const { client, server } = await asking(
      [echo, warn],
      {},
      { authorization: `Bearer ${token}`, 'x-scope-orgid': 'tenant-7' },
    )
    const refused = await client.instant('a', 5)
    expect(refused).toMatchObject({ ok: false, reason: expect.stringContaining('you sent') })
    expect(JSON.stringify(refused)).not.toContain(token)
    const warned = await client.instant('b', 5)
    expect(warned).toMatchObject({ ok: true, value: { warnings: [expect.stringContaining('is old')] } })
    expect(JSON.stringify(warned)).not.toContain(token)
    expect(server.asked[0]?.headers).toMatchObject({
      authorization: `Bearer ${token}`,
      'x-scope-orgid': 'tenant-7',
    })
  })

  test('of the address become basic authentication, and a path before the API stays', async () => {
    const { server } = await asking([one])
    const client = clientOf(`${server.url.replace('//', '//name:p%40ss@')}/prometheus/`)
    expect(await client.instant('up', 5)).toMatchObject({ ok: true })
    expect(server.asked[0]).toMatchObject({
      path: '/prometheus/api/v1/query',
      headers: { authorization: `Basic ${Buffer.from('name:p@ss').toString('base64')}` },
    })
  })

  test('are not carried to where a redirect points', async () => {
    const { server: other } = await asking([one])
    const { client } = await asking(
      [text('', 307, { location: `${other.url}/api/v1/query` })],
      {},
      { authorization: token },
    )
    expect(await client.instant('up', 5)).toMatchObject({ ok: false })
    expect(other.asked).toEqual([])
  })
})
