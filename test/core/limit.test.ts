import { expect, test } from 'vitest'
import { parseLimit, type Unit } from '../../src/core/index.ts'

test.each<[string, Unit, number]>([
  ['85%', 'ratio', 0.85],
  ['0.85', 'ratio', 0.85],
  ['20ms', 'seconds', 0.02],
  ['5GiB', 'bytes', 5 * 2 ** 30],
  ['100MB/s', 'bytes-per-second', 100e6],
  ['100MB', 'bytes-per-second', 100e6],
  ['10/s', 'per-second', 10],
  ['10', 'per-second', 10],
  ['30/m', 'per-second', 0.5],
  ['500m', 'cores', 0.5],
  ['2', 'cores', 2],
  ['3', 'count', 3],
  ['3.5', 'days', 3.5],
])('%s as a limit in %s is %d', (text, unit, value) => {
  expect(parseLimit(text, unit)).toEqual({ ok: true, value })
})

test.each<[string, Unit, string]>([
  ['85', 'ratio', 'is not between 0 and 1'],
  ['20', 'seconds', 'needs a unit of time'],
  ['5', 'bytes', 'needs a unit of size'],
  ['5MB/s', 'bytes', 'is not a size'],
  ['10/x', 'per-second', 'is not a rate'],
  ['-1', 'count', 'must be at least 0'],
])('%s as a limit in %s is refused', (text, unit, problem) => {
  expect(parseLimit(text, unit)).toMatchObject({ ok: false, problem })
})
