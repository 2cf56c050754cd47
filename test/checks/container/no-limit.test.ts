import { describe, expect, it } from 'vitest'
import { ctrNoLimit } from '../../../src/checks/container/no-limit.ts'
import { cpus, finding, system } from '../cpu/samples.ts'
import { eightGib, type Known } from '../ranking/samples.ts'

describe('the limits of this container', () => {
  const doubt = 'A cgroup limit would not be seen: it is denied.'
  const known = (cores: number | null, limitBytes: number | null, more: Known = {}): Known => ({
    system: system(true),
    effectiveCpu: { ...cpus(16), quotaCores: cores },
    effectiveMemory: { ...eightGib, limitBytes },
    ...more,
  })

  it.each<[string, Known, string, string]>([
    ['none', known(null, null), 'info', 'This container has no CPU limit and no memory limit.'],
    ['of CPU', known(2, null), 'pass', 'This container has a CPU limit of 2 cores and no memory limit.'],
    [
      'of memory',
      known(null, 2 ** 30),
      'pass',
      'This container has no CPU limit and a memory limit of 1 GiB.',
    ],
    ['of a host', known(null, null, { system: system(false) }), 'not-applicable', 'This is no container.'],
    [
      'that may be hidden',
      known(null, null, { effectiveCpu: { ...cpus(16), doubts: [doubt] } }),
      'unknown',
      doubt,
    ],
    [
      'of memory that may be hidden',
      known(null, null, { effectiveMemory: { ...eightGib, doubts: [doubt] } }),
      'unknown',
      doubt,
    ],
    [
      'that are seen, though others may be hidden',
      known(2, null, { effectiveMemory: { ...eightGib, doubts: [doubt] } }),
      'pass',
      'This container has a CPU limit of 2 cores and no memory limit.',
    ],
  ])('%s', (_, facts, status, because) => {
    expect(finding(ctrNoLimit, facts, null)).toMatchObject({ status, because })
  })
})
