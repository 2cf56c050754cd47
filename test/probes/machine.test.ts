import { describe, expect, it } from 'vitest'
import { fingerprintMachine } from '../../src/probes/index.ts'
import { type LiteralFile, literalFiles, literalPlatform, stillClock } from '../worlds.ts'

const machineId = '0123456789abcdef0123456789abcdef'
const files: Record<string, LiteralFile> = {
  '/etc/machine-id': `${machineId}\n`,
  '/proc/cpuinfo': 'processor\t: 0\nmodel name\t: AMD EPYC 9354\n',
  '/proc/meminfo': 'MemTotal: 1048576 kB\n',
  '/proc/sys/kernel/hostname': 'one\n',
  '/sys/devices/system/cpu/online': '0-3\n',
  '/proc/self/status': 'Cpus_allowed_list:\t0-1\n',
}

describe('the fingerprint of a machine', () => {
  it('has the figures that are true for this process', () => {
    expect(fingerprint(files)).toEqual({
      id: expect.stringMatching(/^[0-9a-f]{16}$/),
      cpuModel: 'AMD EPYC 9354',
      cores: 4,
      effectiveCores: 2,
      memoryBytes: 2 ** 30,
      kernel: '6.1.0',
      node: '20.19.0',
      v8: '11.3',
    })
  })

  it('says how its clock is governed and what a quota leaves, where there is such a thing', () => {
    const governed = {
      ...files,
      '/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor': 'powersave\n',
      '/proc/self/cgroup': '0::/box\n',
      '/proc/self/mountinfo': '30 1 0:26 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw\n',
      '/sys/fs/cgroup/box/cpu.max': '150000 100000\n',
    }
    expect(fingerprint(governed)).toMatchObject({ governor: 'powersave', quotaCores: 1.5 })
  })

  it('does not reveal the machine id, and stays the same for ever', () => {
    const { id } = fingerprint(files)
    expect(machineId).not.toContain(id)
    // openssl dgst -sha256 -hmac 'lewis-perf machine 1'
    expect(id).toBe('cf41e946f34c4f24')
  })

  it('follows the machine id and nothing else where there is one', () => {
    const { id } = fingerprint(files)
    expect(
      fingerprint({ ...files, '/proc/sys/kernel/hostname': 'two', '/proc/meminfo': 'MemTotal: 5 kB\n' }).id,
    ).toBe(id)
    expect(fingerprint({ ...files, '/etc/machine-id': machineId.replace('0', '1') }).id).not.toBe(id)
    const moved = { ...files, '/etc/machine-id': '', '/var/lib/dbus/machine-id': machineId }
    expect(fingerprint(moved).id).toBe(id)
  })

  it.each(['', 'uninitialized\n', 'not an id'])(
    'follows model, memory and host name where the id is %j',
    (id) => {
      const base = { ...files, '/etc/machine-id': id }
      const one = fingerprint(base).id
      expect(fingerprint(base).id).toBe(one)
      expect(fingerprint({ ...base, '/proc/sys/kernel/hostname': 'two' }).id).not.toBe(one)
      expect(fingerprint({ ...base, '/proc/meminfo': 'MemTotal: 5 kB\n' }).id).not.toBe(one)
      expect(fingerprint({ ...base, '/proc/cpuinfo': 'model name: other\n' }).id).not.toBe(one)
    },
  )

  it('falls back to the runtime where nothing can be read', () => {
    expect(fingerprint({})).toMatchObject({
      cpuModel: 'Model of the runtime',
      cores: 64,
      effectiveCores: 64,
      memoryBytes: 256 * 2 ** 30,
    })
  })
})

function fingerprint(contents: Record<string, LiteralFile>) {
  return fingerprintMachine({
    files: literalFiles(contents),
    platform: literalPlatform(),
    clock: stillClock(),
  })
}
