import { describe, expect, it } from 'vitest'
import { parseDiskCounters } from '../../../src/probes/facts/disk-counters.ts'
import { lastOf, literalFacts, windowFacts } from './literal-snapshot.ts'

const zeros = '0 0 0 0 0 0 0 0 0 0 0'

describe('/proc/diskstats', () => {
  const vda = {
    reads: 8872,
    readBytes: 567541 * 512,
    readSeconds: 54.653,
    writes: 74385,
    writtenBytes: 3119737 * 512,
    writeSeconds: 1504.767,
    inFlight: 3,
    busySeconds: 1357.984,
    queueSeconds: 1559.358,
  }

  it.each([
    ['14', ''],
    ['18, with discards', ' 100 200 300 400'],
    ['20, with flushes', ' 100 200 300 400 2522 10786'],
  ])('has %s columns', (_, later) => {
    const line = ' 252  0 vda 8872 10 567541 54653 74385 24772 3119737 1504767 3 1357984 1559358'
    expect(parseDiskCounters(`${line}${later}\n`)).toEqual(new Map([['vda', vda]]))
  })

  it('holds counters past 2^53 as the nearest number', () => {
    const line = `8 0 sda 1 1 18446744073709551615 1 1 1 1 1 1 1 1`
    expect(parseDiskCounters(line)?.get('sda')?.readBytes).toBeCloseTo(2 ** 73, -10)
  })

  it('counts none in flight where a driver counts below zero', () => {
    expect(parseDiskCounters('8 0 sda 0 0 0 0 0 0 0 0 -2 0 0')?.get('sda')?.inFlight).toBe(0)
  })

  it('leaves out lines that are damaged or of the oldest kernels', () => {
    const text = [
      '3 1 hda1 35486 38030 38030 38030',
      '8 0 sda 1 2 3',
      'x 0 sdb 0 0 0 0 0 0 0 0 0 0 0',
      '8 x sdc 0 0 0 0 0 0 0 0 0 0 0',
      '8 0 sdd 0 0 0 0 0 0 0 x 0 0 0',
      '8 0 sde 0 0 0 0 0 0 0 0 x 0 0',
      '8 0 sdf 0 0 0 0 0 0 0 0 0 0',
      `8 0 sdg ${zeros}`,
    ]
    expect([...(parseDiskCounters(text.join('\n'))?.keys() ?? [])]).toEqual(['sdg'])
  })

  it('is empty where there is no disk, and null where no line can be read', () => {
    expect(parseDiskCounters('')).toEqual(new Map())
    expect(parseDiskCounters('\n')).toEqual(new Map())
    expect(parseDiskCounters('no disks\n')).toBeNull()
  })
})

describe('disks', () => {
  const names = (...devices: string[]) => devices.map((name) => `8 0 ${name} ${zeros}`).join('\n')
  const disks = (text: string, files = {}) =>
    lastOf(literalFacts({ '/proc/diskstats': text, ...files }), 'disks')

  it.each([
    ['sda', ['sda1', 'sda15']],
    ['nvme0n1', ['nvme0n1p1', 'nvme0n1p12']],
    ['mmcblk0', ['mmcblk0p1']],
    ['cciss/c0d0', ['cciss/c0d0p1']],
    ['md0', ['md0p1']],
    ['loop0', ['loop0p1']],
    ['sdp', ['sdp1']],
  ])('%s has the partitions %j', (whole, parts) => {
    const listed = disks(names(whole, ...parts))
    expect(listed.map(({ isPartition }) => isPartition)).toEqual([false, ...parts.map(() => true)])
  })

  it('whose whole is not there are whole themselves', () => {
    const listed = disks(
      names('xvda1', 'dm-1', 'dm-10', 'md1', 'md127', 'sr0', 'nvme0n1', 'sda', 'sdaa', 'mmcblk0boot0'),
    )
    expect(listed.filter(({ isPartition }) => isPartition)).toEqual([])
  })

  it('that sysfs lists are whole, whatever their names', () => {
    const sysfs = { '/sys/block/sda1/queue/rotational': '1\n' }
    expect(disks(names('sda', 'sda1'), sysfs).map(({ isPartition }) => isPartition)).toEqual([false, false])
  })

  it.each([
    ['loop0', true],
    ['ram15', true],
    ['zram0', true],
    ['vda', false],
    ['dm-0', false],
    ['md127', false],
    ['rampart', false],
  ])('%s: virtual is %j', (name, isVirtual) => {
    expect(disks(names(name))[0]?.isVirtual).toBe(isVirtual)
  })

  it('know their queue where sysfs shows it', () => {
    const queue = '/sys/block/cciss!c0d0/queue'
    expect(
      disks(names('cciss/c0d0', 'sdb'), {
        [`${queue}/rotational`]: '1\n',
        [`${queue}/scheduler`]: 'none [mq-deadline] bfq\n',
        [`${queue}/read_ahead_kb`]: '128\n',
        '/sys/block/sdb/queue/rotational': '0\n',
        '/sys/block/sdb/queue/scheduler': 'none\n',
        '/sys/block/sdb/queue/read_ahead_kb': 'much\n',
      }).map(({ rotational, scheduler, readAheadBytes }) => [rotational, scheduler, readAheadBytes]),
    ).toEqual([
      [true, 'mq-deadline', 131072],
      [false, 'none', null],
    ])
    expect(disks(names('vda'))[0]).toMatchObject({ rotational: null, scheduler: null, readAheadBytes: null })
    expect(disks(names('vda'), { '/sys/block/vda/queue/rotational': '2\n' })[0]?.rotational).toBeNull()
  })

  it('are told apart from partitions at the beginning of a window as at its end', () => {
    const text = names('sda', 'sda1')
    const facts = windowFacts(
      { '/proc/diskstats': text },
      { '/proc/diskstats': text, '/sys/block/sda1/queue/rotational': '0\n' },
    )
    expect(facts.disks).toMatchObject({
      first: [{ isPartition: false }, { isPartition: false, rotational: null }],
      last: [{ isPartition: false }, { isPartition: false, rotational: false }],
    })
  })
})
