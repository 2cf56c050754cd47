import { describe, expect, it } from 'vitest'
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
import { stat } from './literal-process.ts'

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
      nice: -5,
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
