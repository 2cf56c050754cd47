import { describe, expect, it } from 'vitest'
import { presentProcess } from '../../../src/probes/process/index.ts'
import type { ProcessWatch } from '../../../src/probes/process/process-watch.ts'
import { screenOf } from '../../report/screen-of.ts'
import { busyWatch } from './busy-watch.ts'
import { literalCpu, literalWatch } from './literal-watch.ts'

function shown(watch: ProcessWatch): Promise<string[]> {
  return screenOf(presentProcess(watch))
}

describe('the answer about a process', () => {
  it('fits a screen of 80 columns and 24 lines, however much there is', async () => {
    const lines = await shown(busyWatch)
    expect(lines.length).toBeLessThanOrEqual(24)
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(80)
  })

  it('says what it uses in one table, short enough for that', () => {
    const [main] = presentProcess(busyWatch).tables
    expect(main?.main).toBe(true)
    expect(main?.rows).toEqual([
      ['CPU', { value: 15.8, unit: 'cores' }, '1,235 % user, 346 % system; may use 16.5 cores'],
      [
        'Waits for a CPU',
        { value: 14.23, unit: 'ratio' },
        'of the time, in sum; throttled in 12 % of periods',
      ],
      [
        'Memory (PSS)',
        { value: 987_654_321_987, unit: 'bytes' },
        'own 115 GiB, files 115 GiB, shared 115 GiB, swap 954 MiB',
      ],
      ['Memory limit', { value: 1e12, unit: 'bytes' }, 'of its cgroup, 920 GiB of it in use'],
      ['Disk', { value: 7_777_777.7, unit: 'bytes-per-second' }, '121 KiB/s read, 7.3 MiB/s written'],
      ['All I/O', { value: 1_111_111_110, unit: 'bytes-per-second' }, '118 MiB/s read, 942 MiB/s written'],
      ['Page faults', { value: 124_691.356, unit: 'per-second' }, '1,235/s of them read from disk'],
      ['CPU switches', { value: 133_333.33221, unit: 'per-second' }, '123,457/s to wait, 9,877/s taken off'],
      ['Open files', { value: 65_000, unit: 'count' }, 'of 65,536: 3 deleted, 60,000 sockets, 4,000...'],
      ['Sockets', { value: 60_000, unit: 'count' }, '50,000 ESTABLISHED, 9,000 CLOSE_WAIT, 4 LIS...'],
      ['Threads', { value: 1234, unit: 'count' }, '1,200 sleep, 30 run, 4 blocked; thread-name...'],
      ['Waits in', null, 'futex_do_wait 70 %, schedule_timeout_uninte...'],
      ['Age', { value: 8_640_000.5, unit: 'seconds' }, 'parent 4194302, user 4294967294, cgroup /ku...'],
      ['Command', null, '/usr/bin/python3 long long long long long l...'],
    ])
  })

  it('leaves out the small parts of memory, but never swap', () => {
    const mebibytes = (own: number, files: number, shared: number, swap: number | null) => ({
      residentBytes: 100 * 2 ** 20,
      proportionalBytes: null,
      anonymousBytes: own * 2 ** 20,
      fileBytes: files * 2 ** 20,
      sharedBytes: shared * 2 ** 20,
      swapBytes: swap === null ? null : swap * 2 ** 20,
      peakBytes: null,
    })
    const row = (memory: ReturnType<typeof mebibytes>) =>
      presentProcess(literalWatch({ memory })).tables[0]?.rows[2]
    const amount = { value: 100 * 2 ** 20, unit: 'bytes' }
    expect(row(mebibytes(90, 1, 0.9, 0.5))).toEqual([
      'Memory (RSS)',
      amount,
      'own 90 MiB, files 1 MiB, swap 512 KiB',
    ])
    expect(row(mebibytes(100, 0, 0, 0))).toEqual(['Memory (RSS)', amount, 'own 100 MiB'])
    expect(row(mebibytes(100, 0, 0, null))).toEqual(['Memory (RSS)', amount, 'own 100 MiB'])
  })

  it('says what it does not know', () => {
    const rows = presentProcess(
      literalWatch({ cpu: null, threads: null, command: null, userId: null, ageSeconds: null }),
    ).tables[0]?.rows
    expect(rows).toEqual([
      ['CPU', null, 'needs two looks'],
      ['Memory', null, 'not told'],
      ['Disk', null, 'needs two looks'],
      ['Open files', null, 'only its owner and root may read it'],
      ['Age', null, 'parent 1, cgroup /'],
    ])
    const hidden = literalWatch({
      cpu: literalCpu(0, 0, null),
      missing: [{ what: 'reads and writes', path: '/proc/7/io', reason: 'denied' }],
    })
    expect(presentProcess(hidden).tables[0]?.rows).toContainEqual([
      'Waits for a CPU',
      null,
      'the kernel does not tell',
    ])
    expect(presentProcess(hidden).tables[0]?.rows).toContainEqual([
      'Disk',
      null,
      'only its owner and root may read it',
    ])
  })

  it('knows a small process and a thread of the kernel', () => {
    const small = literalWatch({
      isKernelThread: true,
      command: '',
      files: { count: 0, limit: 1024, kinds: {}, deleted: 0, read: 0 },
      sockets: { count: 0, tcp: {}, udp: 0, unix: {}, other: 0, listeners: [], servers: [], clients: [] },
    })
    const { tables } = presentProcess(small)
    expect(tables.map(({ title }) => title)).toEqual(['What node (pid 7) uses', 'Busiest threads'])
    expect(tables[0]?.rows).toContainEqual(['Memory', null, 'the kernel has no memory of its own'])
    expect(tables[0]?.rows).toContainEqual(['Open files', { value: 0, unit: 'count' }, 'of 1,024'])
    expect(tables[0]?.rows).toContainEqual(['Threads', { value: 1, unit: 'count' }, '1 sleep'])
    expect(tables[0]?.rows.at(-1)?.[0]).toBe('Age')
  })

  it('keeps threads, waits and sockets as details', () => {
    const [, threads, waits, sockets] = presentProcess(busyWatch).tables
    expect([threads, waits, sockets].map((table) => [table?.title, table?.detail])).toEqual([
      ['Busiest threads', true],
      ['Where its threads wait', true],
      ['Sockets', true],
    ])
    expect(threads?.rows[0]).toEqual([
      '1',
      'thread-name-0',
      'S',
      { value: 0.5, unit: 'cores' },
      { value: 0.25, unit: 'cores' },
      { value: 0.124, unit: 'ratio' },
      'futex_do_wait',
    ])
    expect(threads?.rows[9]).toEqual(['10', 'thread-name-9', 'S', null, null, null, null])
    expect(waits?.rows).toEqual([
      ['futex_do_wait', { value: 0.7, unit: 'ratio' }, 'a lock or another thread (futex)'],
      ['schedule_timeout_uninterruptible', { value: 0.2, unit: 'ratio' }, null],
    ])
    expect(sockets?.rows.map(([what, count]) => [what, Object(count).value])).toEqual([
      ['TCP ESTABLISHED', 50_000],
      ['TCP CLOSE_WAIT', 9000],
      ['TCP LISTEN', 4],
      ['UDP', 3],
      ['Unix CONNECTED', 9],
      ['other', 1],
      ['connections to be accepted at 0.0.0.0:80', 3],
      ['opened to [2001:db8::1234:5678:9abc:def0]:5432', 40_000],
      ['accepted from 10.0.0.1', 9],
    ])
  })
})
