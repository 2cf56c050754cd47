import { describe, expect, it } from 'vitest'
import { diskFsync, diskMedia, diskMountHung, diskRaid } from '../../../src/checks/disk/index.ts'
import type { RaidArray } from '../../../src/core/index.ts'
import { diskFacts, finding, findings, process, processes } from './samples.ts'

describe('network mounts', () => {
  it('fail where they do not answer', () => {
    const networkMounts = [
      { mountPoint: '/a', type: 'nfs4', answered: true },
      { mountPoint: '/b', type: 'cifs', answered: false },
    ]
    expect(findings(diskMountHung, { networkMounts }, null)).toMatchObject([
      { instance: '/a', status: 'pass', because: '/a (nfs4) answers.' },
      { instance: '/b', status: 'fail', because: expect.stringContaining('/b (cifs) did not answer') },
    ])
  })

  it('do not apply where there is none, and are unknown where nobody asked', () => {
    expect(finding(diskMountHung, { networkMounts: [] }).status).toBe('not-applicable')
    expect(finding(diskMountHung, {}).status).toBe('unknown')
  })
})

describe('kind and scheduler of disks', () => {
  const postgres = processes([process({ name: 'postgres' })])

  it.each([
    { claim: 'a database on a rotating disk', about: {}, known: { processes: postgres }, status: 'info' },
    {
      claim: 'a rotating disk without a database',
      about: {},
      known: { processes: processes([process()]) },
      status: 'pass',
    },
    {
      claim: 'a database where a virtual disk calls itself rotating',
      about: { name: 'vda' },
      known: { processes: postgres },
      status: 'pass',
    },
    {
      claim: 'a database on a solid-state disk',
      about: { rotational: false },
      known: { processes: postgres },
      status: 'pass',
    },
    {
      claim: 'bfq on a solid-state disk',
      about: { rotational: false, scheduler: 'bfq' },
      known: {},
      status: 'info',
    },
    {
      claim: 'cfq on a solid-state disk',
      about: { rotational: false, scheduler: 'cfq' },
      known: {},
      status: 'info',
    },
    { claim: 'bfq on a rotating disk', about: { scheduler: 'bfq' }, known: {}, status: 'pass' },
    {
      claim: 'a disk of unknown kind',
      about: { rotational: null, scheduler: 'bfq' },
      known: {},
      status: 'pass',
    },
  ])('$claim: $status', ({ about, known, status }) => {
    expect(finding(diskMedia, { disks: diskFacts({}, about).last, ...known }, null)).toMatchObject({ status })
  })

  it('tells what it saw and how to take the change back', () => {
    const disks = diskFacts({}, { name: 'nvme0n1', rotational: false, scheduler: 'bfq' }).last
    const { because, evidence, advice, index } = finding(diskMedia, { disks })
    expect(because).toBe('nvme0n1 has no moving parts, and bfq orders its requests as if it had.')
    expect(evidence).toMatchObject({ rotating: 'no', scheduler: 'bfq', 'read ahead': { value: 131_072 } })
    expect(advice?.[0]?.undo).toBe('echo bfq > /sys/block/nvme0n1/queue/scheduler')
    expect(advice?.[0]?.persist).toContain('ATTR{queue/rotational}=="0"')
    expect(index).toBeUndefined()
  })

  it('leaves out disks of which nothing is told', () => {
    const disks = diskFacts({}, { rotational: null, scheduler: null }).last
    expect(finding(diskMedia, { disks }).status).toBe('not-applicable')
  })
})

describe('time of a safe write', () => {
  const probe = { directory: '/data', samples: 100, p50Seconds: 0.002, p99Seconds: 0.01, maxSeconds: 0.03 }

  it('warns from 10 ms on', () => {
    expect(finding(diskFsync, { fsyncProbe: probe })).toMatchObject({
      instance: '/data',
      status: 'warn',
      because: '99 of 100 safe writes in /data took at most 10 ms, half of them 2 ms.',
    })
    expect(finding(diskFsync, { fsyncProbe: { ...probe, p99Seconds: 0.0099 } }).status).toBe('pass')
    expect(finding(diskFsync, { fsyncProbe: { ...probe, p99Seconds: 9 } }).status).toBe('warn')
  })

  it('is not known from 19 writes', () => {
    expect(finding(diskFsync, { fsyncProbe: { ...probe, samples: 19 } }).status).toBe('unknown')
    expect(finding(diskFsync, { fsyncProbe: { ...probe, samples: 20 } }).status).toBe('warn')
  })

  it('does not apply where it was not asked for', () => {
    expect(finding(diskFsync, {})).toMatchObject({
      status: 'not-applicable',
      because: expect.stringContaining('give --probe-disk DIR'),
    })
  })
})

describe('RAID arrays', () => {
  const array = (about: Partial<RaidArray> = {}): RaidArray => ({
    name: 'md0',
    level: 'raid1',
    active: true,
    present: 2,
    wanted: 2,
    failed: [],
    ...about,
  })

  it.each([
    { about: {}, status: 'pass', because: 'md0 has all its members.' },
    { about: { present: 1 }, status: 'fail', because: 'md0 is degraded: 1 of 2 members are there.' },
    {
      about: { present: 1, failed: ['sdb1', 'sdc1'] },
      status: 'fail',
      because: 'md0 is degraded: 1 of 2 members are there, sdb1 and sdc1 failed.',
    },
    {
      about: { failed: ['sdb1'] },
      status: 'warn',
      because: 'md0 works with all its members, sdb1 failed: remove and replace what failed.',
    },
    {
      about: { active: false, present: null, wanted: null },
      status: 'warn',
      because: 'md0 is not active: its members were not put together.',
    },
    {
      about: { level: 'raid0', present: null, wanted: null },
      status: 'pass',
      because: 'md0 has all its members.',
    },
    { about: { present: 3 }, status: 'pass', because: 'md0 has all its members.' },
  ])('$because', ({ about, status, because }) => {
    expect(finding(diskRaid, { raidArrays: [array(about)] }, null)).toMatchObject({
      instance: 'md0',
      status,
      because,
    })
  })

  it('do not apply where there is none', () => {
    expect(finding(diskRaid, {}).because).toBe('There is no software RAID here.')
    expect(finding(diskRaid, { raidArrays: [] }).status).toBe('not-applicable')
  })
})
