import { describe, expect, test } from 'vitest'
import { OperatorError } from '../../../src/core/index.ts'
import { harRequests, onlyOriginOf } from '../../../src/traffic/index.ts'

const origin = 'http://127.0.0.1:8000'
const recorded = (url: string, more: object = {}) => ({
  request: { method: 'GET', url, headers: [], bodySize: 0, ...more },
})
const har = (...entries: unknown[]): string => JSON.stringify({ log: { version: '1.2', entries } })
const secret = 'hunter2secret'

function problemOf(text: string): OperatorError {
  try {
    harRequests(text, [origin])
  } catch (error) {
    if (error instanceof OperatorError) return error
  }
  throw new Error('it was taken')
}

describe('a recording', () => {
  test('gives its requests in order, without what belongs to the connection', () => {
    const headers = [
      { name: ':authority', value: '127.0.0.1:8000' },
      { name: 'Host', value: '127.0.0.1:8000' },
      { name: 'connection', value: 'keep-alive' },
      { name: 'Content-Length', value: '7' },
      { name: 'accept', value: 'application/json' },
      { name: 'Cookie', value: 'session=1' },
    ]
    const { requests, others } = harRequests(
      har(
        recorded(`${origin}/a?x=1#part`, { headers }),
        recorded(`${origin}/b`, {
          method: 'POST',
          postData: { mimeType: 'application/json', text: '{"a":1}' },
        }),
      ),
      [origin],
    )
    expect(requests).toEqual([
      {
        name: 'GET /a',
        method: 'GET',
        path: '/a?x=1',
        headers: [
          ['accept', 'application/json'],
          ['Cookie', 'session=1'],
        ],
        body: null,
        weight: 1,
      },
      { name: 'POST /b', method: 'POST', path: '/b', headers: [], body: '{"a":1}', weight: 1 },
    ])
    expect(others).toEqual({})
  })

  test('is about its targets alone, and counts what went elsewhere', () => {
    const { requests, others } = harRequests(
      har(
        recorded(`${origin}/`),
        recorded('https://fonts.example/a'),
        recorded('https://fonts.example/b'),
        recorded('data:text/plain,a'),
        recorded('http://127.0.0.1:8001/c'),
      ),
      [origin, 'http://127.0.0.1:8001'],
    )
    expect(requests.map(({ path }) => path)).toEqual(['/', '/c'])
    expect(others).toEqual({ 'https://fonts.example': 2 })
  })

  test('of a form without its text is put together again', () => {
    const params = [
      { name: 'user', value: 'a b' },
      { name: 'ö', value: '&' },
    ]
    const { requests } = harRequests(har(recorded(`${origin}/`, { method: 'POST', postData: { params } })), [
      origin,
    ])
    expect(requests[0]?.body).toBe('user=a+b&%C3%B6=%26')
  })

  test.each([
    [[recorded(`${origin}/a`), recorded(`${origin}/b`), recorded('data:,x')], origin],
    [[recorded(`${origin}/a`), recorded('http://other.example/')], null],
    [[recorded('data:,x')], null],
  ])('says where it goes where that is one place: %#', (entries, expected) => {
    expect(onlyOriginOf(har(...entries))).toBe(expected)
  })
})

describe('a file that is no recording', () => {
  test.each([
    ['', 'it is not JSON'],
    ['{"log":{"entries":[', 'it is not JSON'],
    ['[]', 'it has no list of requests'],
    ['null', 'it has no list of requests'],
    ['{"log":{"entries":{}}}', 'it has no list of requests'],
    [har(), 'its list of requests is empty'],
    [har(null), 'request 1 is missing'],
    [har(recorded(`${origin}/`), {}), 'request 2 is missing'],
    [har({ request: { method: 'GET', headers: [] } }), 'request 1 has no address'],
    [har(recorded('not a url')), 'request 1 has no address that can be read'],
    [har({ request: { url: origin, headers: [] } }), 'request 1 has no method'],
    [har(recorded(origin, { method: 'GET /' })), 'request 1 has no method'],
    [har(recorded(origin, { headers: null })), 'request 1 has no list of headers'],
    [har(recorded(origin, { headers: [{ value: secret }] })), 'a header without a name'],
    [har(recorded(origin, { headers: [{ name: 'a' }] })), 'a header without a value'],
    [har(recorded(`${origin}/up`, { method: 'POST', bodySize: 12 })), 'request 1 (POST /up) sent 12 bytes'],
    [
      har(recorded(origin, { method: 'POST', postData: { params: [{ name: 'f', fileName: 'a.pdf' }] } })),
      'sent a file, which was not recorded',
    ],
    [
      har(recorded('http://other.example/')),
      'no request to http://127.0.0.1:8000, only to http://other.example',
    ],
    [har(recorded('data:,a')), 'no request to http://127.0.0.1:8000.'],
  ])('is refused with what is wrong with it: %#', (text, sentence) => {
    const { sentence: said, hint, exitCode } = problemOf(text)
    expect(said).toContain(sentence)
    expect(hint).not.toBe('')
    expect(exitCode).toBe(2)
    expect(said).not.toContain(secret)
  })
})
