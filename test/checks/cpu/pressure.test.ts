import { describe, expect, it } from 'vitest'
import { cpuPressure } from '../../../src/checks/cpu/pressure.ts'
import { cgroup, did, finding, judgedBy, process, stalls, statuses, system } from './samples.ts'

describe('CPU pressure', () => {
  it.each<[string, readonly [number, number, number], string]>([
    ['an idle machine', [0, 0, 0], 'pass'],
    ['a minute just below the limit', [0.09, 0.09, 0.09], 'pass'],
    ['a minute at the limit', [0.1, 0.1, 0.1], 'warn'],
    ['a minute of much', [0.3, 0.25, 0.2], 'fail'],
    ['a short moment', [0.24, 0.02, 0.01], 'pass'],
    ['what has just begun', [0.25, 0.02, 0.01], 'warn'],
    ['even when it is all there is', [1, 0.09, 0.01], 'warn'],
    ['what is over but remembered', [0.05, 0.6, 0.5], 'warn'],
    ['what falls but is still there', [0.1, 0.6, 0.5], 'fail'],
  ])('%s', (_, some, status) => {
    expect(finding(cpuPressure, { cpuPressure: stalls(some) }).status).toBe(status)
  })

  it('needs one sample only, and says where it goes', () => {
    expect(finding(cpuPressure, { cpuPressure: stalls([0.4, 0.3, 0.1]) }, null)).toMatchObject({
      status: 'fail',
      because:
        'Some task had to wait for a CPU 30 % of the last minute. It is rising: 40 % in the last 10 seconds, 10 % in the last 5 minutes.',
      index: 1.2,
    })
    expect(finding(cpuPressure, { cpuPressure: stalls([0, 0.3, 0.3]) }).because).toMatch(
      /falling.*It is over/,
    )
    expect(finding(cpuPressure, { cpuPressure: stalls([0.5, 0.05, 0]) }).because).toContain('only just begun')
  })

  it('inside a container is told of the machine and of the container, which alone has a culprit', () => {
    const judged = judgedBy(cpuPressure, {
      cpuPressure: stalls([0.3, 0.3, 0.3]),
      ownCgroup: cgroup('/', { pressure: { cpu: stalls([0.5, 0.5, 0.5]) } }),
      system: system(true),
      processes: did(process(7, { userSeconds: 3 })),
    })
    expect(judged.map(({ finding: { instance, status }, culprit }) => [instance, status, culprit])).toEqual([
      [undefined, 'fail', null],
      ['this container', 'fail', 'app (pid 7)'],
    ])
    expect(judged[1]?.finding.because).toMatch(/^In this container some task/)
    expect(judged[1]?.finding.advice?.[1]?.command).toBe('renice -n 10 -p 7')
  })

  it('on a host is told of the machine alone, with the culprit', () => {
    const judged = judgedBy(cpuPressure, {
      cpuPressure: stalls([0.3, 0.3, 0.3]),
      ownCgroup: cgroup('/user.slice', { pressure: { cpu: stalls([0.5, 0.5, 0.5]) } }),
      system: system(false),
      processes: did(process(7, { userSeconds: 3 })),
    })
    expect(judged.map(({ culprit }) => culprit)).toEqual(['app (pid 7)'])
    expect(judged[0]?.finding.evidence).toMatchObject({ busiest: 'app (pid 7), 100 % of one CPU' })
  })

  it('may be told of the container alone', () => {
    const known = {
      ownCgroup: cgroup('/', { pressure: { cpu: stalls([0, 0, 0]) } }),
      system: system(true),
    }
    expect(statuses(cpuPressure, known)).toEqual({ 'this container': 'pass' })
  })

  it('is unknown where the kernel tells none', () => {
    expect(finding(cpuPressure, { ownCgroup: cgroup('/'), system: system(true) })).toMatchObject({
      status: 'unknown',
      because: expect.stringContaining('psi=1'),
    })
  })

  it('keeps to the limits of a profile', () => {
    const known = { cpuPressure: stalls([0.05, 0.05, 0.05]) }
    expect(
      judgedBy(cpuPressure, known, 3, { 'cpu.pressure': { warn: 0.02, fail: 0.05 } })[0]?.finding.status,
    ).toBe('fail')
  })
})
