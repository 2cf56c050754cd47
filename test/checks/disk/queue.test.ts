import { describe, expect, it } from 'vitest'
import { diskQueue } from '../../../src/checks/disk/index.ts'
import { quantity } from '../../../src/core/index.ts'
import { diskFacts, finding, stalls } from './samples.ts'

describe('disk queue', () => {
  it.each([
    { claim: 'nearly ten at a time are fine', queueSeconds: 29, reads: 600, status: 'pass' },
    { claim: 'ten at a time warn', queueSeconds: 30, reads: 600, status: 'warn' },
    {
      claim: 'ten at a time that are answered within 1 ms are told',
      queueSeconds: 30,
      reads: 30_001,
      status: 'info',
    },
  ])('$claim', ({ queueSeconds, reads, status }) => {
    const disks = diskFacts({ reads, readSeconds: 30, queueSeconds })
    expect(finding(diskQueue, { disks })).toMatchObject({ status })
  })

  it('is only a warning, however long it is', () => {
    const disks = diskFacts({ writes: 600, writeSeconds: 600, queueSeconds: 18_000 })
    const { status, because, evidence } = finding(
      diskQueue,
      { disks, ioPressure: stalls([0.5, 0.5, 0.5]) },
      1800,
    )
    expect(status).toBe('warn')
    expect(because).toContain('sda had 10 requests at a time, each answered after 1 s.')
    expect(because).toContain('The kernel agrees')
    expect(evidence).toMatchObject({ latency: quantity(1, 'seconds') })
  })

  it('counts requests that none answers', () => {
    const disks = diskFacts({ inFlight: 12, queueSeconds: 36 })
    expect(finding(diskQueue, { disks })).toMatchObject({
      status: 'warn',
      because: 'sda had 12 requests at a time.',
    })
  })

  it('is fine where nothing was asked', () => {
    expect(finding(diskQueue, { disks: diskFacts() }).because).toBe('No disk had a request.')
  })
})
