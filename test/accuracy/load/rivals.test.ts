import { expect, test } from 'vitest'
import { autocannonReport, h2loadReport, heyReport, wrkReport } from './rivals.ts'

test('what each rival prints is read', () => {
  const latency = { p50: 11, p99: 24 }
  const cannon = { '2xx': 3, errors: 2, statusCodeStats: { 200: { count: 3 }, 500: { count: 1 } }, latency }
  expect(autocannonReport(JSON.stringify(cannon))).toEqual({
    quantiles: { p50: 11, p80: null, p99: 24 },
    answered: 4,
    accounted: 6,
  })
  expect(wrkReport('Running 2s test\nsaid 20500.0 20700.0 26990.0 192 3\n')).toEqual({
    quantiles: { p50: 20.5, p80: 20.7, p99: 26.99 },
    answered: 192,
    accounted: 195,
  })
  const h2load =
    'requests: 7 total, 8 started, 7 done, 5 succeeded, 2 failed, 1 errored, 0 timeout\nstatus codes: 5 2xx, 0 3xx, 0 4xx, 1 5xx'
  expect(h2loadReport(h2load, '1\t200\t1000\n2\t200\t3000\n3\t-1\t9000\n')).toEqual({
    quantiles: { p50: 1, p80: 3, p99: 3 },
    answered: 6,
    accounted: 7,
  })
  const hey =
    '  50% in 0.0210 secs\n  99%% in 0.0227 secs\n\n  [200]\t200 responses\n  [500]\t2 responses\n\nError distribution:\n  [3]\tGet "http://x": EOF\n'
  expect(heyReport(hey)).toEqual({
    quantiles: { p50: 21, p80: null, p99: 22.7 },
    answered: 202,
    accounted: 205,
  })
})
