import { describe, expect, it } from 'vitest'
import { diskReadonly } from '../../../src/checks/disk/index.ts'
import type { FstabEntry, SystemFacts } from '../../../src/core/index.ts'
import { finding, findings, mount } from './samples.ts'

function entry(about: Partial<FstabEntry> = {}): FstabEntry {
  return { source: '/dev/sda1', mountPoint: '/', type: 'ext4', options: ['defaults'], ...about }
}

function system(inside: boolean): SystemFacts {
  return {
    hostname: 'box',
    kernel: '6.1.0',
    distribution: null,
    cpuModel: null,
    pageBytes: 4096,
    container: { inside, because: 'a test' },
  }
}

const stopped = mount({ superOptions: ['ro', 'errors=remount-ro'] })
const logged = [{ atSeconds: 9, text: 'EXT4-fs (sda1): Remounting filesystem read-only' }]

describe('filesystems turned read-only', () => {
  it('fails where /etc/fstab wants it writable', () => {
    expect(
      finding(diskReadonly, { mounts: [mount({ superOptions: ['ro'] })], fstab: [entry()] }, null),
    ).toMatchObject({
      instance: '/',
      status: 'fail',
      because: '/ is read-only while /etc/fstab wants it writable.',
      evidence: { source: '/dev/sda1', 'of the filesystem': 'ro' },
    })
  })

  it.each([
    { claim: 'fstab wants it read-only', known: { mounts: [stopped], fstab: [entry({ options: ['ro'] })] } },
    { claim: 'it is writable', known: { mounts: [mount()], fstab: [entry()] } },
    {
      claim: 'it is an image',
      known: { mounts: [mount({ type: 'iso9660', options: ['ro'] })], fstab: [entry()] },
    },
    { claim: 'nobody listed it', known: { mounts: [mount({ options: ['ro'] })], fstab: [] } },
    {
      claim: 'a container mounts it so',
      known: {
        mounts: [mount({ type: 'overlay', options: ['ro'], superOptions: ['ro'] })],
        fstab: [entry()],
        system: system(true),
      },
    },
    {
      claim: 'another mount covers it',
      known: { mounts: [mount({ options: ['ro'] }), mount()], fstab: [entry()] },
    },
    {
      claim: 'only this mount is read-only, of a filesystem that can note errors',
      known: { mounts: [mount({ options: ['ro'], superOptions: ['rw', 'errors=remount-ro'] })], fstab: [] },
    },
  ])('is fine where $claim', ({ known }) => {
    expect(findings(diskReadonly, known)).toMatchObject([{ status: 'pass' }])
  })

  it.each([
    { claim: 'warns at the mark of an error', known: { mounts: [stopped] }, status: 'warn' },
    {
      claim: 'fails where the kernel log tells of it',
      known: { mounts: [stopped], kernelLog: logged },
      status: 'fail',
    },
    {
      claim: 'is not led astray by other lines of the log',
      known: { mounts: [stopped], kernelLog: [{ atSeconds: 1, text: 'EXT4-fs mounted' }] },
      status: 'warn',
    },
    {
      claim: 'fails where the filesystem says so itself',
      known: { mounts: [mount({ superOptions: ['rw', 'emergency_ro'], options: ['ro'] })] },
      status: 'fail',
    },
    {
      claim: 'fails where it was shut down',
      known: { mounts: [mount({ superOptions: ['ro', 'shutdown'] })] },
      status: 'fail',
    },
    {
      claim: 'finds the mark inside a container',
      known: { mounts: [stopped], system: system(true) },
      status: 'warn',
    },
  ])('$claim', ({ known, status }) => {
    expect(finding(diskReadonly, known)).toMatchObject({ status })
  })

  it('says what it compared with', () => {
    const because = (known: Parameters<typeof finding>[1]) => finding(diskReadonly, known).because
    expect(because({ mounts: [mount()], fstab: [] })).toBe('Nothing turned read-only.')
    expect(because({ mounts: [mount()] })).toContain('/etc/fstab is not known')
    expect(because({ mounts: [mount()], fstab: [], system: system(true) })).toContain('Inside a container')
    expect(because({ mounts: [stopped], kernelLog: logged })).toBe(
      '/ is read-only. It is set to become so after an error. The kernel log tells of a filesystem that was made read-only.',
    )
  })
})
