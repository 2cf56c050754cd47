import { expect, test } from 'vitest'
import { plainMapping, type WorkloadMapping, workloadQueries } from '../../../src/clients/index.ts'

const windows = { stepSeconds: 60, resetWindowSeconds: 7200 }
const queriesOf = (changes: Partial<WorkloadMapping>, namespace = 'a') =>
  workloadQueries({ ...plainMapping, ...changes }, windows)(namespace)

test.each([
  ['quotes and backslashes', 'a"\\b', '"a\\"\\\\b"'],
  ['line ends', 'a\nb', '"a\\nb"'],
  ['what looks like a query', '"} or up{x="', '"\\"} or up{x=\\""'],
  ['half of a surrogate pair', 'a\ud800', '"a\ufffd"'],
])('a value keeps %s inside its quotes', (_, value, written) => {
  const selectors = [{ label: 'cluster', operator: '=', value }] as const
  expect(queriesOf({ selectors }).cores).toContain(`cluster=${written}}`)
  expect(queriesOf({}, value).readyReplicas).toContain(`{namespace=${written}}`)
})

test.each<[string, Partial<WorkloadMapping>, string]>([
  [
    'a label',
    { usage: { namespace: 'a b', pod: 'pod', container: 'container' } },
    '"a b" is no name of a Prometheus label.',
  ],
  [
    'the label of a selector',
    { selectors: [{ label: '1a', operator: '=', value: '' }] },
    '"1a" is no name of a Prometheus label.',
  ],
  ['a metric', { requestsInFlight: 'up{a="b"}' }, '"up{a=\\"b\\"}" is no name of a Prometheus metric.'],
  ['a window', { rateWindowSeconds: 0 }, 'A rate needs a window of at least 1 s, got 0 s.'],
])('%s that PromQL does not take is refused', (_, changes, sentence) => {
  expect(() => queriesOf(changes)).toThrow(sentence)
})

test('a rate looks at a whole step, so that nothing between two points is left out', () => {
  expect(queriesOf({ rateWindowSeconds: 30 }).cores).toContain('[60s]')
  expect(queriesOf({ rateWindowSeconds: 90.5 }).cores).toContain('[90500ms]')
})

test('without a metric of requests in flight there is no query for it', () => {
  expect(queriesOf({}).requestsInFlight).toBeNull()
})
