import { describe, expect, it } from 'vitest'
import { blockedProcesses } from '../../../src/checks/process/index.ts'
import type { ProcessFacts } from '../../../src/core/index.ts'
import { pressure } from '../ranking/samples.ts'
import { aProcess, commands, culprit, finding, listOf } from './samples.ts'

const touch = (pid: number, about: Partial<ProcessFacts> = {}) =>
  aProcess({ pid, name: 'touch', state: 'D', waitsIn: 'percpu_rwsem_wait', ...about })
const stuck = (...processes: ProcessFacts[]) => ({
  processes: { first: listOf(...processes), last: listOf(...processes) },
})

describe('processes in uninterruptible sleep', () => {
  it('none is fine', () => {
    expect(finding(blockedProcesses, stuck(aProcess()))).toMatchObject({
      status: 'pass',
      because: 'No process waits uninterruptibly.',
      index: 0,
    })
  })

  it.each([
    [1, 0.333],
    [3, 1],
    [9, 2],
  ])('%d that wait in both samples warn, with index %d', (count, index) => {
    const processes = Array.from({ length: count }, (_, n) => touch(n + 1))
    expect(finding(blockedProcesses, stuck(...processes))).toMatchObject({ status: 'warn', index })
  })

  it('says who waits for what, and that they did nothing', () => {
    const known = stuck(touch(1), touch(2), touch(3), touch(4))
    expect(finding(blockedProcesses, known)).toMatchObject({
      because:
        'touch (pid 1), touch (pid 2), touch (pid 3) and 1 more wait uninterruptibly for a frozen filesystem or a lock of one. None of them did anything in 3 s.',
      evidence: {
        'in both samples': { value: 4 },
        'in the last': { value: 4 },
        'wait in': 'percpu_rwsem_wait',
      },
    })
    expect(culprit(blockedProcesses, known)).toBe('touch (pid 1)')
    expect(commands(finding(blockedProcesses, known))).toContain('cat /proc/1/stack')
  })

  it('of one alone it speaks in the singular', () => {
    expect(finding(blockedProcesses, stuck(touch(1, { waitsIn: '0' }))).because).toBe(
      'touch (pid 1) waits uninterruptibly. It did nothing in 3 s.',
    )
  })

  it.each([
    ['moved on', { first: [touch(1)], last: [touch(1, { state: 'S' }), touch(2)] }],
    ['is another one with the same number', { first: [touch(1)], last: [touch(1, { startSeconds: 90 })] }],
    ['has only begun to wait', { first: [touch(1, { state: 'R' })], last: [touch(1)] }],
  ])('one that %s is as usual', (_, { first, last }) => {
    const processes = { first: listOf(...first), last: listOf(...last) }
    expect(finding(blockedProcesses, { processes })).toMatchObject({
      status: 'pass',
      because: '1 task waited uninterruptibly for a moment, as is usual.',
    })
  })

  it.each([['userSeconds'], ['systemSeconds'], ['readBytes'], ['writtenBytes']] as const)(
    'one whose %s grew works in between, and is not the first to blame',
    (key) => {
      const known = {
        processes: {
          first: listOf(touch(1, { [key]: 1 }), touch(2, { [key]: 1 })),
          last: listOf(touch(1, { [key]: 2 }), touch(2, { [key]: 1 })),
        },
      }
      expect(finding(blockedProcesses, known).because).toMatch(
        /^touch \(pid 2\), touch \(pid 1\) wait .* 1 of them did nothing in 3 s\.$/,
      )
      expect(culprit(blockedProcesses, known)).toBe('touch (pid 2)')
    },
  )

  it.each([
    [[touch(1)], [touch(1, { userSeconds: 2 })], 'It worked in between: the wait comes again, but ends.'],
    [
      [touch(1), touch(2)],
      [touch(1, { userSeconds: 2 }), touch(2, { userSeconds: 2 })],
      'They worked in between: the wait comes again, but ends.',
    ],
  ])('where all work in between it says so', (first, last, sentence) => {
    const processes = { first: listOf(...first), last: listOf(...last) }
    expect(finding(blockedProcesses, { processes }).because).toContain(sentence)
  })

  it('kernel threads alone are information', () => {
    const kernel = touch(2, { name: 'vchiq-slot/0', isKernelThread: true })
    expect(finding(blockedProcesses, stuck(kernel))).toMatchObject({
      status: 'info',
      because: 'Only kernel threads wait uninterruptibly: vchiq-slot/0 (pid 2).',
    })
  })

  it('kernel threads are neither counted nor blamed beside programs', () => {
    const known = stuck(touch(1, { name: 'jbd2/sda1-8', isKernelThread: true }), touch(2))
    expect(finding(blockedProcesses, known).index).toBe(0.333)
    expect(culprit(blockedProcesses, known)).toBe('touch (pid 2)')
  })

  it.each([null, 3])('one sample cannot tell how long (window %s)', (windowSeconds) => {
    const processes = windowSeconds === null ? stuck(touch(1)).processes : listOf(touch(1))
    expect(finding(blockedProcesses, { processes }, { windowSeconds })).toMatchObject({
      status: 'info',
      because: 'touch (pid 1) waits uninterruptibly; whether for long takes two samples to tell.',
    })
  })

  describe('with pressure figures', () => {
    const known = stuck(touch(1))

    it('the kernel confirms that disks are waited for', () => {
      expect(finding(blockedProcesses, { ...known, ioPressure: pressure(0.1) })).toMatchObject({
        status: 'warn',
        because: expect.stringContaining(
          'The kernel agrees: over the last minute some task waited for a disk 10 % of the time.',
        ),
      })
    })

    it('or memory', () => {
      expect(
        finding(blockedProcesses, { ...known, ioPressure: pressure(0), memoryPressure: pressure(0.5) })
          .because,
      ).toContain('some task waited for memory 50 % of the time.')
    })

    it('or it is no disk', () => {
      expect(finding(blockedProcesses, { ...known, ioPressure: pressure(0.09) }).because).toContain(
        'By the pressure figures nothing waits for a disk',
      )
    })

    it('without them nothing is said of it', () => {
      expect(finding(blockedProcesses, known).because).not.toMatch(/pressure|kernel agrees/)
    })
  })

  it.each([
    ['nfs_wait_bit_killable', 'a network filesystem'],
    ['rpc_wait_bit_killable', 'a network filesystem'],
    ['request_wait_answer', null],
    ['fuse_simple_request', 'a filesystem that a program serves (FUSE)'],
    ['io_schedule', 'a disk'],
    ['jbd2_log_wait_commit', 'a disk'],
    ['folio_wait_bit_common', 'a disk'],
    ['kernel_clone', 'a child that it has just started'],
    ['__mutex_lock', 'a lock inside the kernel'],
    ['rwsem_down_read_slowpath', 'a lock inside the kernel'],
    ['0', null],
    ['', null],
    [null, null],
  ])('a wait in %s is one for %s', (waitsIn, words) => {
    const { because } = finding(blockedProcesses, stuck(touch(1, { waitsIn })))
    expect(because).toBe(
      `touch (pid 1) waits uninterruptibly${words === null ? '' : ` for ${words}`}. It did nothing in 3 s.`,
    )
  })
})
