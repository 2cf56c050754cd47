import { request } from 'node:http'
import { describe, expect, test } from 'vitest'
import { startServer } from '../../../src/monitor/index.ts'
import { fakeFeed } from '../fake-feed.ts'
import { serve } from './started-server.ts'
import { listen, statusOf } from './stream-listener.ts'

const token = 'correct-horse-battery-staple'
const bearer = { authorization: `Bearer ${token}` }
const paths = ['/', '/api/dashboard', '/metrics', '/healthz', '/ws', '/none']

describe('with a token', () => {
  test.each(paths)('%s is refused without it, and says nothing', async (path) => {
    const { url } = await serve({ token })
    const answer = await fetch(`${url}${path}`)
    expect(answer.status).toBe(401)
    expect(answer.headers.get('www-authenticate')).toBe('Bearer realm="lewis-perf monitor"')
    expect(await answer.text()).not.toContain('scanner-1')
  })

  test.each([
    ['another one', { authorization: 'Bearer correct-horse-battery-stapl' }],
    ['a longer one', { authorization: `Bearer ${token}x` }],
    ['another scheme', { authorization: `Basic ${token}` }],
    ['none after the scheme', { authorization: 'Bearer ' }],
    ['a made-up session', { cookie: 'lewis_perf_session=AAAA' }],
    ['the token as a session', { cookie: `lewis_perf_session=${token}` }],
  ])('%s is refused', async (_, headers) => {
    const { url, streamUrl } = await serve({ token })
    expect((await fetch(`${url}/api/dashboard`, { headers })).status).toBe(401)
    expect(await statusOf(streamUrl, { headers })).toBe(401)
  })

  test('in the address it does not count: that lands in logs', async () => {
    const { url, streamUrl } = await serve({ token })
    expect((await fetch(`${url}/api/dashboard?token=${token}`)).status).toBe(401)
    expect(await statusOf(`${streamUrl}?token=${token}`)).toBe(401)
  })

  test('as a bearer it opens everything', async () => {
    const { url, streamUrl } = await serve({ token })
    expect((await fetch(`${url}/api/dashboard`, { headers: bearer })).status).toBe(200)
    expect((await (await listen(streamUrl, { headers: bearer })).next('hello')).schema).toBe(
      'lewis-perf/stream/1',
    )
  })

  test('typed into the page it opens a session in a cookie that no script sees and that no other site sends', async () => {
    const { url, streamUrl } = await serve({ token })
    const answer = await signIn(url, token)
    const cookie = answer.headers.get('set-cookie') ?? ''
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/'])
    expect(cookie).toMatch(
      /^lewis_perf_session=[\w-]{43}; HttpOnly; SameSite=Strict; Path=\/; Max-Age=43200$/,
    )
    expect(cookie).not.toContain(token)
    const headers = { cookie: `other=1; ${cookie.split(';')[0]}` }
    expect((await fetch(url, { headers })).status).toBe(200)
    expect(await statusOf(streamUrl, { headers })).toBe(101)
  })

  test('a session ends after twelve hours', async () => {
    let nowMs = 0
    const { url } = await serve({ token, nowMs: () => nowMs })
    const cookie = (await signIn(url, token)).headers.get('set-cookie')?.split(';')[0] ?? ''
    const status = async () => (await fetch(`${url}/healthz`, { headers: { cookie } })).status
    nowMs = 12 * 3_600_000 - 1
    expect(await status()).toBe(503)
    nowMs = 12 * 3_600_000
    expect(await status()).toBe(401)
  })

  test('a wrong one is answered with the form and what is wrong', async () => {
    const { url } = await serve({ token })
    const answer = await signIn(url, 'guess')
    expect(answer.status).toBe(401)
    expect(answer.headers.get('set-cookie')).toBeNull()
    expect(await answer.text()).toContain('This is not the token.')
  })

  test('after many wrong ones no further one is looked at for a time, and a session goes on', async () => {
    let nowMs = 0
    const { url } = await serve({ token, nowMs: () => nowMs, limits: { wrongTokensAtOnce: 2 } })
    const cookie = (await signIn(url, token)).headers.get('set-cookie')?.split(';')[0] ?? ''
    const guess = { authorization: 'Bearer guess' }
    const status = async (headers: Record<string, string>) =>
      (await fetch(`${url}/metrics`, { headers })).status
    expect([await status(guess), await status(guess)]).toEqual([401, 401])
    expect([await status(guess), await status(bearer), (await signIn(url, token)).status]).toEqual([
      429, 429, 429,
    ])
    expect(await status({ cookie })).toBe(200)
    nowMs = 1000
    expect(await status(bearer)).toBe(200)
  })

  test.each([
    ['from another site', { origin: 'https://evil.example' }],
    ['from a page without an origin', { origin: 'null' }],
    ['as another site by its metadata', { 'sec-fetch-site': 'cross-site' }],
  ])('signing in %s is refused', async (_, headers) => {
    const { url } = await serve({ token })
    expect((await signIn(url, token, headers)).status).toBe(403)
  })

  test('a body that is no form or too long is refused', async () => {
    const { url } = await serve({ token })
    const status = async (body: string) => (await fetch(`${url}/session`, { method: 'POST', body })).status
    expect(await status('password=x')).toBe(400)
    expect(await status('x'.repeat(5000))).toBe(413)
    expect((await fetch(`${url}/session`)).status).toBe(405)
  })
})

describe('an address that others reach', () => {
  test.each(['0.0.0.0', '::', '192.0.2.1', 'example.org'])('%s needs a token', async (address) => {
    await expect(startServer(fakeFeed(), { address, port: 0 })).rejects.toMatchObject({
      exitCode: 2,
      sentence: `On ${address} others reach the monitor, and there is no token.`,
    })
  })

  test.each([
    [' ', 'The token is empty.'],
    ['two words', 'The token has blanks, or characters beyond ASCII.'],
    ['schlüssel', 'The token has blanks, or characters beyond ASCII.'],
  ])('%j is no token', async (token, sentence) => {
    await expect(startServer(fakeFeed(), { token, port: 0 })).rejects.toMatchObject({ exitCode: 2, sentence })
  })

  test('every address of the machine is served under each of them, with the token', async () => {
    const { port } = await serve({ address: '0.0.0.0', token })
    expect(await statusWith(port, { host: '192.168.7.7:8765', ...bearer })).toBe(200)
    expect(await statusWith(port, { host: 'evil.example', ...bearer })).toBe(421)
    expect(await statusWith(port, { host: '127.0.0.1' })).toBe(401)
  })
})

describe('a page of another site that lets its name point here', () => {
  test.each([
    'evil.example',
    'evil.example:8765',
    '127.0.0.1.evil.example',
    'localhost.evil.example',
    '192.168.7.7',
    'a@localhost',
    '[::1',
    'localhost:1:2',
  ])('is told by the host %j', async (host) => {
    const { port } = await serve()
    expect(await statusWith(port, { host })).toBe(421)
  })

  test.each(['localhost', 'LOCALHOST:9000', '127.0.0.1', '[::1]:8765', 'localhost.'])(
    'is not the host %j',
    async (host) => {
      const { port } = await serve()
      expect(await statusWith(port, { host })).toBe(200)
    },
  )

  test('is not a name that the operator gave', async () => {
    const { port } = await serve({ hostNames: ['Monitor.example'] })
    expect(await statusWith(port, { host: 'monitor.example' })).toBe(200)
  })

  test('gets no WebSocket either', async () => {
    const { streamUrl } = await serve()
    expect(await statusOf(streamUrl, { headers: { host: 'evil.example' } })).toBe(421)
  })

  test.each(['https://evil.example', 'http://localhost:1', 'null', 'http://127.0.0.1', 'file://', 'x'])(
    'and connects from %s is refused',
    async (origin) => {
      const { streamUrl } = await serve()
      expect(await statusOf(streamUrl, { headers: { origin } })).toBe(403)
    },
  )

  test('its own page connects', async () => {
    const { streamUrl, url } = await serve()
    expect(await statusOf(streamUrl, { headers: { origin: url } })).toBe(101)
  })
})

function signIn(url: string, typed: string, headers: Record<string, string> = {}): Promise<Response> {
  const body = new URLSearchParams({ token: typed })
  return fetch(`${url}/session`, {
    method: 'POST',
    body,
    headers: { origin: url, ...headers },
    redirect: 'manual',
  })
}

function statusWith(port: number, headers: Record<string, string>): Promise<number> {
  return new Promise((resolve, reject) => {
    request({ port, path: '/metrics', headers }, (answer) => {
      answer.resume()
      resolve(answer.statusCode ?? 0)
    })
      .once('error', reject)
      .end()
  })
}
