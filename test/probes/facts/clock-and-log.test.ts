import { describe, expect, it } from 'vitest'
import { parseClockOffset } from '../../../src/probes/facts/clock-offset.ts'
import { parseFailedUnits } from '../../../src/probes/facts/failed-units.ts'
import { parseKernelLog } from '../../../src/probes/facts/kernel-log.ts'
import { parseChronyTracking, parseTimedatectl } from '../../../src/probes/facts/time-sync.ts'
import { lastOf, literalFacts } from './literal-snapshot.ts'

const chrony = (offset: string, leap: string, name = 'ntp.example') =>
  `A9FEA97B,${name},4,1732452000.123456789,${offset},0.000001,0.000012,-3.1,0.001,0.02,0.0004,0.0001,64.2,${leap}\n`

describe('chronyc -c tracking', () => {
  it.each([
    ['0.000006523', 0.000006523],
    ['-0.25', 0.25],
  ])('at the offset %s is %d s off', (offset, offsetSeconds) => {
    expect(parseChronyTracking(chrony(offset, 'Normal'))).toEqual({
      synchronized: true,
      because: 'chronyd follows ntp.example.',
      offsetSeconds,
    })
  })

  it('that names no host follows its reference', () => {
    expect(parseChronyTracking(chrony('0.1', 'Insert second', ''))?.because).toBe('chronyd follows A9FEA97B.')
  })

  it('that is not synchronised knows no offset', () => {
    expect(parseChronyTracking(chrony('0.000000000', 'Not synchronised', ''))).toEqual({
      synchronized: false,
      because: 'chronyd runs and follows no time source.',
      offsetSeconds: null,
    })
  })

  it.each(['', '506 Cannot talk to daemon\n', chrony('soon', 'Normal'), chrony('0.1', 'Normal,more')])(
    'is null when damaged: %j',
    (text) => {
      expect(parseChronyTracking(text)).toBeNull()
    },
  )
})

describe('timedatectl show', () => {
  it.each([
    ['NTP=yes\nNTPSynchronized=yes\n', true, 'timedatectl says that the clock is synchronized.'],
    ['NTP=yes\nNTPSynchronized=no\n', false, 'timedatectl says that the clock is not synchronized.'],
    [
      'NTP=no\nNTPSynchronized=no\n',
      false,
      'timedatectl says that the clock is not synchronized, and that no time service is turned on.',
    ],
  ])('%j', (text, synchronized, because) => {
    expect(parseTimedatectl(text)).toEqual({ synchronized, because, offsetSeconds: null })
  })

  it('is null without its line', () => {
    expect(parseTimedatectl('NTP=yes\n')).toBeNull()
    expect(parseTimedatectl('NTPSynchronized=maybe\n')).toBeNull()
  })
})

describe('the synchronisation of the clock', () => {
  const sync = (chronyc: string | null, timedatectl: string | null) =>
    literalFacts(
      {},
      {
        'chronyc -c tracking': chronyc ?? { missing: 'absent' },
        'timedatectl show': timedatectl ?? { missing: 'absent' },
      },
    ).timeSync

  it('is told by chronyd where both speak, else by either', () => {
    const both = sync(chrony('0', 'Not synchronised'), 'NTPSynchronized=yes\n')
    expect(both).toMatchObject({ known: true, last: { synchronized: false }, path: 'chronyc -c tracking' })
    expect(sync(chrony('0', 'Normal'), null)).toMatchObject({ last: { synchronized: true } })
    const silent = sync('506 Cannot talk to daemon\n', 'NTPSynchronized=yes\n')
    expect(silent).toMatchObject({ last: { synchronized: true }, path: 'timedatectl show' })
  })

  it('is missing for the reason that says most', () => {
    expect(sync(null, null)).toEqual({ known: false, reason: 'absent', path: 'timedatectl show' })
    expect(sync('506 Cannot talk to daemon\n', null)).toMatchObject({
      reason: 'unreadable',
      path: 'chronyc -c tracking',
    })
    expect(sync(null, 'broken')).toMatchObject({ reason: 'unreadable', path: 'timedatectl show' })
  })
})

describe('the clock against ours', () => {
  it.each([
    ['0.25 0.003\n', { offsetSeconds: 0.25, uncertaintySeconds: 0.003 }],
    ['-1.5e-7 0\n', { offsetSeconds: -1.5e-7, uncertaintySeconds: 0 }],
    ['0.25', null],
    ['0.25 x', null],
    ['x 0.25', null],
    ['0.25 0.003 1', null],
    ['NaN 0', null],
    ['', null],
  ])('%j', (text, offset) => {
    expect(parseClockOffset(text)).toEqual(offset)
  })
})

describe('the clock source', () => {
  const folder = '/sys/devices/system/clocksource/clocksource0'

  it('is the current one of those available', () => {
    const current = { [`${folder}/current_clocksource`]: 'hpet\n' }
    const facts = literalFacts({ ...current, [`${folder}/available_clocksource`]: 'tsc hpet acpi_pm \n' })
    expect(lastOf(facts, 'clockSource')).toEqual({ current: 'hpet', available: ['tsc', 'hpet', 'acpi_pm'] })
    expect(lastOf(literalFacts(current), 'clockSource').available).toEqual([])
    expect(literalFacts({ [`${folder}/current_clocksource`]: '\n' }).clockSource).toMatchObject({
      reason: 'unreadable',
    })
  })
})

describe('the kernel log', () => {
  it.each([
    ['[   12.345678] Out of memory: Killed process 1', 12.345678, 'Out of memory: Killed process 1'],
    ['<3>[  100.000001] ata1: error', 100.000001, 'ata1: error'],
    ['[1234567.890123][ T4711] INFO: task x blocked', 1234567.890123, 'INFO: task x blocked'],
    ['[    1.000000][    C0] rcu: stall', 1, 'rcu: stall'],
    ['[    1.000000]   indented', 1, '  indented'],
    ['<6>EXT4-fs (sda1): mounted', 0, 'EXT4-fs (sda1): mounted'],
    ['EXT4-fs (sda1): mounted', 0, 'EXT4-fs (sda1): mounted'],
    ['[drm] initialized', 0, '[drm] initialized'],
  ])('%j', (line, atSeconds, text) => {
    expect(parseKernelLog(`${line}\n`)).toEqual([{ atSeconds, text }])
  })

  it('gives lines in their order; those without a time continue the one before', () => {
    expect(
      parseKernelLog('early\n[    5.000000] one\n  more\n\n[    6.500000] two\r\n[    7.000000] \n'),
    ).toEqual([
      { atSeconds: 0, text: 'early' },
      { atSeconds: 5, text: 'one' },
      { atSeconds: 5, text: '  more' },
      { atSeconds: 6.5, text: 'two' },
    ])
  })

  it('may be empty, but not a complaint', () => {
    expect(parseKernelLog('')).toEqual([])
    expect(parseKernelLog('dmesg: read kernel buffer failed: Operation not permitted\n')).toBeNull()
  })
})

describe('failed units', () => {
  it('are named first in their lines, with or without a mark', () => {
    const text = [
      'nginx.service loaded failed failed A high performance web server',
      '● backup.service loaded failed failed Backup of   the day',
      '× old.mount not-found failed failed old.mount',
      '  spaced.timer   masked  failed failed x',
      '',
    ]
    expect(parseFailedUnits(text.join('\n'))).toEqual([
      'nginx.service',
      'backup.service',
      'old.mount',
      'spaced.timer',
    ])
  })

  it('may be none, but not unreadable ones', () => {
    expect(parseFailedUnits('')).toEqual([])
    expect(parseFailedUnits('\n')).toEqual([])
    expect(parseFailedUnits('0 loaded units listed.\n')).toEqual([])
    expect(parseFailedUnits('Failed to connect to bus: No such file or directory\n')).toBeNull()
  })
})
