import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { createServer as createHttp2Server } from 'node:http2'
import type { AddressInfo, Server } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { countsOf, imbalances, type LoadPlan, type Redirects } from '../../src/traffic/index.ts'
import { freePort } from '../servers/program.ts'
import { closed, open, planTo, run } from './planned.ts'

/** What came, as `METHOD /path authorization cookie body`, and the headers of the last. */
const seen: string[] = []
let first: Server
let second: Server
let h2c: Server
const urls = { first: '', second: '', h2c: '', gone: '' }

beforeAll(async () => {
  first = createServer(answer)
  second = createServer(answer)
  h2c = createHttp2Server((request, response) => answer(request as never, response as never))
  urls.first = await listening(first)
  urls.second = await listening(second)
  urls.h2c = await listening(h2c)
  urls.gone = `http://127.0.0.1:${await freePort()}`
})
afterAll(() => {
  for (const server of [first, second, h2c]) server.close()
})

async function listening(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

const places: Record<string, (url: URL) => [status: number, location: string]> = {
  '/relative': () => [302, 'end?x=1'],
  '/twice': () => [301, '/relative'],
  '/other': () => [307, `${urls.second}/end`],
  '/303': () => [303, '/end'],
  '/308': () => [308, '/end'],
  '/loop': () => [302, '/loop'],
  '/away': () => [302, 'http://example.com/secret'],
  '/mail': () => [302, 'mailto:nobody'],
  '/gone': () => [302, `${urls.gone}/end`],
  '/to-never': () => [302, '/never'],
}

function answer(request: IncomingMessage, response: ServerResponse): void {
  let body = ''
  request.on('data', (piece) => {
    body += piece
  })
  request.on('end', () => {
    const { authorization = '-', cookie = '-' } = request.headers
    const url = new URL(request.url ?? '', 'http://x')
    seen.push([request.method, request.url, authorization, cookie, body].join(' ').trim())
    const place = places[url.pathname]
    if (place !== undefined) {
      const [status, location] = place(url)
      response.writeHead(status, { location }).end()
    } else if (url.pathname !== '/never') response.writeHead(200).end('ok')
  })
}

const own: Redirects = { most: 3, hosts: ['127.0.0.1'] }

async function load(
  path: string,
  {
    request = {},
    more = {},
    url = urls.first,
  }: {
    request?: Partial<LoadPlan['requests'][number]>
    more?: Partial<LoadPlan>
    url?: string
  } = {},
) {
  seen.length = 0
  const plan = planTo(url, closed(1, { requests: 4, seconds: 20 }), {
    requests: [{ name: path, method: 'GET', path, headers: [], body: null, weight: 1, ...request }],
    redirects: own,
    ...more,
  })
  const { tally } = await run(plan)
  expect(imbalances(tally)).toEqual([])
  return { counts: countsOf(tally), tally, requests: [...new Set(seen)], came: seen.length }
}

describe('redirects that are followed', () => {
  test.each<[string, string, number, string[]]>([
    ['one', '/relative', 1, ['GET /relative - -', 'GET /end?x=1 - -']],
    ['several', '/twice', 2, ['GET /twice - -', 'GET /relative - -', 'GET /end?x=1 - -']],
    ['to another port', '/other', 1, ['GET /other - -', 'GET /end - -']],
  ])('%s count as one request, and every one of them came', async (_, path, hops, requests) => {
    const loaded = await load(path)
    expect(loaded.counts).toMatchObject({ planned: 4, sent: 4, ok: 4, failed: {} })
    expect(loaded.requests).toEqual(requests)
    expect([loaded.tally.redirects, loaded.came]).toEqual([4 * hops, 4 * (hops + 1)])
    expect(loaded.tally.cells.map(({ status, answered }) => [status, answered])).toEqual([[200, 4]])
  })

  test.each<[string, string, Partial<LoadPlan>]>([
    ['without keep-alive', '/twice', { keepAlive: false }],
    [
      'of many users over one connection',
      '/twice',
      { connections: 1, model: closed(5, { requests: 4, seconds: 20 }) },
    ],
    ['in an open model', '/other', { model: open(20, 0.2) }],
  ])('%s', async (_, path, more) => {
    const { counts, tally, came } = await load(path, { more })
    expect(counts).toMatchObject({ sent: 4, ok: 4 })
    expect(came).toBe(4 + tally.redirects)
  })

  test('over HTTP/2', async () => {
    const { counts, tally, requests } = await load('/relative', {
      url: urls.h2c,
      more: { protocol: 'http2' },
    })
    expect([counts.ok, tally.redirects]).toEqual([4, 4])
    expect(requests).toEqual(['GET /relative - -', 'GET /end?x=1 - -'])
  })

  const secret = {
    method: 'POST',
    headers: [
      ['Authorization', 'A'],
      ['Cookie', 'C'],
      ['Content-Type', 'text/plain'],
    ] as const,
    body: 'B',
  }
  test.each<[string, string, string]>([
    ['a POST becomes a GET after 302', '/relative', 'GET /end?x=1 A C'],
    ['and after 303', '/303', 'GET /end A C'],
    ['it is repeated after 308', '/308', 'POST /end A C B'],
    ['another origin sees no credentials', '/other', 'POST /end - - B'],
  ])('%s', async (_, path, last) => {
    const { requests } = await load(path, { request: secret })
    expect(requests).toEqual([`POST ${path} A C B`, last])
  })
})

describe('redirects that are not followed', () => {
  test.each<[string, string, string, RegExp, number]>([
    [
      'to a host that is not allowed',
      '/away',
      'redirect-refused',
      /leads to example\.com, .* nor allowed$/,
      1,
    ],
    ['to what is no http address', '/mail', 'redirect-refused', /mailto:nobody/, 1],
    ['that come back for ever', '/loop', 'too-many-redirects', /^more than 3, the last to .*\/loop$/, 4],
  ])('%s fail', async (_, path, kind, example, hits) => {
    const { counts, tally, came } = await load(path)
    expect(counts).toMatchObject({ sent: 4, ok: 0, failed: { [kind]: 4 } })
    expect(tally.accounts[0]?.failed[kind]?.example).toMatch(example)
    expect(came).toBe(4 * hits)
  })

  test('a target that is not there fails the request that led to it', async () => {
    const { counts } = await load('/gone', { more: { model: closed(1, { requests: 2, seconds: 20 }) } })
    expect(counts.sent).toBe(2)
    expect(Object.keys(counts.failed).every((kind) => ['refused', 'target-down'].includes(kind))).toBe(true)
    expect(counts.ok).toBe(0)
  })

  test('the time limit is that of the whole chain', async () => {
    const { counts } = await load('/to-never', {
      more: { timeoutSeconds: 0.2, model: closed(2, { requests: 2, seconds: 20 }) },
    })
    expect(counts).toMatchObject({ sent: 2, ok: 0, timedOut: 2 })
  })

  test('what waits at the end is in flight, once', async () => {
    const { counts } = await load('/to-never', {
      more: { timeoutSeconds: 60, drainSeconds: 0, model: closed(2, { seconds: 0.3 }) },
    })
    expect(counts).toMatchObject({ sent: 2, inFlight: 2 })
  })

  test('without the option an answer is an answer', async () => {
    const plan = planTo(urls.first, closed(1, { requests: 2, seconds: 20 }), {
      requests: [{ name: 'a', method: 'GET', path: '/loop', headers: [], body: null, weight: 1 }],
    })
    const { tally } = await run(plan)
    expect([countsOf(tally).ok, tally.redirects]).toEqual([2, 0])
  })
})
