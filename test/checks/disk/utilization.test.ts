import { describe, expect, it } from 'vitest'
import { diskUtil } from '../../../src/checks/disk/index.ts'
import { diskFacts, finding } from './samples.ts'

describe('disk use', () => {
  const slow = { reads: 100, readSeconds: 2, queueSeconds: 3 }
  const queued = { reads: 1000, readSeconds: 3, queueSeconds: 3.1 }

  it.each([
    { claim: 'below 80 % it is fine', grown: { ...slow, busySeconds: 2.3 }, status: 'pass' },
    {
      claim: 'from 80 % on a slow rotating disk warns',
      grown: { ...slow, busySeconds: 2.41 },
      status: 'warn',
    },
    {
      claim: 'with more than one request at a time it warns',
      grown: { ...queued, busySeconds: 3 },
      status: 'warn',
    },
    {
      claim: 'with one fast request after another it is only told',
      grown: { ...queued, queueSeconds: 3, busySeconds: 3 },
      status: 'info',
    },
  ])('$claim', ({ grown, status }) => {
    expect(finding(diskUtil, { disks: diskFacts(grown) })).toMatchObject({ status })
  })

  it.each([
    { about: { rotational: false }, because: 'a disk without moving parts' },
    { about: { name: 'vda' }, because: 'or a virtual one' },
    { about: { rotational: null }, because: 'a disk without moving parts' },
    { about: { name: 'md0' }, because: 'an array or a volume' },
    { about: { name: 'dm-3' }, because: 'an array or a volume' },
  ])('is no limit for $because', ({ about, because }) => {
    const disks = diskFacts({ ...slow, busySeconds: 3 }, about)
    const { status, because: told } = finding(diskUtil, { disks })
    expect(status).toBe('info')
    expect(told).toContain(because)
  })

  it('says why a busy disk that is fast enough is only told', () => {
    const disks = diskFacts({ reads: 3000, readSeconds: 3, queueSeconds: 3, busySeconds: 3 })
    expect(finding(diskUtil, { disks }).because).toBe(
      'sda had requests for 100 % of the time. Nothing waits long for it: a request took 1 ms.',
    )
  })

  it('is never more than all of the time', () => {
    const { evidence } = finding(diskUtil, { disks: diskFacts({ ...slow, busySeconds: 3.4 }) })
    expect(evidence).toMatchObject({ busy: { value: 1, unit: 'ratio' }, 'mean queue': { value: 1 } })
  })

  it('tells of requests that none answers', () => {
    const disks = diskFacts({ inFlight: 2, busySeconds: 3, queueSeconds: 6 })
    expect(finding(diskUtil, { disks }).status).toBe('warn')
  })

  it('is fine where nothing was asked', () => {
    expect(finding(diskUtil, { disks: diskFacts() })).toMatchObject({
      status: 'pass',
      because: 'No disk had a request.',
    })
  })
})
