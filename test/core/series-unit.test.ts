import { describe, expect, test } from 'vitest'
import { unitOfSeries } from '../../src/core/index.ts'

describe('the unit of a series', () => {
  test.each([
    ['cpu.usage', 'ratio'],
    ['memory.used', 'bytes'],
    ['network.sent', 'bytes-per-second'],
    ['self.lag', 'seconds'],
    ['scan.queue', 'count'],
    ['http_requests_total:rate', 'per-second'],
    ['request_duration_seconds', 'seconds'],
    ['heap_bytes', 'bytes'],
    ['heap_bytes{space=old}', 'bytes'],
    ['request_duration_seconds:p99{path=/}', 'seconds'],
    ['network_receive_bytes_total:rate', 'bytes-per-second'],
    ['cache_hit_ratio', 'ratio'],
    ['toString', 'count'],
    ['anything', 'count'],
  ])('of %s is %s', (name, unit) => {
    expect(unitOfSeries(name)).toBe(unit)
  })
})
