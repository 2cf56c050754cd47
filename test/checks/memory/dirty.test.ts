import { describe, expect, it } from 'vitest'
import { memDirty } from '../../../src/checks/memory/dirty.ts'
import { did, finding, judgedBy, process, system } from '../cpu/samples.ts'
import type { Known } from '../ranking/samples.ts'

describe('data not yet written', () => {
  const meminfo = { Dirty: 500, Writeback: 300, MemAvailable: 10_000, MemFree: 5000 }
  const page = { ...system(false), pageBytes: 10 }

  it.each<[string, Known, number]>([
    ['what the kernel itself works out', { vmstat: { nr_dirty_threshold: 100 }, system: page }, 1000],
    ['bytes that were set', { sysctls: { 'vm.dirty_bytes': '1600', 'vm.dirty_ratio': '0' } }, 1600],
    ['the share that was set', { sysctls: { 'vm.dirty_bytes': '0', 'vm.dirty_ratio': '20' } }, 2000],
    [
      'the share of free memory on old kernels',
      { meminfo: { Dirty: 500, Writeback: 300, MemFree: 5000 }, sysctls: { 'vm.dirty_ratio': '20' } },
      1000,
    ],
  ])('is compared with %s', (_, known, limit) => {
    const found = finding(memDirty, { meminfo, ...known }, null)
    expect(found.evidence).toMatchObject({ limit: { value: limit, unit: 'bytes' } })
    expect(found.status).toBe(800 / limit >= 0.8 ? 'warn' : 'pass')
  })

  it('is a warning at most, and accuses who wrote most', () => {
    const [judged] = judgedBy(memDirty, {
      meminfo: { ...meminfo, Dirty: 5000 },
      vmstat: { nr_dirty_threshold: 100 },
      system: page,
      processes: did(process(1, { writtenBytes: 5 }), process(2, { readBytes: 50 })),
    })
    expect(judged).toMatchObject({ culprit: 'app (pid 1)', finding: { status: 'warn' } })
  })

  it.each([
    [{ 'vm.dirty_background_bytes': '5', 'vm.dirty_background_ratio': '0' }, 'vm.dirty_background_bytes=5'],
    [{ 'vm.dirty_background_bytes': '0', 'vm.dirty_background_ratio': '10' }, 'vm.dirty_background_ratio=10'],
    [{}, 'BACKGROUND'],
  ])('gives the setting back as it was: %j', (settings, undo) => {
    const known = { meminfo, sysctls: { 'vm.dirty_bytes': '800', ...settings } }
    expect(finding(memDirty, known).advice?.[1]?.undo).toContain(`sysctl -w ${undo}`)
  })

  it.each<[string, Known]>([
    ['no limit is told', { meminfo }],
    ['the limit is nothing', { meminfo, sysctls: { 'vm.dirty_ratio': '0' } }],
    ['the size of a page is not', { meminfo, vmstat: { nr_dirty_threshold: 100 } }],
    ['what waits is not', { meminfo: { Dirty: 5 }, sysctls: { 'vm.dirty_bytes': '800' } }],
  ])('is unknown where %s', (_, known) => {
    expect(finding(memDirty, known).status).toBe('unknown')
  })
})
