import { describe, expect, it } from 'vitest'
import { netBandwidth } from '../../../src/checks/network/index.ts'
import { quantity } from '../../../src/core/index.ts'
import { finding, grown } from './samples.ts'

describe('use of the bandwidth', () => {
  const bytes = (ratio: number) => (ratio * 1e9 * 60) / 8

  it.each([
    { claim: '89 % sent is fine', counters: { txBytes: bytes(0.89) }, about: {}, status: 'pass' },
    { claim: '90 % sent warns', counters: { txBytes: bytes(0.9), rxBytes: 8 }, about: {}, status: 'warn' },
    {
      claim: '90 % received warns',
      counters: { rxBytes: bytes(0.9), txBytes: 8 },
      about: {},
      status: 'warn',
    },
    {
      claim: 'both ways have a link each',
      counters: { rxBytes: bytes(0.5), txBytes: bytes(0.5) },
      about: {},
      status: 'pass',
    },
    {
      claim: 'half duplex shares one',
      counters: { rxBytes: bytes(0.5), txBytes: bytes(0.4) },
      about: { duplex: 'half' },
      status: 'warn',
    },
    { claim: 'half duplex is told', counters: {}, about: { duplex: 'half' }, status: 'info' },
    { claim: 'a slow link is told', counters: {}, about: { speedBitsPerSecond: 1e8 }, status: 'info' },
    {
      claim: 'a slow link that is full warns',
      counters: { txBytes: bytes(0.09) },
      about: { speedBitsPerSecond: 1e8 },
      status: 'warn',
    },
  ] as const)('$claim', ({ counters, about, status }) => {
    expect(finding(netBandwidth, { interfaces: grown(counters, about) }, 60)).toMatchObject({ status })
  })

  it('tells the speeds', () => {
    const interfaces = grown({ txBytes: bytes(0.05) }, { speedBitsPerSecond: 1e8, duplex: 'half' })
    expect(finding(netBandwidth, { interfaces }, 60)).toMatchObject({
      instance: 'eth0',
      because: 'eth0 used 50 % of its 100 Mbit/s. The link agreed on 100 Mbit/s and half duplex only.',
      evidence: {
        sent: quantity(5e7, 'bits-per-second'),
        speed: quantity(1e8, 'bits-per-second'),
        duplex: 'half',
      },
    })
  })

  it.each([
    { claim: 'states no speed', about: { speedBitsPerSecond: null } },
    { claim: 'is virtual', about: { isPhysical: false } },
    { claim: 'is down', about: { isUp: false } },
  ])('does not apply where the interface $claim', ({ about }) => {
    expect(finding(netBandwidth, { interfaces: grown({}, about) })).toMatchObject({
      status: 'not-applicable',
      because: expect.stringContaining('No interface here states the speed'),
    })
  })
})
