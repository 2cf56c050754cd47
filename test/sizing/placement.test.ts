import { describe, expect, it } from 'vitest'
import type { Profile } from '../../src/core/index.ts'
import { decide } from '../../src/sizing/index.ts'
import { type Placement, placeInCluster } from '../../src/sizing/placement.ts'
import { gib, lewis, mib, request } from './lewis.ts'

const place = (about: Parameters<typeof request>[0] = {}): Placement => {
  const asked = request(about)
  return placeInCluster(decide(asked), asked.profile)
}

describe("LEWIS's quota: containers of 4 cores and 8 GiB, requests of 10 and 20, limits of 40 and 80, 50 pods", () => {
  it('holds the limits of the example and a part of its requests', () => {
    // 22 cores and 44 GiB fill 5.5 containers: 6 of 3.67 cores and 7510 MiB, 7 pods during an update.
    expect(place()).toMatchObject({
      replicas: 6,
      limits: { cpuCores: 3.67, memoryBytes: 7510 * mib },
      requests: { cpuCores: 1.428, memoryBytes: 2925 * mib },
    })
    expect(place().findings).toEqual([
      {
        id: 'size.quota.requests',
        title: 'The quota holds only part of the plan as requests',
        status: 'warn',
        because:
          'requests guarantee 8.568 cores and 17.14 GiB; the rest is there only while the nodes are not full',
        evidence: { held: '8.568 cores and 17.14 GiB', needed: '22.02 cores and 44 GiB' },
        advice: [
          { text: "Raise the quota's requests to 25.69 cores and 51.34 GiB (7 pods during an update)." },
        ],
      },
    ])
    expect(place().because).toEqual([
      expect.stringMatching(/^6 replicas .*at most 4 cores and 8 GiB.*at least 3$/),
      'sums count 7 pods: an update runs 1 more',
      expect.stringMatching(/^each carries 1\/6 of the .*: 3\.67 cores and 7\.334 GiB$/),
      expect.stringMatching(
        /^The quota holds only part of the plan as requests: requests guarantee 8\.568 cores/,
      ),
    ])
  })

  it('takes larger containers where the wished ones are more pods than it allows', () => {
    const shape = { cpuCores: 0.1, memoryBytes: gib }
    const placed = place({ instance: { text: '100mc1g', shape, redundancy: { spare: 0, zones: 1 } } })
    expect(placed).toMatchObject({ replicas: 6, limits: { cpuCores: 3.67, memoryBytes: 7510 * mib } })
    expect(placed.because).toContain('0.1 cores and 1 GiB each would need more pods than the quota allows')
    expect(placed.findings.map(({ id }) => id)).toEqual(['size.quota.requests'])
  })

  it('holds a small plan whole, on the replicas that the deployment runs anyway', () => {
    // 3 cores and 6 GiB on 3 replicas.
    const small = place({ scans: '5', users: '1' })
    expect(small).toMatchObject({
      replicas: 3,
      limits: { cpuCores: 1, memoryBytes: 2 * gib },
      requests: { cpuCores: 1, memoryBytes: 2 * gib },
      findings: [],
    })
    expect(small.because).toHaveLength(3)
  })

  it('does not hold ten times the example', () => {
    // 202 cores in 51 containers: 52 pods, of which 50 are allowed, one of them for the update.
    const { replicas, limits, requests, findings } = place({ scans: '1000' })
    expect(replicas).toBe(49)
    expect(limits.cpuCores).toBe(0.8)
    expect(requests.cpuCores).toBe(0.2)
    expect(findings.map(({ id, status }) => `${id} ${status}`)).toEqual([
      'size.quota.pods fail',
      'size.quota.limits fail',
      'size.quota.requests warn',
    ])
    expect(findings[0]).toEqual({
      id: 'size.quota.pods',
      title: 'The quota has too few pods',
      status: 'fail',
      because: 'the plan runs 52 pods during an update, the quota allows 50',
      evidence: { pods: { value: 52, unit: 'count' }, quota: { value: 50, unit: 'count' } },
      advice: [{ text: 'Raise the pod quota to 52 or choose a larger --instance.' }],
    })
    expect(findings[1]).toMatchObject({
      title: 'The quota cannot hold this plan',
      because: 'limits are cut to 39.2 cores and 44.02 GiB of the 202.4 cores and 44.02 GiB needed',
      advice: [{ text: "Raise the quota's limits to 206.5 cores and 44.92 GiB (50 pods during an update)." }],
    })
  })

  it('counts the pods of an update against the pod quota, not one more', () => {
    const profile: Profile = { ...lewis, quota: { pods: 7 } }
    expect(place({ profile }).findings).toEqual([])
    expect(place({ profile: { ...profile, quota: { pods: 6 } } })).toMatchObject({
      replicas: 5,
      findings: [{ id: 'size.quota.pods' }, { id: 'size.quota.limits' }],
    })
    const { maxSurge: _, ...fixed } = lewis.deployment ?? { name: 'x', image: 'x' }
    expect(place({ profile: { ...lewis, quota: { pods: 6 }, deployment: fixed } }).findings).toEqual([])
  })
})

it.each([
  [{ cpuCores: 10 }, { cpuCores: 1.428, memoryBytes: 7510 * mib }],
  [{ memoryBytes: 20 * gib }, { cpuCores: 3.67, memoryBytes: 2925 * mib }],
])('a quota of %j alone cuts that alone, and says so', (limits, cut) => {
  const placed = place({ profile: { ...lewis, quota: { limits } } })
  expect(placed.limits).toEqual(cut)
  expect(placed.findings.map(({ id }) => id)).toEqual(['size.quota.limits'])
})
