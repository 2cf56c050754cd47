import { describe, expect, it } from 'vitest'
import type { FactFile, ProcessFacts } from '../../../src/core/index.ts'
import { stat } from './literal-process.ts'
import { lastOf, literalFacts, windowFacts } from './literal-snapshot.ts'

const bare: ProcessFacts = {
  pid: 42,
  parentPid: 7,
  name: 'node',
  state: 'S',
  isKernelThread: false,
  threads: 5,
  nice: -5,
  startSeconds: 29,
  userSeconds: 0.36,
  systemSeconds: 0.98,
  majorFaults: 94,
  residentBytes: 2507 * 4096,
  blockIoSeconds: 0.19,
  command: null,
  cgroup: null,
  runDelaySeconds: null,
  readBytes: null,
  writtenBytes: null,
  openFiles: null,
  openFilesLimit: null,
  waitsIn: null,
  environment: null,
}

describe('processes', () => {
  it('have what their stat tells, and null for the rest', () => {
    expect(literalFacts({ '/proc/42/stat': stat() }).processes).toEqual({
      known: true,
      path: '/proc/[0-9]*/stat',
      first: null,
      last: { processes: [bare], detailed: 0 },
    })
  })

  it('have what the other files tell', () => {
    const files: Record<string, FactFile> = {
      '/proc/42/stat': stat(),
      '/proc/42/schedstat': '1000 2500000000 7\n',
      '/proc/42/io': 'read_bytes: 5\nwrite_bytes: 6\n',
      '/proc/42/limits': 'Max open files            1024                 1048576              files     \n',
      '/proc/42/cgroup': '0::/web\n',
      '/proc/42/cmdline': 'node\0app.js\0',
      '/proc/42/wchan': 'ep_poll',
      '/proc/42/fd': { entries: 20 },
      '/proc/42/environ': 'UV_THREADPOOL_SIZE=8\0',
    }
    expect(lastOf(literalFacts(files), 'processes')).toEqual({
      detailed: 1,
      processes: [
        {
          ...bare,
          command: 'node app.js',
          cgroup: '/web',
          runDelaySeconds: 2.5,
          readBytes: 5,
          writtenBytes: 6,
          openFiles: 20,
          openFilesLimit: 1024,
          waitsIn: 'ep_poll',
          environment: { UV_THREADPOOL_SIZE: '8' },
        },
      ],
    })
  })

  it('of others have null for what only root may read', () => {
    const denied = { missing: 'denied' as const }
    const files = {
      '/proc/42/stat': stat(),
      '/proc/42/io': denied,
      '/proc/42/fd': denied,
      '/proc/42/cmdline': '',
    }
    expect(lastOf(literalFacts(files), 'processes')).toEqual({
      processes: [{ ...bare, command: '' }],
      detailed: 1,
    })
  })

  it('come by ascending pid; one that vanished or is damaged is not among them', () => {
    const files = {
      '/proc/9/stat': stat(),
      '/proc/100/stat': stat(),
      '/proc/11/stat': { missing: 'absent' as const },
      '/proc/12/stat': 'broken',
      '/proc/13/cmdline': 'x',
      '/proc/self/stat': stat(),
      '/proc/10/stat': stat(),
    }
    expect(lastOf(literalFacts(files), 'processes').processes.map(({ pid }) => pid)).toEqual([9, 10, 100])
  })

  it('are missing for the reason that says most', () => {
    expect(
      literalFacts({ '/proc/1/stat': { missing: 'denied' }, '/proc/2/stat': { missing: 'absent' } })
        .processes,
    ).toMatchObject({
      known: false,
      reason: 'denied',
    })
    expect(literalFacts({ '/proc/1/stat': 'broken' }).processes).toMatchObject({ reason: 'unreadable' })
    expect(literalFacts({ '/proc/stat': 'cpu 1\n' }).processes).toMatchObject({ reason: 'absent' })
    expect(literalFacts({ '/proc': { missing: 'timeout' } }).processes).toMatchObject({ reason: 'timeout' })
  })

  it.each([
    [2129984, true],
    [69238880, true],
    [4194560, false],
    [4202752, false],
    [0xffffffff, true],
  ])('with the flags %d: kernel thread is %j', (flags, isKernelThread) => {
    const facts = literalFacts({ '/proc/42/stat': stat({ flags }) })
    expect(lastOf(facts, 'processes').processes[0]?.isKernelThread).toBe(isKernelThread)
  })
})

describe('the size of a page', () => {
  const status = (pid: number, kib: number) => `Name:\tx\nPid:\t${pid}\nVmRSS:\t    ${kib} kB\n`
  const resident = (files: Record<string, FactFile>) => {
    const facts = literalFacts({ '/proc/42/stat': stat({ rss: '1' }), ...files })
    return lastOf(facts, 'processes').processes.find(({ pid }) => pid === 42)?.residentBytes
  }

  it.each([
    ['4 KiB', 400, 4096],
    ['16 KiB', 1600, 16384],
    ['64 KiB', 6400, 65536],
    ['4 KiB, read a moment apart', 480, 4096],
    ['64 KiB, read a moment apart', 5600, 65536],
    ['nothing that is one', 3, 4096],
    ['more than any', 1e9, 4096],
  ])('is told by the first process: %s', (_, kib, bytes) => {
    expect(resident({ '/proc/1/stat': stat({ pid: 1, rss: '100' }), '/proc/1/status': status(1, kib) })).toBe(
      bytes,
    )
  })

  it('is told by the own process where the first does not say', () => {
    const own = { '/proc/77/stat': stat({ pid: 77, rss: '100' }), '/proc/self/status': status(77, 6400) }
    expect(resident(own)).toBe(65536)
    expect(resident({ ...own, '/proc/1/status': 'Name:\tinit\nPid:\t1\n', '/proc/1/stat': stat() })).toBe(
      65536,
    )
    const none = { '/proc/1/stat': stat({ pid: 1, rss: '0' }), '/proc/1/status': status(1, 400) }
    expect(resident({ ...own, ...none })).toBe(65536)
  })

  it('is 4 KiB where nothing tells', () => {
    expect(resident({})).toBe(4096)
    expect(resident({ '/proc/1/status': status(1, 6400) })).toBe(4096)
    expect(resident({ '/proc/1/stat': 'broken', '/proc/1/status': status(1, 6400) })).toBe(4096)
  })

  it('is the same at the beginning of a window as at its end', () => {
    const end = { '/proc/1/stat': stat({ pid: 1, rss: '100' }), '/proc/1/status': status(1, 6400) }
    const facts = windowFacts({ '/proc/1/stat': stat({ pid: 1, rss: '50' }) }, end)
    expect(facts.processes).toMatchObject({
      first: { processes: [{ residentBytes: 50 * 65536 }] },
      last: { processes: [{ residentBytes: 100 * 65536 }] },
    })
  })
})
