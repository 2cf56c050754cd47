import { expect, test } from 'vitest'
import { fetchFault } from '../../src/clients/fetch-fault.ts'

test.each<[string, unknown, string]>([
  [
    'what fetch wraps',
    new TypeError('fetch failed', { cause: new Error('connect ECONNREFUSED') }),
    'connect ECONNREFUSED',
  ],
  [
    'a name with several addresses, which says nothing as a whole',
    new TypeError('fetch failed', { cause: new AggregateError([new Error('connect ECONNREFUSED ::1:9')]) }),
    'connect ECONNREFUSED ::1:9',
  ],
  ['an error without more', new TypeError('bad port'), 'bad port'],
  ['what is no error', 'odd', 'odd'],
  ['a time limit', Object.assign(new Error('x'), { name: 'TimeoutError' }), 'it gave no answer within 50 ms'],
])('the reason of %s', (_, cause, reason) => {
  expect(fetchFault(cause, 50)).toBe(reason)
})
