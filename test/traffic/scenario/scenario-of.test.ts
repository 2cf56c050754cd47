import { describe, expect, test } from 'vitest'
import { OperatorError, type ScenarioSpec } from '../../../src/core/index.ts'
import { pauseOf, rowOf, scenarioOf } from '../../../src/traffic/index.ts'

const rows = { account: [{ user: 'ann', password: 'a' }] }
const variables = { account: { file: 'a.csv' } }
const of = (spec: ScenarioSpec) => scenarioOf('s', spec, rows)
function refusal(spec: ScenarioSpec): { sentence: string; hint: string } {
  try {
    of(spec)
  } catch (error) {
    if (error instanceof OperatorError) return { sentence: error.sentence, hint: error.hint }
    throw error
  }
  throw new Error('it was accepted')
}

describe('a scenario', () => {
  test('is a journey of its steps, or a mix of its requests', () => {
    expect(of({ steps: [{ request: 'GET /a' }] }).kind).toBe('journey')
    expect(of({ requests: [{ request: 'GET /a' }] }).kind).toBe('mix')
  })

  test('names a request by its method and path, and gives it what all requests have', () => {
    const [step] = of({
      headers: { Authorization: 'Bearer x', 'x-a': '1' },
      think: { fromSeconds: 1, toSeconds: 2 },
      steps: [{ request: 'POST /a?b=c', json: { d: 1 }, headers: { authorization: 'none' } }],
    }).steps
    expect(step?.request).toEqual({
      name: 'POST /a',
      method: 'POST',
      path: '/a?b=c',
      headers: [
        ['Content-Type', 'application/json'],
        ['authorization', 'none'],
        ['x-a', '1'],
      ],
      body: '{"d":1}',
      weight: 1,
    })
    expect(step?.think).toEqual({ fromSeconds: 1, toSeconds: 2 })
    expect(step?.bodyKind).toBe('json')
  })

  test('encodes the fields of a form, and leaves the places of variables', () => {
    const [step] = of({
      variables,
      steps: [{ request: 'POST /a', form: { 'q a': 'open ports', u: 'x&${account.user}' } }],
    }).steps
    expect(step?.request.body).toBe('q+a=open+ports&u=x%26${account.user}')
    expect(step?.request.headers).toEqual([['Content-Type', 'application/x-www-form-urlencoded']])
  })

  test('knows the values of its data, of the login, and of the steps before', () => {
    const known: ScenarioSpec = {
      variables,
      login: [
        { name: 'l', request: 'POST /l', json: { u: '${account.user}' }, extract: { token: { json: '/t' } } },
      ],
      steps: [
        {
          name: 'a',
          request: 'GET /${user}/${turn}',
          headers: { A: '${token}' },
          extract: { id: { json: '/i' } },
        },
        { name: 'b', request: 'GET /${id}' },
      ],
    }
    expect(of(known).steps).toHaveLength(2)
  })

  const get = { request: 'GET /a' }
  const poll = { json: '/s', until: ['done'] }
  test.each<[string, ScenarioSpec, string]>([
    ['nothing to do', {}, 'The scenario s needs either requests (a mix) or steps (a journey).'],
    [
      'both',
      { steps: [get], requests: [get] },
      'The scenario s needs either requests (a mix) or steps (a journey).',
    ],
    ['no step', { steps: [] }, 'The scenario s does nothing: it has no step.'],
    [
      'no path',
      { steps: [{ request: 'GET a' }] },
      'The scenario s has a request that cannot be read: "GET a" (steps, entry 1).',
    ],
    [
      'no request',
      { login: [{}], steps: [get] },
      'The scenario s has a request that cannot be read: "" (login, entry 1).',
    ],
    ['one name twice', { steps: [get, get] }, 'The scenario s has two things that are called GET /a.'],
    [
      'two bodies',
      { requests: [{ ...get, body: 'a', json: 1 }] },
      'The scenario s has more than one body (requests, entry 1).',
    ],
    [
      'no status',
      { steps: [{ ...get, expect: { status: '6xx' } }] },
      'The scenario s expects the status 6xx, which is none (steps, entry 1).',
    ],
    [
      'a broken pattern',
      { steps: [{ ...get, expect: { body: '~(' } }] },
      'The scenario s has a regular expression that cannot be read: ( (steps, entry 1).',
    ],
    [
      'a broken pattern to take',
      { steps: [{ ...get, extract: { a: { matches: '[' } } }] },
      'The scenario s has a regular expression that cannot be read: [ (steps, entry 1).',
    ],
    [
      'a value from nowhere',
      { steps: [{ ...get, extract: { a: {} } }] },
      'The scenario s does not say where a is (steps, entry 1).',
    ],
    [
      'a value from two places',
      { steps: [{ ...get, extract: { a: { json: '/a', header: 'b' } } }] },
      'The scenario s takes a from two places (steps, entry 1).',
    ],
    [
      'a poll without end',
      { steps: [get, { request: 'GET /b', poll: { json: '/s' } }] },
      'The scenario s has a poll that never ends (steps, entry 2).',
    ],
    [
      'a poll without job',
      { steps: [{ ...get, poll }] },
      'The scenario s polls for a job that no step before GET /a began.',
    ],
    [
      'a poll in a mix',
      { requests: [get, { request: 'GET /b', poll }] },
      'The scenario s polls for a job that no step before GET /b began.',
    ],
    [
      'a poll in both states',
      { steps: [get, { request: 'GET /b', poll: { ...poll, failed: ['done'] } }] },
      'The scenario s has a poll that ends both well and badly at done (steps, entry 2).',
    ],
    [
      'a poll that looks once',
      { steps: [get, { request: 'GET /b', poll: { ...poll, everySeconds: 5, timeoutSeconds: 5 } }] },
      'The scenario s has a poll that is given up before it looks twice (steps, entry 2).',
    ],
    [
      'an unknown name',
      { variables, steps: [{ request: 'GET /${account.usr}' }] },
      'The scenario s uses ${account.usr} in GET /${account.usr}, and nothing before it says what that is.',
    ],
    [
      'a name of its own answer',
      { steps: [{ request: 'GET /${id}', extract: { id: { json: '/i' } } }] },
      'The scenario s uses ${id} in GET /${id}, and nothing before it says what that is.',
    ],
    [
      'a name of another request of a mix',
      { requests: [{ ...get, extract: { id: { json: '/i' } } }, { request: 'GET /${id}' }] },
      'The scenario s uses ${id} in GET /${id}, and nothing before it says what that is.',
    ],
  ])('with %s is refused', (_, spec, sentence) => {
    expect(refusal(spec).sentence).toBe(sentence)
  })

  test('a name that is nearly right is suggested', () => {
    expect(refusal({ variables, steps: [{ request: 'GET /${account.usr}' }] }).hint).toContain('account.user')
  })
})

describe('the rows of a variable', () => {
  const three = [{ n: '0' }, { n: '1' }, { n: '2' }]
  const drawn = (order: 'sequential' | 'random' | 'unique', count: number, place = 0): (string | null)[] =>
    Array.from(
      { length: count },
      (_, number) =>
        rowOf({ name: 'v', order, per: 'turn', rows: three }, { place, number, seed: 1 })?.['n'] ?? null,
    )

  test('come one after the other and round again, or each once', () => {
    expect(drawn('sequential', 5)).toEqual(['0', '1', '2', '0', '1'])
    expect(drawn('unique', 5)).toEqual(['0', '1', '2', null, null])
  })

  test('at random come alike often, differently for each variable, and the same for the same seed', () => {
    const many = drawn('random', 3000)
    for (const { n } of three) expect(many.filter((one) => one === n).length).toBeGreaterThan(900)
    expect(many).toEqual(drawn('random', 3000))
    expect(many).not.toEqual(drawn('random', 3000, 1))
  })
})

test('a pause is drawn evenly between its ends', () => {
  const drawn = Array.from({ length: 2000 }, (_, number) =>
    pauseOf({ fromSeconds: 1, toSeconds: 3 }, { place: 0, number, seed: 7 }),
  )
  expect(Math.min(...drawn)).toBeGreaterThanOrEqual(1)
  expect(Math.max(...drawn)).toBeLessThanOrEqual(3)
  expect(drawn.reduce((sum, one) => sum + one, 0) / drawn.length).toBeCloseTo(2, 1)
  expect(pauseOf(null, { place: 0, number: 0, seed: 7 })).toBe(0)
})
