import { describe, expect, it } from 'vitest'
import { parseSlo, type SloTerm } from '../../src/core/index.ts'

const term = (about: Partial<SloTerm>): SloTerm => ({
  text: 'p99<200ms',
  metric: 'percentile',
  quantile: 0.99,
  request: null,
  operator: '<',
  value: 0.2,
  unit: 'seconds',
  overSeconds: null,
  ...about,
})
const hint = "Write terms such as 'p99<200ms, errors<1%, rate>450/s, p95[login]<300ms over 10s'."

describe('one term', () => {
  it.each<[string, Partial<SloTerm>]>([
    ['p99<200ms', {}],
    ['p50<=1s', { quantile: 0.5, operator: '<=', value: 1 }],
    ['p99.9<1s', { quantile: 0.999, value: 1 }],
    ['p100<1s', { quantile: 1, value: 1 }],
    ['p99[login]<200ms', { request: 'login' }],
    ['p99[GET /scans, all]<200ms', { request: 'GET /scans, all' }],
    ['p99 < 200ms', {}],
    ['p99<200ms over 10s', { overSeconds: 10 }],
    ['p99<200ms  over  1m', { overSeconds: 60 }],
    ['mean<200ms', { metric: 'mean', quantile: null }],
    ['max<200ms', { metric: 'max', quantile: null }],
    ['lag<200ms', { metric: 'lag', quantile: null }],
    ['errors<1%', { metric: 'errors', quantile: null, value: 0.01, unit: 'ratio' }],
    ['errors<0.01', { metric: 'errors', quantile: null, value: 0.01, unit: 'ratio' }],
    [
      'assertions>=99.9%',
      { metric: 'assertions', quantile: null, operator: '>=', value: 0.999, unit: 'ratio' },
    ],
    ['rate>450/s', { metric: 'rate', quantile: null, operator: '>', value: 450, unit: 'per-second' }],
    ['rate>=3k/m', { metric: 'rate', quantile: null, operator: '>=', value: 50, unit: 'per-second' }],
    [
      'rate[a,b]>1/s over 5m',
      {
        metric: 'rate',
        quantile: null,
        request: 'a,b',
        operator: '>',
        value: 1,
        unit: 'per-second',
        overSeconds: 300,
      },
    ],
  ])('%s is read', (text, about) => {
    expect(parseSlo(text)).toEqual({ ok: true, value: [term({ text, ...about })] })
  })

  it.each([
    '',
    'p99',
    'p99=200ms',
    'p99<',
    '<200ms',
    'p99<200ms for 10s',
    'p99<200ms over',
    '9p<1s',
    'p99[a<1s',
    'x p99<1s',
    'p99<1s over 1s 2s',
  ])('%j cannot be read', (text) => {
    expect(parseSlo(text)).toEqual({
      ok: false,
      problem: `has a term that cannot be read: ${JSON.stringify(text)}`,
      hint,
    })
  })

  it.each([
    ['meen<1s', 'meen', 'Did you mean mean?'],
    ['error<1%', 'error', 'Did you mean errors?'],
    ['P99<1s', 'P99', 'Did you mean p99?'],
    ['p0<1s', 'p0', 'Did you mean p50?'],
    ['p101<1s', 'p101', hint],
    ['p9x<1s', 'p9x', 'Did you mean p90?'],
    ['throughput>1/s', 'throughput', hint],
    ['constructor<1s', 'constructor', hint],
  ])('%s names an unknown metric', (text, name, otherwise) => {
    expect(parseSlo(text)).toEqual({ ok: false, problem: `names an unknown metric ${name}`, hint: otherwise })
  })

  it.each([
    ['p99<200', 'has a value for p99 that needs a unit of time', '100us, 250ms'],
    ['errors<5', 'has a value for errors that is not between 0 and 1', '85% or 0.85'],
    ['assertions>x', 'has a value for assertions that is not a ratio', '85% or 0.85'],
    ['rate>5', 'has a value for rate that needs a period', '500/s'],
    ['lag<5%', 'has a value for lag that is not a duration', '250ms'],
    ['p99<1s over 10', 'has a window for p99 that needs a unit of time', '250ms'],
    ['p99<1s over 0s', 'has an empty window for p99', 'above 0s'],
  ])('%s says which part is wrong', (text, problem, advice) => {
    const parsed = parseSlo(text)
    expect(parsed).toMatchObject({ ok: false, problem })
    expect(!parsed.ok && parsed.hint).toContain(advice)
  })
})

describe('several terms', () => {
  it('are read in the order written', () => {
    expect(parseSlo('p99[login]<200ms over 10s, errors<1%')).toEqual({
      ok: true,
      value: [
        term({ text: 'p99[login]<200ms over 10s', request: 'login', overSeconds: 10 }),
        term({ text: 'errors<1%', metric: 'errors', quantile: null, value: 0.01, unit: 'ratio' }),
      ],
    })
  })

  it('are separated by commas outside brackets only', () => {
    const parsed = parseSlo('p99[a,b]<1s,p95[c]<1s , max[d,e,f]<1s')
    expect(parsed.ok && parsed.value.map(({ request }) => request)).toEqual(['a,b', 'c', 'd,e,f'])
  })

  it.each(['p99<1s,', ',p99<1s', 'p99<1s,,max<1s'])('%s has an empty one', (text) => {
    expect(parseSlo(text)).toMatchObject({ ok: false, problem: 'has a term that cannot be read: ""' })
  })
})
