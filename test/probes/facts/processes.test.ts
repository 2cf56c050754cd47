import { describe, expect, it } from 'vitest'
import type { FactFile, ProcessFacts } from '../../../src/core/index.ts'
import {
  parseCgroupPath,
  parseChosenEnvironment,
  parseCommandLine,
  parseOpenFilesLimit,
  parseProcessIo,
  parseRunDelay,
  parseWaitChannel,
} from '../../../src/probes/facts/process-details.ts'
import { parseProcessStat } from '../../../src/probes/facts/process-stat.ts'
import { lastOf, literalFacts, windowFacts } from './literal-snapshot.ts'

const stat = ({ pid = 42, name = 'node', state = 'S', flags = 4194560, rss = '2507', blkio = ' 19' } = {}) =>
  `${pid} (${name}) ${state} 7 1 1 0 -1 ${flags} 9061 9416027 94 2620 36 98 54406 13885 20 0 5 0 2900 109604864 ${rss} 18446744073709551615 1 1 0 0 0 0 671173123 4096 1260 0 0 0 17 0 0 0${blkio} 0 0 0 0 0 0 0 0 0 0\n`

describe('/proc/PID/stat', () => {
  it('gives what is used of it, in its own units', () => {
    expect(parseProcessStat(stat())).toEqual({
      name: 'node',
      state: 'S',
      parentPid: 7,
      flags: 4194560,
      majorFaults: 94,
      userTicks: 36,
      systemTicks: 98,
      threads: 5,
      startTicks: 2900,
      residentPages: 2507,
      blockIoTicks: 19,
    })
  })

  it.each(['a) S 1 2 3', '(', ')', '((sd-pam))', 'x\n99 (y) Z 1', ' 1 2 3 ', '', '\u{fffd}', 'tmux: server'])(
    'keeps the name %j',
    (name) => {
      expect(parseProcessStat(stat({ name }))).toMatchObject({
        name,
        state: 'S',
        parentPid: 7,
        userTicks: 36,
      })
    },
  )

  it('of a kernel without delay accounting waited for nothing', () => {
    const short = stat().split(' ').slice(0, 41).join(' ')
    expect(parseProcessStat(short)?.blockIoTicks).toBe(0)
  })

  it('holds no less than no pages', () => {
    expect(parseProcessStat(stat({ rss: '-3' }))?.residentPages).toBe(0)
  })

  it.each([
    '',
    '42 node S 7',
    ')42(',
    '42 (node)',
    stat({ state: 'SS' }),
    stat({ state: '5' }),
    stat({ rss: 'x' }),
    stat().split(' ').slice(0, 23).join(' '),
    stat().replace(' 7 1 1', ' x 1 1'),
    stat().replace(' 94 ', ' x '),
    stat().replace(' 36 ', ' -36 '),
    stat().replace(' 2900 ', ' x '),
  ])('is null when damaged: %j', (text) => {
    expect(parseProcessStat(text)).toBeNull()
  })
})

describe('the details of a process', () => {
  it.each([
    ['1000 2500000000 7\n', 2.5],
    ['1000\n', null],
    ['', null],
  ])('schedstat %j: %j seconds', (text, seconds) => {
    expect(parseRunDelay(text)).toBe(seconds)
  })

  it('io counts bytes of disks, not of calls', () => {
    const text =
      'rchar: 1\nwchar: 2\nsyscr: 3\nsyscw: 4\nread_bytes: 5\nwrite_bytes: 6\ncancelled_write_bytes: 7\n'
    expect(parseProcessIo(text)).toEqual({ readBytes: 5, writtenBytes: 6 })
    expect(parseProcessIo('read_bytes: 5\n')).toBeNull()
    expect(parseProcessIo('write_bytes: 5\n')).toBeNull()
  })

  const limits = (soft: string) =>
    `Limit                     Soft Limit           Hard Limit           Units     \nMax processes             1000  1000  processes \nMax open files            ${soft.padEnd(20)} 1048576              files     \n`
  it.each([
    [limits('1024'), 1024],
    [limits('unlimited'), Number.POSITIVE_INFINITY],
    [limits('many'), null],
    ['', null],
  ])('limits %j: %j open files', (text, most) => {
    expect(parseOpenFilesLimit(text)).toBe(most)
  })

  it.each([
    ['node\0--port\x003000\0', 'node --port 3000'],
    ['nginx: master process /usr/sbin/nginx\0\0\0', 'nginx: master process /usr/sbin/nginx'],
    ['run\0--password\0hunter2\0', 'run --password ***'],
    ['run\0postgres://me:hunter2@box/db\0', 'run postgres://me:***@box/db'],
    ['', ''],
  ])('cmdline %j is %j', (text, command) => {
    expect(parseCommandLine(text)).toBe(command)
  })

  it.each([
    ['0::/system.slice/web.service\n', '/system.slice/web.service'],
    ['3:cpu,cpuacct:/cpu\n2:memory:/memory\n1:name=systemd:/named\n0::/unified\n', '/memory'],
    ['3:cpu,cpuacct:/cpu\n1:name=systemd:/named\n0::/unified\n', '/cpu'],
    ['1:name=systemd:/named\n0::/unified\n', '/unified'],
    ['3:cpu,cpuacct:/\n2:memory:/\n0::/unified\n', '/unified'],
    ['4:blkio:/blkio\n', '/blkio'],
    ['0::/\n', '/'],
    ['damaged\n', null],
  ])('cgroup %j is %j', (text, path) => {
    expect(parseCgroupPath(text)).toBe(path)
  })

  it.each([
    ['futex_wait_queue_me', 'futex_wait_queue_me'],
    ['do_wait\n', 'do_wait'],
    ['0', null],
    ['', null],
  ])('wchan %j is %j', (text, waitsIn) => {
    expect(parseWaitChannel(text)).toBe(waitsIn)
  })

  it('environ is kept of two variables, masked', () => {
    const text =
      'HOME=/root\0NODE_OPTIONS=--max-old-space-size=4096 --require=a=b\0UV_THREADPOOL_SIZE=8\0NODE_OPTIONS\0'
    expect(parseChosenEnvironment(text)).toEqual({
      NODE_OPTIONS: '--max-old-space-size=4096 --require=a=b',
      UV_THREADPOOL_SIZE: '8',
    })
    expect(parseChosenEnvironment('NODE_OPTIONS=--token=abcdef\0')).toEqual({ NODE_OPTIONS: '--token=***' })
    expect(parseChosenEnvironment('')).toEqual({})
  })
})

const bare: ProcessFacts = {
  pid: 42,
  parentPid: 7,
  name: 'node',
  state: 'S',
  isKernelThread: false,
  threads: 5,
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
