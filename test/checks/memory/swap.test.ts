import { describe, expect, it } from 'vitest'
import { memSwapIo } from '../../../src/checks/memory/swap-io.ts'
import { memSwapUsed } from '../../../src/checks/memory/swap-used.ts'
import { did, finding, judgedBy, process, stalls, system } from '../cpu/samples.ts'
import type { Known } from '../ranking/samples.ts'

const pages = (out: number, back: number, seconds = 3) => ({
  first: { pswpout: 1000, pswpin: 1000 },
  last: { pswpout: 1000 + out * seconds, pswpin: 1000 + back * seconds },
})

describe('swapping', () => {
  // At 4 KiB a page, 100 pages a second for 30 minutes are 30 % of this memory.
  const total = (100 * 4096 * 1800) / 0.3
  const swapping = (out: number, back: number, more: Known = {}, seconds = 3): Known => ({
    vmstat: pages(out, back, seconds),
    meminfo: { MemTotal: total },
    system: system(false),
    ...more,
  })
  const felt = { memoryPressure: stalls([0.05, 0, 0]) }

  it.each<[string, Known, string]>([
    ['nothing', swapping(0, 0), 'pass'],
    ['a few pages', swapping(9, 9), 'pass'],
    ['ten pages a second out', swapping(10, 0), 'warn'],
    ['much, seen for seconds', swapping(500, 0), 'warn'],
    [
      'much, while memory was short for a minute',
      swapping(100, 0, { memoryPressure: stalls([0, 0.1, 0]) }),
      'fail',
    ],
    [
      'much, while memory was short for 5 minutes',
      swapping(100, 0, { memoryPressure: stalls([0, 0, 0.1]) }),
      'fail',
    ],
    ['less, while memory was short', swapping(99, 0, { memoryPressure: stalls([0, 0.1, 0]) }), 'warn'],
    [
      'much, while it was hardly short',
      swapping(100, 0, { memoryPressure: stalls([1, 0.09, 0.09]) }),
      'warn',
    ],
    ['pages that only come back', swapping(0, 500), 'info'],
    ['pages that are waited for', swapping(0, 10, felt), 'warn'],
    ['a few of them', swapping(0, 9, felt), 'pass'],
    [
      'pages that hardly anybody waits for',
      swapping(9, 10, { memoryPressure: stalls([0.04, 1, 1]) }),
      'info',
    ],
  ])('%s', (_, known, status) => {
    expect(finding(memSwapIo, known).status).toBe(status)
  })

  it('for half an hour fails by itself', () => {
    expect(finding(memSwapIo, swapping(100, 0, {}, 1800), 1800)).toMatchObject({ status: 'fail', index: 1 })
  })

  it('is told in bytes, with the pace and who reads most back', () => {
    const [judged] = judgedBy(
      memSwapIo,
      swapping(100, 50, {
        processes: did(process(1, { majorFaults: 7 })),
        sysctls: { 'vm.swappiness': '77' },
      }),
    )
    expect(judged?.culprit).toBe('app (pid 1)')
    expect(judged?.finding.because).toMatch(
      /^Swap takes 400 KiB\/s and gives back 200 KiB\/s: in 30 minutes 30 % of the memory would go out\./,
    )
    expect(judged?.finding.evidence).toMatchObject({
      'pages out': { value: 100, unit: 'per-second' },
      'pages in': { value: 50, unit: 'per-second' },
    })
    expect(judged?.finding.advice?.[1]?.undo).toContain('vm.swappiness=77')
  })

  it('is measured in pages of the machine', () => {
    const large = { ...system(false), pageBytes: 65_536 }
    expect(finding(memSwapIo, swapping(10, 0, { system: large })).evidence).toMatchObject({
      out: { value: 655_360 },
    })
  })

  it.each<[string, Known, string]>([
    ['counters were reset', swapping(0, 0, { vmstat: pages(-5, 0) }), 'unknown'],
    ['one of them was', swapping(0, 0, { vmstat: pages(0, -5) }), 'unknown'],
    ['the memory is not told', swapping(0, 0, { meminfo: {} }), 'unknown'],
    ['the kernel has no swap', swapping(0, 0, { vmstat: { first: {}, last: {} } }), 'not-applicable'],
  ])('where %s', (_, known, status) => {
    expect(finding(memSwapIo, known).status).toBe(status)
  })
})

describe('swap in use', () => {
  const used = (share: number, more: Known = {}): Known => ({
    meminfo: { SwapTotal: 1000, SwapFree: 1000 * (1 - share) },
    ...more,
  })

  it.each<[string, Known, string]>([
    ['nearly full, and nothing moves', used(0.99), 'info'],
    ['nearly full, while pages go out', used(0.99, { vmstat: pages(10, 0) }), 'warn'],
    ['nearly full, while pages come back', used(0.9, { vmstat: pages(0, 10) }), 'warn'],
    ['nearly full, while few pages move', used(0.9, { vmstat: pages(9, 9) }), 'info'],
    ['nearly full, while memory is waited for', used(0.9, { memoryPressure: stalls([0, 0.05, 0]) }), 'warn'],
    ['nearly full, while it hardly is', used(0.9, { memoryPressure: stalls([1, 0.04, 0]) }), 'info'],
    ['not so full', used(0.89, { vmstat: pages(99, 99) }), 'pass'],
    ['none at all', { meminfo: { SwapTotal: 0, SwapFree: 0 } }, 'not-applicable'],
    ['not told', { meminfo: { SwapTotal: 5 } }, 'unknown'],
    ['not told either', { meminfo: {} }, 'unknown'],
  ])('%s', (_, known, status) => {
    expect(finding(memSwapUsed, known).status).toBe(status)
  })

  it('is a warning at most, of one sample too', () => {
    expect(
      finding(memSwapUsed, used(1, { memoryPressure: stalls([0, 1, 0]), vmstat: {} }), null),
    ).toMatchObject({
      status: 'warn',
      because: '100 % of swap is used, 1,000 B of 1,000 B.',
    })
    expect(finding(memSwapUsed, used(0.95)).because).toContain('nothing waits for it')
  })
})
