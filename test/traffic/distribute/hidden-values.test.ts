import { describe, expect, test } from 'vitest'
import { hideValues, restoreValues } from '../../../src/traffic/index.ts'

const plan = {
  targets: [{ name: 'http://a:1', host: 'a' }],
  requests: [
    {
      name: 'POST /scan',
      path: '/scan?x=1',
      headers: [
        ['Accept', 'text/html'],
        ['Authorization', 'Basic dXNlcjpwYXNz'],
        ['cookie', 'session=abc'],
        ['X-Api-Key', '0123456789'],
      ],
      body: '{"password":"pass word"}',
    },
    { name: 'GET /', path: '/?token=abcdef', headers: [['Cookie', 'session=abc']], body: null },
  ],
  tls: {
    ca: null,
    key: '-----BEGIN PRIVATE KEY-----\nabc\n-----END PRIVATE KEY-----\n',
    certificate: 'public',
  },
  note: 'with value-of-environment in it',
  seed: 7,
}

describe('what looks like a secret', () => {
  const { data, hidden, values } = hideValues(plan, ['value-of-environment'])

  test('is in the values alone, wherever it stood', () => {
    const text = JSON.stringify(data)
    expect(Object.values(values)).toEqual([
      'Basic dXNlcjpwYXNz',
      'session=abc',
      '0123456789',
      '{"password":"pass word"}',
      '/?token=abcdef',
      '-----BEGIN PRIVATE KEY-----\nabc\n-----END PRIVATE KEY-----\n',
      'with value-of-environment in it',
    ])
    for (const value of Object.values(values)) expect(text).not.toContain(JSON.stringify(value).slice(1, -1))
  })

  test('leaves everything else as it was', () => {
    expect(data).toMatchObject({
      targets: plan.targets,
      requests: [
        {
          name: 'POST /scan',
          path: '/scan?x=1',
          headers: [['Accept', 'text/html'], ['Authorization', ''], {}, {}],
        },
        {},
      ],
      tls: { certificate: 'public' },
      seed: 7,
    })
  })

  test('that is the same in two places is one value', () => {
    const cookies = hidden.filter(({ what }) => /header cookie/i.test(what))
    expect(cookies.map(({ variable }) => variable)).toEqual(['LEWIS_PERF_SECRET_2', 'LEWIS_PERF_SECRET_2'])
  })

  test('is put back where it was', () => {
    expect(restoreValues(data, hidden, ({ variable }) => values[variable] ?? '')).toEqual(plan)
    expect(JSON.stringify(data)).not.toContain('session=abc')
  })
})

test('a table with passwords is one value, and comes back as it was', () => {
  const rows = Array.from({ length: 1000 }, (_, user) => ({ user: `u${user}`, password: `p${user}` }))
  const scenario = {
    variables: [
      { name: 'users', rows },
      { name: 'words', rows: [{ word: 'a' }] },
    ],
  }
  const { data, hidden, values } = hideValues({ scenario }, [])
  expect(hidden).toMatchObject([{ at: ['scenario', 'variables', 0, 'rows'], isTable: true }])
  expect(JSON.stringify(data)).not.toContain('p999')
  expect(data.scenario.variables[1]).toEqual({ name: 'words', rows: [{ word: 'a' }] })
  expect(restoreValues(data, hidden, ({ variable }) => values[variable] ?? '')).toEqual({ scenario })
})

test('a plan without secrets is the same', () => {
  const plain = { requests: [{ path: '/', headers: [['Accept', '*/*']], body: null }] }
  expect(hideValues(plain, [])).toEqual({ data: plain, hidden: [], values: {} })
})
