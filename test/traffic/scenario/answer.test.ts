import { describe, expect, test } from 'vitest'
import type { StepSpec } from '../../../src/core/index.ts'
import { type Answer, judgeOf, looksAt, type Scenario, scenarioOf } from '../../../src/traffic/index.ts'

function stepOf(spec: StepSpec): Scenario['steps'][number] {
  const [step] = scenarioOf('s', { steps: [{ request: 'GET /a', ...spec }] }, {}).steps
  if (step === undefined) throw new Error('no step')
  return step
}

const answer: Answer = {
  status: 200,
  headers: [
    ['Content-Type', 'application/json; charset=utf-8'],
    ['Set-Cookie', 'theme=dark'],
    ['set-cookie', 'sid=s-1; HttpOnly'],
  ],
  body: '{"status":"queued","scan":{"id":42,"tags":["a","b/c"]},"a/b":true,"none":null}',
  isCut: false,
}
const judged = (spec: StepSpec, more: Partial<Answer> = {}) => judgeOf(stepOf(spec))({ ...answer, ...more })

describe('what an answer has to be', () => {
  test.each<[StepSpec['expect'], Partial<Answer>]>([
    [{}, {}],
    [{ status: '200' }, {}],
    [{ status: '2xx' }, { status: 299 }],
    [{ status: '404, 5xx' }, { status: 503 }],
    [{ status: '429' }, { status: 429 }],
    [{ headers: { 'content-type': 'application/json; charset=utf-8' } }, {}],
    [{ headers: { 'Content-Type': '~^application/json' } }, {}],
    [{ headers: { 'set-cookie': '~sid=' } }, {}],
    [{ body: '"status":"queued"' }, {}],
    [{ body: '~"id":\\d+' }, {}],
    [{ json: { '/status': 'queued', '/scan/id': 42, '/scan/tags/1': 'b/c', '/a~1b': true } }, {}],
  ])('%j holds', (expect_, more) => {
    expect(judged({ expect: expect_ ?? {} }, more)).toMatchObject({ failure: null, broken: [] })
  })

  test.each<[StepSpec['expect'], Partial<Answer>, string, string]>([
    [{ status: '200' }, { status: 201 }, 'assertion', 'status 200: it is 201'],
    [{ status: '2xx' }, { status: 300 }, 'assertion', 'status 2xx: it is 300'],
    [{}, { status: 404 }, 'status-404', 'the target answered 404'],
    [{ body: 'queued' }, { status: 500 }, 'status-500', 'the target answered 500'],
    [
      { headers: { 'content-type': 'application/json' } },
      {},
      'assertion',
      'header content-type application/json: it is another',
    ],
    [{ headers: { etag: '~.' } }, {}, 'assertion', 'header etag ~.: there is no such header'],
    [{ body: 'completed' }, {}, 'assertion', 'body completed: it is not there'],
    [{ body: 'completed' }, { isCut: true }, 'assertion', 'body completed: it is not there in its first MiB'],
    [{ json: { '/status': 'completed' } }, {}, 'assertion', '/status completed: it is "queued"'],
    [{ json: { '/scan/id': '42' } }, {}, 'assertion', '/scan/id 42: it is 42'],
    [{ json: { '/scan/tags/01': 'b/c' } }, {}, 'assertion', '/scan/tags/01 b/c: there is no such value'],
    [{ json: { '/none': 'x' } }, {}, 'assertion', '/none x: there is no such value'],
    [
      { json: { '/status': 'queued' } },
      { body: '<html>' },
      'assertion',
      '/status queued: there is no such value',
    ],
  ])('%j does not hold for %j: %s', (expect_, more, kind, example) => {
    expect(judged({ expect: expect_ ?? {} }, more).failure).toEqual({ kind, example })
  })

  test('every expectation is counted, those that do not hold by what they say', () => {
    const { checked, broken } = judged({
      expect: { status: '201', body: 'nothing', json: { '/status': 'queued' } },
    })
    expect(checked).toBe(3)
    expect(broken).toEqual([
      { text: 'status 201', example: 'it is 200' },
      { text: 'body nothing', example: 'it is not there' },
    ])
  })

  test('nothing of a body is quoted but the value at a pointer', () => {
    const { failure } = judged({ expect: { body: 'x' } }, { body: 'secret' })
    expect(JSON.stringify(failure)).not.toContain('secret')
  })
})

describe('what is taken from an answer', () => {
  test.each<[NonNullable<StepSpec['extract']>[string], string]>([
    [{ json: '/scan/id' }, '42'],
    [{ json: '/a~1b' }, 'true'],
    [{ json: '/status', matches: '^(q.)' }, 'qu'],
    [{ header: 'content-type' }, 'application/json; charset=utf-8'],
    [{ header: 'set-cookie', matches: 'sid=([^;]+)' }, 's-1'],
    [{ matches: '"id":(\\d+)' }, '42'],
    [{ matches: 'que\\w+' }, 'queued'],
  ])('%j is %s', (extract, expected) => {
    expect(judged({ extract: { x: extract } })).toMatchObject({ failure: null, extracted: { x: expected } })
  })

  test.each<[NonNullable<StepSpec['extract']>[string]]>([
    [{ json: '/scan' }],
    [{ json: '/none' }],
    [{ json: '/status', matches: 'completed' }],
    [{ header: 'etag' }],
    [{ header: 'set-cookie', matches: 'missing' }],
    [{ matches: 'missing' }],
  ])('%j is not there, and the request has failed', (extract) => {
    expect(judged({ extract: { token: extract } }).failure).toEqual({
      kind: 'extraction',
      example: 'the answer has no token',
    })
  })

  test('nothing is taken from an answer that is not as it was wanted', () => {
    expect(judged({ expect: { status: '201' }, extract: { x: { json: '/status' } } }).extracted).toEqual({})
  })
})

test('only what somebody looks at is kept of an answer', () => {
  expect(looksAt(stepOf({ expect: { status: '200' } }))).toEqual({ headers: false, bodyBytes: 0 })
  expect(looksAt(stepOf({ expect: { headers: { a: 'b' } } }))).toEqual({ headers: true, bodyBytes: 0 })
  expect(looksAt(stepOf({ extract: { a: { header: 'b' } } }))).toEqual({ headers: true, bodyBytes: 0 })
  for (const spec of [
    { expect: { body: 'a' } },
    { expect: { json: { '/a': 1 } } },
    { extract: { a: { matches: 'b' } } },
  ])
    expect(looksAt(stepOf(spec))).toEqual({ headers: false, bodyBytes: 2 ** 20 })
})
