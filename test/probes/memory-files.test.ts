import { describe, expect, it } from 'vitest'
import { parseByteCount } from '../../src/probes/byte-count.ts'
import { parseFlatKeyed } from '../../src/probes/flat-keyed.ts'
import { parseMeminfo } from '../../src/probes/meminfo.ts'

describe('a cgroup byte count', () => {
  it.each([
    ['536870912\n', 536870912],
    ['0', 0],
    ['9007199254740991', 9007199254740991],
    ['max\n', Number.POSITIVE_INFINITY],
    ['-1', Number.POSITIVE_INFINITY],
    ['9223372036854771712\n', Number.POSITIVE_INFINITY],
    ['9223372036854710272', Number.POSITIVE_INFINITY],
    ['9223372036854775807', Number.POSITIVE_INFINITY],
    ['18446744073709551615', Number.POSITIVE_INFINITY],
  ])('%j is %d bytes', (text, bytes) => {
    expect(parseByteCount(text)).toBe(bytes)
  })

  it.each(['', 'bad', '-2', '1.5', '1e9', '512 kB', '999999999999999999999'])('%j is refused', (text) => {
    expect(parseByteCount(text)).toBeNull()
  })
})

describe('a flat keyed file', () => {
  it('gives its numbers by name', () => {
    expect([...(parseFlatKeyed('cache 512\ninactive_file 5307346944\n') ?? [])]).toEqual([
      ['cache', 512],
      ['inactive_file', 5307346944],
    ])
  })

  it.each(['cache many', 'cache', 'cache -1', 'cache 1\nrss 2.5\n'])('%j is refused whole', (text) => {
    expect(parseFlatKeyed(text)).toBeNull()
  })
})

describe('/proc/meminfo', () => {
  it('is in bytes where it says kB and in counts where it does not', () => {
    const text =
      'MemTotal:       16022140 kB\nMemAvailable:    8000000 kB\nActive(anon):      10 kB\nHugePages_Total:      7\n'
    expect(Object.fromEntries(parseMeminfo(text) ?? [])).toEqual({
      MemTotal: 16022140 * 1024,
      MemAvailable: 8000000 * 1024,
      'Active(anon)': 10240,
      HugePages_Total: 7,
    })
  })

  it.each(['', 'MemFree: 5 kB\n', 'MemTotal: 0 kB\n', 'MemTotal: many kB\n'])(
    '%j has no MemTotal',
    (text) => {
      expect(parseMeminfo(text)).toBeNull()
    },
  )
})
