import { describe, expect, it } from 'vitest'
import { withHeaviest } from '../../../src/checks/disk/heaviest.ts'
import { factsWith } from '../ranking/samples.ts'
import { process, processes } from './samples.ts'

describe('the process that weighs the most on disks', () => {
  const named = (list: ReturnType<typeof processes>) =>
    withHeaviest(factsWith({ processes: list }).processes, { disk: 'sda' })

  it('is the one that read and wrote the most', () => {
    const first = [process({ pid: 1, readBytes: 0, writtenBytes: 900 }), process({ pid: 2, writtenBytes: 0 })]
    const last = [
      process({ pid: 1, readBytes: 40, writtenBytes: 950 }),
      process({ pid: 2, writtenBytes: 80 }),
    ]
    expect(named(processes(first, last))).toEqual({
      culprit: 'fio (pid 1)',
      names: { disk: 'sda', pid: '1' },
    })
  })

  it('is the one that waited longest where bytes are not told', () => {
    const first = [process({ pid: 1 }), process({ pid: 2 })]
    const last = [process({ pid: 1, blockIoSeconds: 1 }), process({ pid: 2, blockIoSeconds: 2 })]
    expect(named(processes(first, last)).culprit).toBe('fio (pid 2)')
  })

  it('is a kernel thread only where no process did anything', () => {
    const kernel = { pid: 3, name: 'md0_resync', isKernelThread: true }
    const first = [process({ pid: 1, writtenBytes: 0 }), process({ ...kernel, writtenBytes: 0 })]
    const idle = [process({ pid: 1, writtenBytes: 0 }), process({ ...kernel, writtenBytes: 500 })]
    const busy = [process({ pid: 1, writtenBytes: 5 }), process({ ...kernel, writtenBytes: 500 })]
    expect(named(processes(first, idle)).culprit).toBe('md0_resync (pid 3)')
    expect(named(processes(first, busy)).culprit).toBe('fio (pid 1)')
  })

  it('is nobody where nothing was done or nothing is known', () => {
    expect(named(processes([process({ writtenBytes: 7 })]))).toEqual({ names: { disk: 'sda' } })
    expect(withHeaviest(factsWith().processes, {})).toEqual({ names: {} })
  })
})
