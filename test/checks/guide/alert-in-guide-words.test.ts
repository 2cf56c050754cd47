import { expect, test } from 'vitest'
import { inGuideWords } from '../../../src/checks/guide/index.ts'

test.each([
  ['cpu.usage', 0.8925, 0.85, 'cpu_usage is 89.25, exceeding threshold of 85'],
  ['memory.usage', 0.945, 0.9, 'memory_usage is 94.50, exceeding threshold of 90'],
  ['disk.usage{mount=/}', 0.96, 0.95, 'disk_usage is 96.00, exceeding threshold of 95'],
  ['app.response', 5.75, 5, 'response_time is 5.75, exceeding threshold of 5.0'],
  ['app.errors', 0.0675, 0.05, 'error_rate is 6.75, exceeding threshold of 5.0'],
  ['cpu.usage', 0.075, 0.07, 'cpu_usage is 7.50, exceeding threshold of 7'],
])('%s at %d over %d says: %s', (series, value, threshold, message) => {
  expect(inGuideWords({ series, value, threshold })).toBe(message)
})

test.each([
  ['another series', 'cpu.steal', 0.9, 0.1],
  ['a series of a like name', 'cpu.usage.user', 0.9, 0.1],
  ['a name that every object has', 'toString', 0.9, 0.1],
  ['no value', 'cpu.usage', null, 0.85],
  ['a value at its threshold', 'cpu.usage', 0.85, 0.85],
  ['nothing allowed at all', 'cpu.usage', 0.1, 0],
])('the guide has no word for %s', (_, series, value, threshold) => {
  expect(inGuideWords({ series, value, threshold })).toBeNull()
})
