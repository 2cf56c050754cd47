import { describe, expect, it } from 'vitest'
import { memHwErrors } from '../../../src/checks/memory/hardware-errors.ts'
import { memOvercommit } from '../../../src/checks/memory/overcommit.ts'
import { memSwappiness } from '../../../src/checks/memory/swappiness.ts'
import { memThp } from '../../../src/checks/memory/transparent-huge-pages.ts'
import type { MemoryController } from '../../../src/core/index.ts'
import { finding, list, process } from '../cpu/samples.ts'
import type { Known } from '../ranking/samples.ts'

const running = (...names: string[]) => list(...names.map((name, index) => process(index + 1, { name })))

describe('transparent huge pages', () => {
  it.each([
    ['always', 'redis-server', 'warn'],
    ['always', 'valkey-server', 'warn'],
    ['always', 'postgres', 'warn'],
    ['madvise', 'redis-server', 'pass'],
    ['never', 'postgres', 'pass'],
    ['always', 'memcached', 'not-applicable'],
    ['always', 'redis-sentinel', 'not-applicable'],
  ])('%s with %s: %s', (transparentHugePages, name, status) => {
    expect(finding(memThp, { transparentHugePages, processes: running(name) }).status).toBe(status)
  })

  it('are told with the server that suffers, and turned back as they were', () => {
    const found = finding(memThp, {
      transparentHugePages: 'always',
      processes: running('postgres', 'redis-server'),
    })
    expect(found.because).toContain('while redis-server (pid 2) runs')
    expect(found.advice?.[0]?.undo).toContain('echo always > /sys/kernel/mm/transparent_hugepage/enabled')
  })

  it('do not apply to kernels without them, and are unknown without processes', () => {
    expect(finding(memThp, { processes: running('postgres') }).status).toBe('not-applicable')
    expect(finding(memThp, { transparentHugePages: 'always' }).status).toBe('unknown')
  })
})

describe('swappiness', () => {
  const at = (value: string, more: Known = {}): Known => ({ sysctls: { 'vm.swappiness': value }, ...more })

  it.each<[string, Known, string]>([
    ['of a server that is low', at('30'), 'pass'],
    ['of a server as kernels come', at('60'), 'info'],
    ['of a server that is a little high', at('31'), 'info'],
    ['for swap in memory', at('180'), 'pass'],
    ['as high as swap on a disk may have', at('100'), 'info'],
    ['of a database that is low', at('10', { processes: running('postgres') }), 'pass'],
    ['of a database that is not', at('11', { processes: running('redis-server') }), 'info'],
    ['without swap', at('60', { meminfo: { SwapTotal: 0 } }), 'not-applicable'],
    ['with swap', at('60', { meminfo: { SwapTotal: 5 } }), 'info'],
    ['not told', { sysctls: {} }, 'unknown'],
  ])('%s', (_, known, status) => {
    expect(finding(memSwappiness, known).status).toBe(status)
  })

  it('is given back as it was', () => {
    expect(finding(memSwappiness, at('60')).advice?.[0]?.undo).toContain('vm.swappiness=60')
    expect(finding(memSwappiness, at('60')).because).toBe(
      'vm.swappiness is 60; a server does better with 30 or less.',
    )
  })
})

describe('overcommit', () => {
  const at = (mode: string, name = 'app', promised = 0): Known => ({
    sysctls: { 'vm.overcommit_memory': mode },
    processes: running(name),
    meminfo: { CommitLimit: 1000, Committed_AS: promised },
  })

  it.each<[string, Known, string]>([
    ['as kernels come', at('0'), 'pass'],
    ['as kernels come, however much is promised', at('0', 'app', 5000), 'pass'],
    ['as kernels come, with Redis', at('0', 'redis-server'), 'warn'],
    ['freely, with Redis', at('1', 'redis-server'), 'pass'],
    ['freely, with Valkey, however much is promised', at('1', 'valkey-server', 5000), 'pass'],
    ['limited, with Redis', at('2', 'redis-server'), 'warn'],
    ['limited, with PostgreSQL', at('2', 'postgres', 900), 'pass'],
    ['limited, and used up', at('2', 'postgres', 901), 'warn'],
    ['not told', { ...at('0'), sysctls: {} }, 'unknown'],
    ['limited to what is not told', { ...at('2'), meminfo: {} }, 'unknown'],
    ['limited to nothing', { ...at('2'), meminfo: { CommitLimit: 0, Committed_AS: 5 } }, 'unknown'],
    ['as kernels come, with a limit that is not told', { ...at('0'), meminfo: {} }, 'pass'],
  ])('%s', (_, known, status) => {
    expect(finding(memOvercommit, known).status).toBe(status)
  })

  it('is told with who needs it, and given back as it was', () => {
    const found = finding(memOvercommit, at('2', 'redis-server', 950))
    expect(found.because).toBe(
      'vm.overcommit_memory is 2, and redis-server (pid 1) needs 1 to save while it is large. 95 % of what may be promised is.',
    )
    expect(found.advice?.[0]?.undo).toContain('vm.overcommit_memory=2')
    expect(found.evidence).toMatchObject({ promised: { value: 950, unit: 'bytes' } })
  })
})

describe('memory hardware errors', () => {
  const errors = (before: [number, number], after: [number, number], corrupted?: number): Known => {
    const controller = ([correctable, uncorrectable]: [number, number]): MemoryController => ({
      name: 'mc0',
      correctable,
      uncorrectable,
    })
    return {
      memoryControllers: { first: [controller(before)], last: [controller(after)] },
      ...(corrupted === undefined ? {} : { meminfo: { HardwareCorrupted: corrupted } }),
    }
  }

  it.each<[string, Known, string]>([
    ['none', errors([0, 0], [0, 0], 0), 'pass'],
    ['one that was corrected', errors([5, 0], [6, 0]), 'warn'],
    ['one that was not', errors([0, 5], [0, 6]), 'fail'],
    ['some since boot', errors([5, 5], [5, 5], 0), 'info'],
    ['pages out of use', errors([0, 0], [0, 0], 4096), 'warn'],
    ['pages out of use, and no controller', { meminfo: { HardwareCorrupted: 4096 } }, 'warn'],
    ['no controller', { meminfo: { HardwareCorrupted: 0 } }, 'not-applicable'],
    ['no controller and nothing else', {}, 'not-applicable'],
  ])('%s', (_, known, status) => {
    expect(finding(memHwErrors, known).status).toBe(status)
  })

  it('since boot are for information where there is one sample', () => {
    const memoryControllers = [{ name: 'mc0', correctable: 0, uncorrectable: 9 }]
    expect(finding(memHwErrors, { memoryControllers }, null)).toMatchObject({
      status: 'info',
      because: '9 memory errors were counted since boot, none in the window.',
    })
  })

  it('are told by kind, with the memory that is out of use', () => {
    expect(finding(memHwErrors, errors([0, 0], [2, 1], 4096)).because).toBe(
      'In the window 1 memory errors were not corrected and 2 were. The kernel has taken 4 KiB of broken memory out of use.',
    )
  })
})
