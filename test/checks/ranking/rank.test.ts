import { describe, expect, it } from 'vitest'
import { rank } from '../../../src/checks/ranking/index.ts'
import { eightGib, factsWith, fourCpus, judged, pressure, wellKnown } from './samples.ts'

const facts = factsWith(wellKnown)
const order = (...findings: Parameters<typeof judged>[0][]) =>
  rank(findings.map(judged), facts).map(({ resource }) => resource)

describe('what ranks', () => {
  it('has one hypothesis for each resource with a warning or a failure', () => {
    const found = rank(
      [
        judged({ id: 'cpu.pressure', index: 1 }),
        judged({ id: 'cpu.utilization', role: 'utilization', status: 'fail', index: 1 }),
        judged({ id: 'net.retrans', instance: 'eth0', role: 'errors', index: 0.4 }),
      ],
      facts,
    )
    expect(found.map(({ resource, findings }) => [resource, findings])).toEqual([
      ['cpu', ['cpu.utilization', 'cpu.pressure']],
      ['network', ['net.retrans:eth0']],
    ])
  })

  it.each(['pass', 'info', 'unknown', 'not-applicable'] as const)('leaves out what is %s', (status) => {
    expect(order({ id: 'cpu.pressure', status, index: 2 })).toEqual([])
  })

  it('leaves out settings, however bad', () => {
    expect(order({ id: 'mem.thp', role: 'config', status: 'fail' })).toEqual([])
  })
})

describe('the order', () => {
  it('has a resource with a failure before one with warnings only', () => {
    expect(
      order(
        { id: 'cpu.pressure', index: 2 },
        { id: 'lim.pids', role: 'utilization', status: 'fail', index: 1 },
      ),
    ).toEqual(['limits', 'cpu'])
  })

  it('weighs saturation three times, errors twice and utilization once', () => {
    expect(
      order(
        { id: 'lim.pids', role: 'utilization', index: 1.4 },
        { id: 'net.errors', role: 'errors', index: 0.8 },
        { id: 'cpu.pressure', index: 0.6 },
      ),
    ).toEqual(['cpu', 'network', 'limits'])
  })

  it('keeps the order of the checks among equals', () => {
    expect(order({ id: 'net.softnet', index: 1 }, { id: 'cpu.pressure', index: 1 })).toEqual([
      'network',
      'cpu',
    ])
  })

  it('takes the worst of each role, not their sum', () => {
    const [cpu] = rank(
      [
        judged({ id: 'cpu.pressure', index: 1 }),
        judged({ id: 'cpu.run-queue', index: 2 }),
        judged({ id: 'cpu.thermal', role: 'errors', index: 0.5 }),
        judged({ id: 'cpu.utilization', role: 'utilization', index: 1 }),
      ],
      facts,
    )
    expect(cpu?.index).toBe(1.333)
  })

  it('takes a failure without a number as at its limit and a warning as half way', () => {
    const [first, second] = rank(
      [judged({ id: 'cpu.pressure', status: 'fail' }), judged({ id: 'net.softnet', status: 'warn' })],
      facts,
    )
    expect([first?.index, second?.index]).toEqual([0.5, 0.25])
  })
})

describe('the words', () => {
  const [first, second] = rank(
    [
      judged({
        id: 'cpu.run-queue',
        status: 'fail',
        index: 2,
        because: 'The CPUs had 3.5 threads each. More of it.',
        culprit: 'stress-ng (pid 123)',
        command: 'ps -e',
        reads: '/proc/stat',
      }),
      judged({
        id: 'cpu.pressure',
        index: 1,
        culprit: 'other (pid 1)',
        reads: '/proc/pressure/cpu',
        command: 'top',
      }),
      judged({ id: 'cpu.utilization', role: 'utilization', index: 1, reads: '/proc/stat' }),
      judged({ id: 'net.retrans', index: 1, because: '/proc/net lost packets.' }),
    ],
    facts,
  )

  it('name the resource, the evidence, the culprit and the confidence', () => {
    expect(first?.sentence).toBe(
      'CPU is the likely bottleneck: the CPUs had 3.5 threads each; culprit stress-ng (pid 123); confidence medium (2 facts agree).',
    )
    expect(first).toMatchObject({
      culprit: 'stress-ng (pid 123)',
      next: 'ps -e',
      confidence: 0.7,
      status: 'fail',
    })
  })

  it('call only the first one the bottleneck', () => {
    expect(second?.sentence).toBe(
      'Network is in trouble as well: /proc/net lost packets; confidence low (1 fact).',
    )
    expect(second).toMatchObject({ culprit: null, next: null, causedBy: null })
  })

  it.each([
    [{ id: 'lim.pids', role: 'utilization', status: 'fail' }, 'Limits are the likely problem'],
    [{ id: 'disk.space', role: 'utilization', status: 'warn' }, 'Disk may become a problem'],
    [{ id: 'mem.oom-kill', role: 'errors', status: 'fail' }, 'Memory is the likely problem'],
    [{ id: 'clk.skew', role: 'errors', status: 'fail' }, 'The clock is the likely problem'],
    [{ id: 'disk.await', role: 'saturation', status: 'warn' }, 'Disk is the likely bottleneck'],
  ] as const)('say of %o: %s', (finding, claim) => {
    expect(rank([judged(finding)], facts)[0]?.claim).toBe(claim)
  })

  it('show saturation before what is worse but only used', () => {
    const [cpu] = rank(
      [
        judged({ id: 'cpu.utilization', role: 'utilization', status: 'fail', index: 2, because: 'Busy.' }),
        judged({ id: 'cpu.pressure', index: 0.5, because: 'Waiting.' }),
      ],
      facts,
    )
    expect(cpu?.saturation).toBe('Waiting')
    expect(cpu?.findings[0]).toBe('cpu.utilization')
  })
})

describe('without pressure figures', () => {
  const old = factsWith(
    {
      effectiveCpu: fourCpus,
      effectiveMemory: eightGib,
      schedulerTimes: {
        first: { runSeconds: 0, runDelaySeconds: 10 },
        last: { runSeconds: 0, runDelaySeconds: 34 },
      },
    },
    3,
  )
  const busy = judged({ id: 'cpu.utilization', role: 'utilization', index: 1 })

  it('the run delay stands in for saturation, ranks and is said', () => {
    const [cpu] = rank([busy], old)
    expect(cpu?.index).toBe(1.167)
    expect(cpu?.sentence).toBe(
      'CPU may become a problem: on average 8 threads waited for one of 4 CPUs; confidence low (2 facts agree, no pressure figures).',
    )
  })

  it('a saturation finding is said before the run delay', () => {
    expect(rank([judged({ id: 'cpu.run-queue', because: 'Waiting.' })], old)[0]?.saturation).toBe('Waiting')
  })

  it('a small run delay is neither said nor counted', () => {
    const calm = factsWith({
      effectiveCpu: fourCpus,
      effectiveMemory: eightGib,
      schedulerTimes: {
        first: { runSeconds: 0, runDelaySeconds: 1 },
        last: { runSeconds: 0, runDelaySeconds: 2 },
      },
    })
    expect(rank([busy], calm)[0]).toMatchObject({
      saturation: 'the figure of cpu.utilization is high',
      confidenceInWords: 'low (1 fact, no pressure figures)',
    })
  })

  it('the run delay is not asked where there are pressure figures', () => {
    const both = factsWith({
      ...wellKnown,
      cpuPressure: pressure(0),
      schedulerTimes: {
        first: { runSeconds: 0, runDelaySeconds: 0 },
        last: { runSeconds: 0, runDelaySeconds: 99 },
      },
    })
    expect(rank([busy], both)[0]?.index).toBe(0.167)
  })
})
