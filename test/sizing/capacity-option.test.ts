import { describe, expect, it } from 'vitest'
import { parseCapacity } from '../../src/sizing/index.ts'
import { gib } from './lewis.ts'

const hint = 'Write 16c64g, or 16c64g,storage=2TB,network=1Gbps.'

describe('a capacity', () => {
  it.each([
    ['16c64g', { cpuCores: 16, memoryBytes: 64 * gib }],
    [
      '16c64g,storage=2TB,network=1Gbps',
      { cpuCores: 16, memoryBytes: 64 * gib, storageBytes: 2e12, networkBitsPerSecond: 1e9 },
    ],
    ['storage=2TiB', { storageBytes: 2 ** 41 }],
    ['network=100Mbps', { networkBitsPerSecond: 1e8 }],
    [' 16c64g , storage = 2TB ', { cpuCores: 16, memoryBytes: 64 * gib, storageBytes: 2e12 }],
  ])('%j is read', (text, capacity) => {
    expect(parseCapacity(text)).toEqual({ ok: true, value: capacity })
  })

  it.each(['cpu=4', '=2TB', 'disk=2TB', 'constructor=2TB', '16c64g,memory=4GiB'])(
    '%s is no capacity',
    (text) => {
      expect(parseCapacity(text)).toEqual({ ok: false, problem: 'is not a capacity', hint })
    },
  )

  it.each([
    ['', 'has a part "" that is not a machine shape'],
    ['16c64g,', 'has a part "" that is not a machine shape'],
    ['16c', 'has a part "16c" that is not a machine shape'],
    ['0c1g', 'has a part "0c1g" that is a machine with nothing in it'],
    ['storage=2', 'has a part "storage=2" that needs a unit of size'],
    ['storage=', 'has a part "storage=" that is not a size'],
    ['storage=1TB=2TB', 'has a part "storage=1TB=2TB" that is not a size'],
    ['network=1', 'has a part "network=1" that needs a unit of bandwidth'],
    ['16c64g,network=fast', 'has a part "network=fast" that is not a bandwidth'],
  ])('%j names the part that is wrong', (text, problem) => {
    expect(parseCapacity(text)).toEqual({ ok: false, problem, hint })
  })
})
