import { describe, expect, it } from 'vitest'
import { parseByteSize, parseGuideByteSize } from '../../src/core/index.ts'

const hint = 'Write a number with a unit: 512MB (decimal), 512MiB (binary) or 4Gi.'

describe('a size', () => {
  it.each([
    ['100B', 100],
    ['1kB', 1000],
    ['1KB', 1000],
    ['512MB', 512_000_000],
    ['1GB', 1e9],
    ['2TB', 2e12],
    ['1PB', 1e15],
    ['1KiB', 1024],
    ['512MiB', 536_870_912],
    ['1GiB', 1_073_741_824],
    ['1TiB', 1_099_511_627_776],
    ['1PiB', 1_125_899_906_842_624],
    ['1Ki', 1024],
    ['1Mi', 1_048_576],
    ['4Gi', 4_294_967_296],
    ['1Ti', 1_099_511_627_776],
    ['1Pi', 1_125_899_906_842_624],
    ['1.5GiB', 1_610_612_736],
    ['.5GiB', 536_870_912],
    ['512 MB', 512_000_000],
    ['0B', 0],
  ])('%s is %d bytes', (text, bytes) => {
    expect(parseByteSize(text)).toEqual({ ok: true, value: bytes })
  })

  it.each(['512', '1.5', '1.25'])('%s without a unit is refused', (text) => {
    expect(parseByteSize(text)).toEqual({ ok: false, problem: 'needs a unit of size', hint })
  })

  it.each([
    '',
    'MB',
    '-1MB',
    '1e3MB',
    '512mb',
    '512Mb',
    '512M',
    '1  MB',
    ' 1MB',
    '1MB ',
    '1,5MB',
    '1.MB',
    'x1MB',
    '1constructor',
    'InfinityMB',
    '5!',
    'a5',
    '5.5.',
  ])('%j is refused', (text) => {
    expect(parseByteSize(text)).toEqual({ ok: false, problem: 'is not a size', hint })
  })

  it('beyond all numbers is refused', () => {
    const parsed = parseByteSize(`${'9'.repeat(308)}PB`)
    expect(parsed).toEqual({ ok: false, problem: 'is too large for a size', hint })
  })
})

describe('a size of the guide, whose code divides by 1024^3', () => {
  it.each([
    ['512MB', 536_870_912],
    ['2GB', 2_147_483_648],
    ['2 GB', 2_147_483_648],
    ['1kB', 1024],
    ['1KB', 1024],
    ['1 kB', 1024],
    ['1TB', 1_099_511_627_776],
    ['1PB', 1_125_899_906_842_624],
    ['512MiB', 536_870_912],
    ['4Gi', 4_294_967_296],
    ['100B', 100],
  ])('%s is %d bytes', (text, bytes) => {
    expect(parseGuideByteSize(text)).toEqual({ ok: true, value: bytes })
  })

  it.each(['512', '512Mb', '512mb', '', 'MB', '-1GB', 'kiB', '1kiBx', '1kBx'])('%j is refused', (text) => {
    expect(parseGuideByteSize(text).ok).toBe(false)
  })
})
