import { describe, expect, it } from 'vitest'
import { memoryUse } from '../../../src/probes/process/memory-use.ts'
import {
  parseIoCounters,
  parseMinorFaults,
  parseSwitches,
  parseUserId,
} from '../../../src/probes/process/process-counters.ts'
import { parseQuotaPeriods } from '../../../src/probes/process/process-group.ts'
import { parseSoftLimit } from '../../../src/probes/process/process-holdings.ts'
import { parseChannel, parseState } from '../../../src/probes/process/thread-looks.ts'
import { ioText, statText } from './literal-proc.ts'
import { rollup, status } from './literal-texts.ts'

describe('memory', () => {
  it('is told by proportion where that may be read', () => {
    expect(memoryUse(status, rollup)).toEqual({
      residentBytes: 210 * 1024,
      proportionalBytes: 90 * 1024,
      anonymousBytes: 50 * 1024,
      fileBytes: 30 * 1024,
      sharedBytes: 10 * 1024,
      swapBytes: 4 * 1024,
      peakBytes: 300 * 1024,
    })
  })

  it('is told whole by the status', () => {
    expect(memoryUse(status, null)).toEqual({
      residentBytes: 200 * 1024,
      proportionalBytes: null,
      anonymousBytes: 100 * 1024,
      fileBytes: 60 * 1024,
      sharedBytes: 40 * 1024,
      swapBytes: 8 * 1024,
      peakBytes: 300 * 1024,
    })
  })

  it('takes from the status what an older kernel does not divide', () => {
    expect(memoryUse(status, 'Rss:  210 kB\nPss:  90 kB\n')).toMatchObject({
      proportionalBytes: 90 * 1024,
      anonymousBytes: 100 * 1024,
    })
  })

  it('of a thread of the kernel is none', () => {
    expect(memoryUse('Name:\tkswapd0\n', null)).toBeNull()
  })
})

describe('counters', () => {
  it('of I/O are read, and what never reached a disk is taken off', () => {
    const text = ioText({ read: 1, written: 2, calls: 3, diskRead: 4, diskWritten: 10, cancelled: 4 })
    expect(parseIoCounters(text)).toEqual({
      read: 1,
      written: 2,
      readCalls: 3,
      writeCalls: 3,
      diskRead: 4,
      diskWritten: 6,
    })
    expect(parseIoCounters(ioText({ diskWritten: 1, cancelled: 4 }))?.diskWritten).toBe(0)
    expect(parseIoCounters(text.replace(/cancelled.*\n/, ''))?.diskWritten).toBe(10)
  })

  it.each(['rchar', 'wchar', 'syscr', 'syscw', 'read_bytes', 'write_bytes'])('of I/O need %s', (name) => {
    expect(parseIoCounters(ioText({}).replace(new RegExp(`^${name}:.*\n`, 'm'), ''))).toBeNull()
  })

  it('of switches are read', () => {
    expect(parseSwitches(status)).toEqual({ voluntary: 12, involuntary: 3 })
    expect(parseSwitches(status.replace(/^non.*\n/m, ''))).toBeNull()
    expect(parseSwitches(status.replace(/^vol.*\n/m, ''))).toBeNull()
  })

  it('of faults are read past a name with any letters', () => {
    expect(parseMinorFaults(statText({ name: 'a) S 1 (b', minorFaults: 41 }))).toBe(41)
    expect(parseMinorFaults('7 (a) S 1')).toBeNull()
    expect(parseMinorFaults('')).toBeNull()
  })

  it('of the quota are read', () => {
    expect(parseQuotaPeriods('usage_usec 5\nnr_periods 10\nnr_throttled 4\n')).toEqual({
      all: 10,
      throttled: 4,
    })
    expect(parseQuotaPeriods('usage_usec 5\n')).toBeNull()
    expect(parseQuotaPeriods('nr_periods 1\n')).toBeNull()
    expect(parseQuotaPeriods('damage')).toBeNull()
  })
})

describe('words of /proc', () => {
  it('tell the user', () => {
    expect(parseUserId(status)).toBe(33)
    expect(parseUserId('Uid: none')).toBeNull()
  })

  it.each([
    ['Max open files            1024                 4096                 files', 1024],
    ['Max open files            unlimited            unlimited            files', null],
    ['', null],
  ])('tell the limit of open files: %s', (text, expected) => {
    expect(parseSoftLimit(text)).toBe(expected)
  })

  it.each([
    ['ep_poll', 'ep_poll'],
    ['poll_schedule_timeout.constprop.0', 'poll_schedule_timeout'],
    ['do_x.isra.0.cold', 'do_x'],
    ['0', null],
    ['', null],
    ['two words', null],
  ])('tell the wait channel: %j', (text, expected) => {
    expect(parseChannel(text)).toBe(expected)
  })

  it.each([
    ['7 (a) D 1', 'D'],
    ['7 (a) S (b) R 1', 'R'],
    ['7 (a', null],
  ])('tell the state: %j', (text, expected) => {
    expect(parseState(text)).toBe(expected)
  })
})
