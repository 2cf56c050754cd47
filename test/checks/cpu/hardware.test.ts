import { describe, expect, it } from 'vitest'
import { cpuGovernor } from '../../../src/checks/cpu/governor.ts'
import { cpuNuma } from '../../../src/checks/cpu/numa.ts'
import { cpuThermal } from '../../../src/checks/cpu/thermal.ts'
import type { CpuFrequencyPolicy, NumaNode, ThermalThrottle } from '../../../src/core/index.ts'
import { finding } from './samples.ts'

describe('the frequency governor', () => {
  const policy = (governor: string, preference: string | null = null): CpuFrequencyPolicy => ({
    cpu: 0,
    governor,
    preference,
  })

  it.each<[string, CpuFrequencyPolicy[], string]>([
    ['performance', [policy('performance')], 'pass'],
    ['one that saves power', [policy('performance'), policy('powersave')], 'info'],
    ['one that saves power by the same preference', [policy('powersave', 'balance_power')], 'info'],
    ['one whose hardware is told to be fast', [policy('powersave', 'performance')], 'pass'],
  ])('%s', (_, cpuFrequency, status) => {
    expect(finding(cpuGovernor, { cpuFrequency }).status).toBe(status)
  })

  it('is given back as it was', () => {
    const found = finding(cpuGovernor, {
      cpuFrequency: [policy('performance'), policy('schedutil'), policy('powersave', 'power')],
    })
    expect(found.because).toBe('2 of 3 CPUs use the governor schedutil, powersave.')
    expect(found.evidence['governors']).toBe('performance, schedutil, powersave (power)')
    expect(found.advice?.[0]).toMatchObject({
      command: 'cpupower frequency-set -g performance',
      undo: 'cpupower frequency-set -g schedutil',
    })
    expect(found).not.toHaveProperty('index')
  })

  it('does not apply where none can be set', () => {
    expect(finding(cpuGovernor, {}).status).toBe('not-applicable')
  })
})

describe('CPUs slowed by heat', () => {
  const nothing = { coreCount: null, packageCount: null, coreSeconds: null, packageSeconds: null }
  const heat = (before: Partial<ThermalThrottle>, after: Partial<ThermalThrottle>) => ({
    thermalThrottles: {
      first: [{ cpu: 0, ...nothing, ...before }],
      last: [{ cpu: 0, ...nothing, ...after }],
    },
  })

  it.each<[string, Partial<ThermalThrottle>, Partial<ThermalThrottle>, number, string]>([
    ['half of the time', { coreSeconds: 5 }, { coreSeconds: 6.5 }, 3, 'warn'],
    ['half of a minute', { coreSeconds: 5 }, { coreSeconds: 35 }, 60, 'fail'],
    [
      'as a package',
      { coreSeconds: 0, packageSeconds: 5 },
      { coreSeconds: 0, packageSeconds: 35 },
      60,
      'fail',
    ],
    ['less than half', { coreSeconds: 5 }, { coreSeconds: 34 }, 60, 'warn'],
    ['a hundredth', { coreSeconds: 0 }, { coreSeconds: 0.6 }, 60, 'warn'],
    ['less than a hundredth', { coreSeconds: 5 }, { coreSeconds: 5.5 }, 60, 'pass'],
    ['once, where only that is counted', { coreCount: 5 }, { coreCount: 6 }, 60, 'warn'],
    ['once as a package', { packageCount: 5 }, { packageCount: 6 }, 60, 'warn'],
    ['long ago', { coreCount: 500, coreSeconds: 90 }, { coreCount: 500, coreSeconds: 90 }, 60, 'pass'],
    ['long ago, where only that is counted', { coreCount: 500 }, { coreCount: 500 }, 60, 'pass'],
  ])('%s', (_, before, after, windowSeconds, status) => {
    expect(finding(cpuThermal, heat(before, after), windowSeconds).status).toBe(status)
  })

  it('are told with share and number, of the worst CPU', () => {
    const first = [0, 1].map((cpu) => ({ cpu, ...nothing, coreSeconds: 0, coreCount: 0 }))
    const last = [
      { cpu: 0, ...nothing, coreSeconds: 0.3, coreCount: 9 },
      { cpu: 1, ...nothing, coreSeconds: 1.5, coreCount: 4 },
    ]
    expect(finding(cpuThermal, { thermalThrottles: { first, last } })).toMatchObject({
      because: expect.stringContaining(
        'Heat slowed the CPUs down for 50 % of the time (9 times on one CPU).',
      ),
      evidence: { slowed: { value: 0.5, unit: 'ratio' }, events: { value: 9, unit: 'count' } },
      index: 1,
    })
  })

  it('are unknown of CPUs that the first sample lacks', () => {
    const known = { thermalThrottles: { first: [], last: [{ cpu: 0, ...nothing, coreCount: 7 }] } }
    expect(finding(cpuThermal, known).status).toBe('unknown')
    expect(finding(cpuThermal, {}).status).toBe('not-applicable')
  })
})

describe('memory of other nodes', () => {
  const nodes = (...counts: [hit: number, miss: number][]) => ({
    numaNodes: {
      first: counts.map((_, node): NumaNode => ({ node, hit: 100, miss: 100, foreign: 0 })),
      last: counts.map(
        ([hit, miss], node): NumaNode => ({ node, hit: 100 + hit, miss: 100 + miss, foreign: 0 }),
      ),
    },
  })

  it.each<[string, [number, number][], string]>([
    [
      'a twentieth of the pages',
      [
        [5000, 500],
        [4500, 0],
      ],
      'info',
    ],
    [
      'fewer',
      [
        [5000, 490],
        [4510, 0],
      ],
      'pass',
    ],
    [
      'too few pages to tell',
      [
        [400, 500],
        [99, 0],
      ],
      'pass',
    ],
    [
      'just enough to tell',
      [
        [400, 500],
        [100, 0],
      ],
      'info',
    ],
    [
      'no pages at all',
      [
        [0, 0],
        [0, 0],
      ],
      'pass',
    ],
    ['one node', [[0, 5000]], 'not-applicable'],
  ])('%s', (_, counts, status) => {
    expect(finding(cpuNuma, nodes(...counts)).status).toBe(status)
  })

  it('are told with the setting that moves pages', () => {
    const found = finding(cpuNuma, {
      ...nodes([5000, 500], [4500, 0]),
      sysctls: { 'kernel.numa_balancing': '1\n' },
    })
    expect(found.because).toBe('5 % of new pages came from another node than wanted.')
    expect(found.evidence).toMatchObject({ 'kernel.numa_balancing': '1', nodes: { value: 2 } })
  })

  it('are unknown where a counter was reset', () => {
    expect(finding(cpuNuma, nodes([-5, 0], [5, 0])).status).toBe('unknown')
  })
})
