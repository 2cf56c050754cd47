import { describe, expect, it } from 'vitest'
import { parseCfsQuota, parseCpuMax } from '../../src/probes/cpu-quota.ts'

describe('a cgroup v2 cpu.max', () => {
  it.each([
    ['50000 100000\n', 0.5],
    ['400000 100000', 4],
    ['1000 1000000', 0.001],
    ['max 100000\n', Number.POSITIVE_INFINITY],
    ['18446744073709551615 100000', 2 ** 64 / 100000],
  ])('%j allows %d cores', (text, cores) => {
    expect(parseCpuMax(text)).toBe(cores)
  })

  it.each(['', 'max', '50000', '0 100000', '50000 0', 'max 0', '-1 100000', 'bad 100000', '1e5 100000'])(
    '%j is refused',
    (text) => {
      expect(parseCpuMax(text)).toBeNull()
    },
  )
})

describe('a cgroup v1 quota and period', () => {
  it.each([
    ['50000\n', '100000\n', 0.5],
    ['150000', '100000', 1.5],
    ['-1\n', '100000\n', Number.POSITIVE_INFINITY],
    ['0\n', '0\n', Number.POSITIVE_INFINITY],
    ['-1', '', Number.POSITIVE_INFINITY],
  ])('%j of %j allows %d cores', (quota, period, cores) => {
    expect(parseCfsQuota(quota, period)).toBe(cores)
  })

  it.each([
    ['50000', '0'],
    ['50000', ''],
    ['50000', '-5'],
    ['', '100000'],
    ['many', '100000'],
  ])('%j of %j is refused', (quota, period) => {
    expect(parseCfsQuota(quota, period)).toBeNull()
  })
})
