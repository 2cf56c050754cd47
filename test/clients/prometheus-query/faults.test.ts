import { describe, expect, test } from 'vitest'
import { gridOver } from '../../../src/clients/index.ts'
import { freePort } from '../../servers/program.ts'
import { asking, clientOf, cut, error, text } from './asking.ts'
import { type Answer, json, success } from './strict-server.ts'

describe('a clear reason for', () => {
  test.each<[string, Answer, string]>([
    [
      'a query that is none',
      error('bad_data', 'parse error', 400),
      'it answers with status 400: the error bad_data: parse error',
    ],
    [
      'one that cannot be evaluated',
      error('execution', 'many-to-many', 422),
      'it answers with status 422: the error execution: many-to-many',
    ],
    ['an error with status 200', error('timeout', 'too slow', 200), 'it reports the error timeout: too slow'],
    ['wrong credentials', text('no', 401), 'it does not accept the credentials (status 401): no'],
    ['missing rights', text('<html>', 403), 'it does not accept the credentials (status 403)'],
    [
      'a wrong path',
      text('404 page', 404),
      'there is no query API of Prometheus at this address: it answers with status 404',
    ],
    ['no POST', text('', 405), 'it, or a proxy before it, takes no POST: it answers with status 405'],
    [
      'a redirect',
      text('', 302, { location: 'https://sign.in/to?token=abcdefgh' }),
      'it redirects to https://sign.in/to (status 302), which is not followed: name the address that answers',
    ],
    [
      'HTML in place of JSON',
      text('<!doctype html>'),
      'it answers with a page of HTML in place of JSON, as a page to sign in or a wrong path does',
    ],
    ['a text in place of JSON', text('hello'), 'its answer is no JSON: hello'],
    ['other JSON', json({ status: 'ok' }), 'its answer is JSON, but not of the query API of Prometheus'],
    ['JSON that is no object', json([1]), 'its answer is JSON, but not of the query API of Prometheus'],
    ['a result of another kind', success('streams', []), 'it answers with a streams in place of a vector'],
    [
      'a sample that is none',
      success('vector', [{ metric: {}, value: [5, 'x'] }]),
      'its answer has a result that is not built as the API builds it',
    ],
    [
      'a result that is none',
      success('vector', null),
      'its answer has a result that is not built as the API builds it',
    ],
  ])('%s, asked once', async (_, answer, reason) => {
    const { client } = await asking([answer])
    expect(await client.instant('up', 5)).toEqual({ ok: false, reason })
    expect(client.requests()).toBe(1)
  })

  test.each<[string, Answer, string]>([
    ['too many requests', text('slow down', 429), 'it answers with status 429: slow down, 4 times'],
    [
      'an overloaded server',
      error('unavailable', 'starting', 503),
      'it answers with status 503: the error unavailable: starting, 4 times',
    ],
    ['a proxy that reaches nothing', text('<html>', 502), 'it answers with status 502, 4 times'],
    [
      'JSON that breaks off',
      text('{"status":"success","da'),
      'its answer breaks off after 23 characters of JSON, 4 times',
    ],
    ['an empty answer', text(''), 'its answer is empty, 4 times'],
  ])('%s, asked four times', async (_, answer, reason) => {
    const { client, waits } = await asking([answer])
    expect(await client.instant('up', 5)).toEqual({ ok: false, reason })
    expect(client.requests()).toBe(4)
    expect(waits.map((ms, index) => ms <= 250 * 2 ** index && ms >= 125 * 2 ** index)).toEqual([
      true,
      true,
      true,
    ])
  })

  test('a body that ends before its length', async () => {
    const { client } = await asking([cut])
    const answer = await client.instant('up', 5)
    expect(answer).toMatchObject({
      ok: false,
      reason: expect.stringMatching(/^its answer broke off after 10 bytes: .*, 4 times$/),
    })
  })

  test('a server that is not there', async () => {
    const port = await freePort()
    const client = clientOf(`http://127.0.0.1:${port}`)
    expect(await client.instant('up', 5)).toEqual({
      ok: false,
      reason: `connect ECONNREFUSED 127.0.0.1:${port}, 4 times`,
    })
  })

  test('a server that says nothing, or stops halfway', async () => {
    const { client } = await asking([() => {}, (response) => response.writeHead(200).write('{"a')], {
      timeoutMs: 100,
    })
    expect(await client.instant('a', 5)).toEqual({ ok: false, reason: 'it gave no answer within 100 ms' })
    expect(await client.instant('b', 5)).toEqual({
      ok: false,
      reason: 'it gave no answer within 100 ms, only 3 bytes of one',
    })
    expect(client.requests()).toBe(2)
  })

  test('an interruption, before and during a request', async () => {
    const controller = new AbortController()
    const { client } = await asking([() => controller.abort()], { signal: controller.signal })
    const interrupted = { ok: false, reason: 'it was not waited for' }
    expect(await client.instant('a', 5)).toEqual(interrupted)
    expect(await client.range('b', gridOver(0, 100_000, 1))).toEqual(interrupted)
    expect(client.requests()).toBeLessThan(20)
  })

  test('an address or a header that is none', async () => {
    expect(await clientOf('prometheus:9090').instant('a', 5)).toEqual({
      ok: false,
      reason: 'its address is no http or https URL',
    })
    const answer = await clientOf('http://127.0.0.1:1', {}, { authorization: 'Bearer geheim\nnis' }).instant(
      'a',
      5,
    )
    expect(answer).toEqual({
      ok: false,
      reason: 'the header "authorization" or its value is none that HTTP permits',
    })
  })
})
