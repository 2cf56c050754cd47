import { describe, expect, it } from 'vitest'
import { diskAwait } from '../../../src/checks/disk/index.ts'
import { quantity } from '../../../src/core/index.ts'
import { culprits, diskFacts, finding, findings, process, processes, stalls } from './samples.ts'

describe('disk latency', () => {
  const busy = { busySeconds: 3, queueSeconds: 10 }

  it.each([
    {
      claim: 'a rotating disk is fine below 20 ms',
      writes: 100,
      seconds: 1.9,
      rotational: true,
      status: 'pass',
    },
    {
      claim: 'a rotating disk warns from 20 ms on',
      writes: 100,
      seconds: 2,
      rotational: true,
      status: 'warn',
    },
    {
      claim: 'a disk of unknown kind is held to the same',
      writes: 100,
      seconds: 1.9,
      rotational: null,
      status: 'pass',
    },
    {
      claim: 'a solid-state disk is fine below 10 ms',
      writes: 100,
      seconds: 0.9,
      rotational: false,
      status: 'pass',
    },
    {
      claim: 'a solid-state disk warns from 10 ms on',
      writes: 100,
      seconds: 1,
      rotational: false,
      status: 'warn',
    },
    { claim: 'nine slow requests are no verdict', writes: 9, seconds: 9, rotational: true, status: 'pass' },
    { claim: 'ten are', writes: 10, seconds: 9, rotational: true, status: 'warn' },
  ])('$claim', ({ writes, seconds, rotational, status }) => {
    const disks = diskFacts({ ...busy, writes, writeSeconds: seconds }, { rotational })
    expect(finding(diskAwait, { disks })).toMatchObject({ status })
  })

  it('fails from 100 ms on over two minutes, and half of that without moving parts', () => {
    const slow = { writes: 1000, writeSeconds: 50, busySeconds: 100 }
    expect(finding(diskAwait, { disks: diskFacts(slow) }, 120)).toMatchObject({ status: 'warn', index: 0.5 })
    expect(finding(diskAwait, { disks: diskFacts(slow, { rotational: false }) }, 120)).toMatchObject({
      status: 'fail',
      index: 1,
      because: 'sda took 50 ms for each of 1,000 writes.',
    })
  })

  it('fails sooner only where the kernel remembers a minute of waiting', () => {
    const disks = diskFacts({ ...busy, writes: 100, writeSeconds: 20 })
    expect(finding(diskAwait, { disks })).toMatchObject({ status: 'warn' })
    expect(finding(diskAwait, { disks, ioPressure: stalls([0.9, 0.19, 0.1], [0, 0.09, 0]) }).status).toBe(
      'warn',
    )
    expect(finding(diskAwait, { disks, ioPressure: stalls([0, 0, 0.1], [0, 0.1, 0]) }).status).toBe('fail')
    const confirmed = finding(diskAwait, { disks, ioPressure: stalls([0.3, 0.2, 0.1], null) })
    expect(confirmed.status).toBe('fail')
    expect(confirmed.because).toContain('over the last minute some task waited for a disk 20 % of the time')
  })

  it('judges the slower of reads and writes, and tells both', () => {
    const disks = diskFacts({ ...busy, reads: 100, readSeconds: 5, writes: 20, writeSeconds: 0.02 })
    expect(finding(diskAwait, { disks })).toMatchObject({
      instance: 'sda',
      status: 'warn',
      because: 'sda took 50 ms for each of 100 reads and 1 ms for each of 20 writes.',
      evidence: {
        'read latency': quantity(0.05, 'seconds'),
        'write latency': quantity(0.001, 'seconds'),
        busy: quantity(1, 'ratio'),
        media: 'rotating',
      },
    })
  })

  it('only tells of a slow disk that was hardly busy', () => {
    const slow = { writes: 20, writeSeconds: 4 }
    expect(finding(diskAwait, { disks: diskFacts({ ...slow, busySeconds: 0.29 }) })).toMatchObject({
      status: 'info',
      because: 'sda took 200 ms for each of 20 writes. It was busy for only 9.7 % of the time.',
    })
    expect(finding(diskAwait, { disks: diskFacts({ ...slow, busySeconds: 0.31 }) }).status).toBe('warn')
  })

  it('finds a disk that answers nothing while a process waits for it', () => {
    const disks = diskFacts({ inFlight: 3 })
    const waiting = processes([process({ state: 'D' })])
    expect(finding(diskAwait, { disks, processes: waiting }, 120)).toMatchObject({
      status: 'fail',
      because: '3 requests were in flight at sda, and none was answered in 2 min.',
    })
    expect(finding(diskAwait, { disks, processes: processes([process()]) })).toMatchObject({ status: 'info' })
    expect(finding(diskAwait, { disks: diskFacts({ inFlight: 1 }) }).because).toContain(
      'One request was in flight',
    )
    expect(finding(diskAwait, { disks: diskFacts({ inFlight: 3, reads: 1 }) }).status).toBe('pass')
  })

  it('leaves out partitions, loops and disks that came meanwhile', () => {
    const slow = { writes: 100, writeSeconds: 50, busySeconds: 3 }
    const [sda, sda1, loop, sdb] = [
      diskFacts(slow),
      diskFacts(slow, { name: 'sda1', isPartition: true }),
      diskFacts(slow, { name: 'loop0', isVirtual: true }),
      diskFacts(slow, { name: 'sdb' }),
    ]
    const disks = {
      first: [sda, sda1, loop].flatMap(({ first }) => first),
      last: [sda, sda1, loop, sdb].flatMap(({ last }) => last),
    }
    expect(findings(diskAwait, { disks }).map(({ instance }) => instance)).toEqual(['sda'])
  })

  it('is not known where the counters were reset, and does not apply without a disk', () => {
    const { first, last } = diskFacts({ writes: 100 })
    expect(finding(diskAwait, { disks: { first: last, last: first } }).status).toBe('unknown')
    expect(finding(diskAwait, { disks: { first: [], last: [] } }).status).toBe('not-applicable')
    expect(finding(diskAwait, { disks: last }, null).status).toBe('unknown')
  })

  it('is fine where nothing was asked of any disk', () => {
    expect(finding(diskAwait, { disks: diskFacts() })).toMatchObject({
      status: 'pass',
      because: 'No disk answered enough requests to call it slow.',
    })
  })

  it('names the process that read and wrote the most', () => {
    const disks = diskFacts({ ...busy, writes: 100, writeSeconds: 20 })
    const known = {
      disks,
      processes: processes(
        [process({ readBytes: 0, writtenBytes: 0 }), process({ pid: 11, name: 'cat', readBytes: 0 })],
        [process({ readBytes: 50, writtenBytes: 60 }), process({ pid: 11, name: 'cat', readBytes: 100 })],
      ),
    }
    expect(culprits(diskAwait, known)).toEqual(['fio (pid 10)'])
  })
})
