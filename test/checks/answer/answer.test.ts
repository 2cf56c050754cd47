import { describe, expect, it } from 'vitest'
import { factsWith, judged, wellKnown } from '../ranking/samples.ts'
import { answerFor, cost, everyCheck, host } from './hosts.ts'

const failing = judged({ id: 'cpu.pressure', status: 'fail', index: 2, because: 'Threads waited.' })

describe('the verdict', () => {
  const headline = (findings: Parameters<typeof host>[1], changes: Parameters<typeof host>[2] = {}) =>
    answerFor([host('web1', findings, changes)]).headline

  it('of one bottleneck is its sentence', () => {
    expect(headline([...everyCheck(), failing])).toBe(
      'web1: CPU is the likely bottleneck: Threads waited; confidence medium (1 fact).',
    )
  })

  it('of settings alone names them', () => {
    const setting = (id: string) => judged({ id, role: 'config' })
    expect(headline([...everyCheck(), setting('mem.thp')])).toBe(
      'web1 has no bottleneck, but a setting needs a look: Title of mem.thp.',
    )
    expect(headline([...everyCheck(), setting('mem.thp'), setting('clk.source')])).toBe(
      'web1 has no bottleneck, but settings need a look: Title of mem.thp, Title of clk.source.',
    )
  })

  it('counts what could not be judged', () => {
    expect(headline(everyCheck((index) => (index < 3 ? { status: 'unknown' } : {})))).toBe(
      'web1 is fine: 74 checks found nothing wrong; 3 could not be judged.',
    )
  })

  it('calls nothing fine of which most is unknown', () => {
    expect(headline(everyCheck((index) => (index < 2 ? { status: 'info' } : { status: 'unknown' })))).toBe(
      'web1 is not known to be fine: 2 checks found nothing wrong, but 75 could not be judged.',
    )
  })

  it('says how far it reaches', () => {
    expect(headline(everyCheck(), { facts: factsWith(wellKnown, null) })).toContain(
      'fine as far as one sample tells:',
    )
    expect(headline(everyCheck(), { complete: false })).toContain('fine as far as it was read:')
  })

  it('drops the confidence before the evidence where there is no room, and shortens names', () => {
    const long = judged({
      id: 'cpu.pressure',
      status: 'fail',
      because: `${'threads waited and '.repeat(10)}more.`,
      culprit: 'a process with a name that does not end (pid 4711)',
    })
    expect(headline([long])).toBe(
      'web1: CPU is the likely bottleneck: threads waited and threads waited and threads ...; culprit a process with a name that ...; confidence medium.',
    )
    const [first] =
      answerFor([host('a-name-that-goes-on-and-on.example.com', [long])]).headline?.split('...') ?? []
    expect(first).toBe('a-name-that-goes-on-and-on ')
    expect(answerFor([host('web1.example.com', [long])]).headline).toBe(
      'web1.example.com: CPU is the likely bottleneck: threads waited and threads waited and threads waited and ...; culprit a process with a name that ...',
    )
    expect(headline([{ ...long, culprit: null }])).toBe(
      'web1: CPU is the likely bottleneck: threads waited and threads waited and threads waited and threads waited and threads waited ...; confidence medium.',
    )
  })
})

describe('the exit code', () => {
  it('is left to the findings where all was measured', () => {
    expect(answerFor([host('web1', [failing])])).not.toHaveProperty('exitCode')
  })

  it.each([
    ['a host was read in part', [host('web1', everyCheck(), { complete: false })], []],
    [
      'nothing was measured',
      [
        host(
          'web1',
          everyCheck(() => ({ status: 'unknown' })),
        ),
      ],
      [],
    ],
    [
      'nothing applies',
      [
        host(
          'web1',
          everyCheck(() => ({ status: 'not-applicable' })),
        ),
      ],
      [],
    ],
    ['one of two hosts did not answer', [host('web1', everyCheck())], ['db1']],
    ['no host answered', [], ['db1']],
    ['there was no host', [], []],
  ])('is 3 where %s', (_, hosts, failed) => {
    const failures = failed.map((name) => ({ host: name, sentence: 'No route.', hint: 'Look.' }))
    expect(answerFor(hosts, { failures }).exitCode).toBe(3)
  })

  it('stands over a failing check only where no host was read whole', () => {
    const cut = host('web1', [failing], { complete: false })
    expect(answerFor([cut])).toMatchObject({ exitCode: 3, exitCodeStands: true })
    expect(answerFor([cut, host('web2', [failing])])).not.toHaveProperty('exitCodeStands')
  })
})

describe('the data', () => {
  it('has what CI jobs read', () => {
    const { data } = answerFor([host('web1', [...everyCheck(), failing])], {
      skipped: [{ host: 'web1', id: 'mem.thp', instance: null, reason: 'known', until: null, was: 'warn' }],
      accepted: [{ host: 'web1', id: 'disk.space', instance: '/', was: 'fail' }],
      guide: { a: 1 },
      checklist: [],
    })
    expect(data).toMatchObject({
      hypotheses: [
        {
          host: 'web1',
          resource: 'cpu',
          index: 1,
          confidence: 0.5,
          culprit: null,
          findings: ['cpu.pressure'],
        },
      ],
      fine: ['memory', 'disk', 'network', 'limits', 'clock', 'kernel', 'processes'],
      windowSeconds: 3,
      hosts: ['web1'],
      unreachable: [],
      problems: { web1: [] },
      groups: { web1: { cpu: { pass: 13, fail: 1, warn: 0 } } },
      figures: {
        web1: { cpuPressure: { value: 0, unit: 'ratio' }, memoryUse: { value: 0.5, unit: 'ratio' } },
      },
      cost: { web1: cost },
      skipped: [{ id: 'mem.thp' }],
      accepted: [{ id: 'disk.space' }],
      guide: { a: 1 },
      checklist: [],
    })
  })

  it('has neither guide nor checklist where they were not made', () => {
    const { data } = answerFor([host('web1', everyCheck())])
    expect(data).not.toHaveProperty('guide')
    expect(data).not.toHaveProperty('checklist')
  })

  it('has a window of 0 seconds where there was one sample', () => {
    expect(answerFor([host('web1', [], { facts: factsWith({}, null) })]).data.windowSeconds).toBe(0)
  })
})

describe('the findings', () => {
  const findings = [
    judged({ id: 'mem.thp', role: 'config', status: 'fail' }),
    judged({ id: 'cpu.pressure', status: 'fail', index: 2 }),
    judged({ id: 'cpu.run-queue', status: 'fail', index: 1.5 }),
    judged({ id: 'net.retrans', status: 'fail', index: 1 }),
    judged({ id: 'disk.space', index: 1 }),
    judged({ id: 'clk.sync', status: 'unknown' }),
    judged({ id: 'cpu.governor', status: 'info' }),
  ]

  it('begin with the worst of each suspect, then the second of each, then settings', () => {
    const { findings: ordered } = answerFor([host('web1', findings)])
    expect(ordered.map(({ id }) => id)).toEqual([
      'cpu.pressure',
      'net.retrans',
      'cpu.run-queue',
      'mem.thp',
      'disk.space',
      'cpu.governor',
      'clk.sync',
    ])
    expect(ordered.map(({ detail }) => detail ?? false)).toEqual([
      false,
      false,
      false,
      true,
      true,
      true,
      true,
    ])
  })

  it('begin with what the verdict rests on, even where something else fails', () => {
    const { findings: ordered } = answerFor([
      host('web1', [
        judged({ id: 'cpu.pressure', status: 'fail', index: 2 }),
        judged({ id: 'mem.available', status: 'fail', index: 1 }),
        judged({ id: 'cpu.throttled', status: 'warn', index: 0.5, instance: '/batch' }),
      ]),
    ])
    expect(ordered.map(({ id }) => id)).toEqual(['cpu.throttled', 'mem.available', 'cpu.pressure'])
  })

  it('have the host in their instance only where there are several', () => {
    const [first] = answerFor([host('web1', [judged({ id: 'disk.space', instance: '/' })])]).findings
    expect(first?.instance).toBe('/')
    const of = [host('a', [judged({ id: 'disk.space', instance: '/' })]), host('b', [failing])]
    expect(answerFor(of).findings.map(({ instance }) => instance)).toEqual(['b', 'a:/'])
  })

  it('show one command each, and keep the rest as further advice', () => {
    const advice = [
      { text: 'Think.' },
      { text: 'First.', command: 'one' },
      { text: 'Second.', command: 'two' },
    ]
    const { findings: all, data } = answerFor([host('web1', [judged({ id: 'cpu.pressure', advice })])])
    expect(all[0]?.advice).toEqual([advice[1]])
    expect(data.furtherAdvice).toEqual({ 'cpu.pressure': [advice[0], advice[2]] })
  })

  it('show an advice without a command where there is no other', () => {
    const advice = [{ text: 'Replace the disk.' }]
    expect(answerFor([host('web1', [judged({ id: 'disk.raid', advice })])]).findings[0]?.advice).toEqual(
      advice,
    )
  })

  it('without advice show none', () => {
    expect(answerFor([host('web1', [failing])]).findings[0]).not.toHaveProperty('advice')
  })
})
