import { describe, expect, it } from 'vitest'
import { diskPressure } from '../../../src/checks/disk/index.ts'
import { type CgroupFacts, quantity } from '../../../src/core/index.ts'
import { culprits, finding, findings, process, processes, stalls } from './samples.ts'

function cgroup(path: string, io: CgroupFacts['pressure']['io']): CgroupFacts {
  return { path, version: 2, cpu: null, memory: null, pids: null, pressure: { cpu: null, memory: null, io } }
}

describe('disk pressure', () => {
  it.each([
    { claim: 'below 5 % it is fine', some: [0.049, 0, 0], full: [0, 0, 0], status: 'pass' },
    { claim: 'from 5 % on it warns', some: [0.05, 0, 0], full: [0, 0, 0], status: 'warn' },
    {
      claim: '20 % fails where the last minute agrees',
      some: [0.2, 0.2, 0],
      full: [0, 0, 0],
      status: 'fail',
    },
    { claim: '20 % of ten seconds alone warn', some: [0.9, 0.19, 0], full: [0.9, 0.09, 0], status: 'warn' },
    {
      claim: 'all tasks waiting counts double',
      some: [0.04, 0.04, 0],
      full: [0.025, 0.025, 0],
      status: 'warn',
    },
    { claim: '10 % of all tasks fail', some: [0.1, 0.1, 0.1], full: [0.1, 0.1, 0], status: 'fail' },
    {
      claim: 'an old spell that is over does not warn',
      some: [0, 0.3, 0.3],
      full: [0, 0.3, 0.3],
      status: 'pass',
    },
  ] as const)('$claim', ({ some, full, status }) => {
    expect(finding(diskPressure, { ioPressure: stalls(some, full) }, null)).toMatchObject({ status })
  })

  it.each([
    { some: [0.3, 0.2, 0.1], trend: 'rising' },
    { some: [0.1, 0.1, 0.1], trend: 'steady' },
    { some: [0.1, 0.2, 0.3], trend: 'falling' },
    { some: [0.005, 0, 0], trend: 'steady' },
    { some: [0, 0, 0.005], trend: 'steady' },
  ] as const)('says that $some is $trend', ({ some, trend }) => {
    expect(finding(diskPressure, { ioPressure: stalls(some) }).because).toContain(`It is ${trend}:`)
  })

  it('tells all averages, and the whole sentence', () => {
    expect(finding(diskPressure, { ioPressure: stalls([0.3, 0.2, 0.1], [0.2, 0.12, 0]) })).toMatchObject({
      instance: 'host',
      because:
        'On this machine, tasks waited for a disk 30 % of the last 10 seconds, and all of them 12 % of the last minute. It is rising: 10 % over the last 5 minutes.',
      evidence: { 'some, 300 s': quantity(0.1, 'ratio'), 'full, 60 s': quantity(0.12, 'ratio') },
    })
  })

  it('does without the share in which all waited', () => {
    const { status, evidence } = finding(diskPressure, { ioPressure: stalls([0.3, 0.3, 0.3], null) })
    expect(status).toBe('fail')
    expect(evidence).not.toHaveProperty('full, 60 s')
  })

  it('judges the own cgroup beside the machine, but not the root twice', () => {
    const calm = stalls([0, 0, 0])
    const ill = stalls([0.5, 0.5, 0.5])
    const both = findings(diskPressure, { ioPressure: calm, ownCgroup: cgroup('/a.service', ill) })
    expect(both.map(({ instance, status }) => [instance, status])).toEqual([
      ['host', 'pass'],
      ['own cgroup', 'fail'],
    ])
    expect(both[1]?.because).toContain('In the cgroup /a.service, tasks waited')
    expect(findings(diskPressure, { ioPressure: calm, ownCgroup: cgroup('/', ill) })).toHaveLength(1)
    expect(findings(diskPressure, { ownCgroup: cgroup('/a.service', ill) })).toHaveLength(1)
  })

  it('is not known where neither tells it', () => {
    expect(finding(diskPressure, { ownCgroup: cgroup('/a', null) })).toMatchObject({
      status: 'unknown',
      because: expect.stringContaining('psi=1'),
    })
  })

  it('names the process that wrote the most', () => {
    const list = processes([process({ writtenBytes: 0 })], [process({ writtenBytes: 9 })])
    expect(culprits(diskPressure, { ioPressure: stalls([0.3, 0.3, 0]), processes: list })).toEqual([
      'fio (pid 10)',
    ])
  })
})
