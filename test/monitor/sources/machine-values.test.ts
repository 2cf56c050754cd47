import { describe, expect, test } from 'vitest'
import { lookAtMachine, machineLimits, machineValues } from '../../../src/monitor/sources/machine/index.ts'
import { literalPlatform } from '../../worlds.ts'
import { machineFiles } from './literal-machine.ts'

const platform = literalPlatform()
type Files = ReturnType<typeof machineFiles>

/** The series of the second moment, so many seconds after the first. */
function valuesBetween(before: Files, after: Files, seconds = 2): Record<string, number | null> {
  const limits = machineLimits(after, platform)
  const first = lookAtMachine(before, limits, 100)
  return machineValues(first, lookAtMachine(after, limits, 100 + seconds), limits)
}

describe('a machine between two looks', () => {
  test('tells what of its CPUs was busy, waited and was stolen, of all that passed', () => {
    const after = machineFiles({}, [
      // In 400 ticks: 100 user, 20 nice, 60 system, 12 softirq; 180 idle, 20 waited, 8 were stolen.
      ['/proc/stat', 'cpu  10000 100 5000 80000 2000 0 400 500', 'cpu  10100 120 5060 80180 2020 0 412 508'],
    ])
    expect(valuesBetween(machineFiles(), after)).toMatchObject({
      'cpu.usage': expect.closeTo(192 / 400, 9),
      'cpu.iowait': expect.closeTo(20 / 400, 9),
      'cpu.steal': expect.closeTo(8 / 400, 9),
      'cpu.load1': 1.5,
    })
  })

  test('tells rates over the time that really passed', () => {
    const after = machineFiles({}, [
      [
        '/proc/diskstats',
        'sda 1000 0 8000 500 2000 0 16000 900 0 1200',
        'sda 1010 0 12000 520 2010 0 18000 950 0 2200',
      ],
      ['/proc/net/dev', 'eth0: 1000000   1000    3', 'eth0: 3000000   2000    7'],
      ['/proc/net/dev', '500000     800    1', '600000     900    3'],
      ['/proc/net/snmp', '10 40', '11 46'],
      [
        '/proc/pressure/cpu',
        'some avg10=1.00 avg60=1.00 avg300=1.00 total=1000000',
        'some avg10=1.00 avg60=1.00 avg300=1.00 total=1500000',
      ],
      ['/proc/pressure/memory', 'total=1500000', 'total=1600000'],
      ['/proc/pressure/io', 'total=3000000', 'total=3200000'],
    ])
    expect(valuesBetween(machineFiles(), after)).toMatchObject({
      'disk.read{device=sda}': (4000 * 512) / 2,
      'disk.written{device=sda}': (2000 * 512) / 2,
      'disk.busy{device=sda}': expect.closeTo(0.5, 9),
      'network.received{interface=eth0}': 1_000_000,
      'network.sent{interface=eth0}': 50_000,
      'network.errors{interface=eth0}': 3,
      'tcp.retransmitted': 3,
      'pressure.cpu': 0.25,
      'pressure.memory': 0,
      'pressure.memory.full': expect.closeTo(0.05, 9),
      'pressure.io': expect.closeTo(0.1, 9),
      'pressure.io.full': 0,
    })
  })

  test('tells memory and swap as they are', () => {
    expect(valuesBetween(machineFiles(), machineFiles())).toMatchObject({
      'memory.usage': 0.75,
      'memory.used': 12 * 2 ** 30,
      'memory.available': 4 * 2 ** 30,
      'swap.used': 2 ** 28,
    })
  })

  test('tells of whole disks that were used and of cards, of nothing that lies on top of them', () => {
    const keys = Object.keys(valuesBetween(machineFiles(), machineFiles()))
    const tagged = new Set(keys.flatMap((key) => /\{(.*)\}/.exec(key)?.[1] ?? []))
    expect(tagged).toEqual(new Set(['device=sda', 'interface=eth0']))
  })

  test('of a container without a card of its own takes what it has but the loopback', () => {
    const inside = machineFiles({ '/sys/class/net/eth0/device/uevent': { missing: 'absent' } })
    expect(valuesBetween(inside, inside)).toHaveProperty(['network.sent{interface=docker0}'])
    expect(valuesBetween(inside, inside)).not.toHaveProperty(['network.sent{interface=lo}'])
  })

  test('that was never seen before tells no rate, which is not 0', () => {
    const limits = machineLimits(machineFiles(), platform)
    const values = machineValues(null, lookAtMachine(machineFiles(), limits, 5), limits)
    expect(values).toMatchObject({
      'cpu.usage': null,
      'cpu.load1': 1.5,
      'disk.read{device=sda}': null,
      'network.sent{interface=eth0}': null,
      'pressure.cpu': null,
      'tcp.retransmitted': null,
      'memory.usage': 0.75,
    })
  })

  test('that booted in between tells no rate for that time, and no absurd one', () => {
    const booted = machineFiles({}, [
      ['/proc/stat', 'cpu  10000 100 5000 80000 2000 0 400 500', 'cpu  100 1 50 800 20 0 4 5'],
    ])
    const values = valuesBetween(machineFiles(), booted, -95)
    const rates = Object.entries(values).filter(([key]) => !/^(?:memory|swap|cpu\.load1)/.test(key))
    expect(rates.map(([, value]) => value)).toEqual(rates.map(() => null))
  })

  test.each([
    ['/proc/stat', 'cpu  10000', 'cpu  9000', 'cpu.usage'],
    ['/proc/stat', '80000', '70000', 'cpu.usage'],
    ['/proc/diskstats', 'sda 1000 0 8000', 'sda 1000 0 7000', 'disk.read{device=sda}'],
    ['/proc/net/dev', 'eth0: 1000000', 'eth0: 10', 'network.received{interface=eth0}'],
    ['/proc/net/snmp', '10 40', '10 4', 'tcp.retransmitted'],
    ['/proc/pressure/io', 'total=3000000', 'total=3', 'pressure.io'],
  ])('of a counter in %s that fell (%s, then %s) knows nothing of %s', (path, from, to, key) => {
    expect(valuesBetween(machineFiles(), machineFiles({}, [[path, from, to]]))[key]).toBeNull()
  })

  test('takes waiting that fell, as it may, for none, and still tells what was busy', () => {
    const after = machineFiles({}, [
      ['/proc/stat', 'cpu  10000 100 5000 80000 2000', 'cpu  10100 100 5000 80100 1999'],
    ])
    expect(valuesBetween(machineFiles(), after)).toMatchObject({ 'cpu.usage': 0.5, 'cpu.iowait': null })
  })

  test.each([
    ['/proc/stat', 'cpu.usage'],
    ['/proc/loadavg', 'cpu.load1'],
    ['/proc/meminfo', 'memory.usage'],
    ['/proc/net/snmp', 'tcp.retransmitted'],
  ])('without %s has %s as null', (path, key) => {
    const without = machineFiles({ [path]: { missing: 'denied' } })
    expect(valuesBetween(without, without)[key]).toBeNull()
  })

  test('whose kernel counts no pressure has no series of it', () => {
    const without = machineFiles({
      '/proc/pressure/cpu': { missing: 'absent' },
      '/proc/pressure/memory': { missing: 'absent' },
      '/proc/pressure/io': { missing: 'absent' },
    })
    expect(Object.keys(valuesBetween(without, without)).join()).not.toContain('pressure')
  })
})
