import { describe, expect, it } from 'vitest'
import { causes } from '../../../src/checks/ranking/causes.ts'
import { rank } from '../../../src/checks/ranking/index.ts'
import { factsWith, judged, wellKnown } from './samples.ts'

type Sample = Parameters<typeof judged>[0]
const facts = factsWith(wellKnown)
const ranked = (findings: readonly Sample[], about = facts) =>
  rank(findings.map(judged), about).map(({ resource, causedBy }) => `${resource} < ${causedBy ?? 'itself'}`)

describe('a cause comes before what follows from it:', () => {
  it.each<[string, Sample[], string[]]>([
    [
      'a slow disk and D-state processes follow from memory that swaps, even when they fail and it warns',
      [
        { id: 'disk.await', status: 'fail', index: 2 },
        { id: 'proc.dstate', status: 'fail', index: 2 },
        { id: 'mem.swap-io', index: 0.5 },
      ],
      ['memory < itself', 'disk < memory', 'processes < memory'],
    ],
    [
      'waiting for I/O, which is measured on the CPU, is of the disk and follows from memory pressure',
      [
        { id: 'cpu.iowait', index: 1 },
        { id: 'mem.pressure', index: 0.5 },
      ],
      ['memory < itself', 'disk < memory'],
    ],
    ['waiting for I/O alone is of the disk', [{ id: 'cpu.iowait' }], ['disk < itself']],
    [
      'system time follows from memory that is reclaimed',
      [
        { id: 'cpu.system-time', index: 2 },
        { id: 'mem.major-faults', index: 0.1 },
      ],
      ['memory < itself', 'cpu < memory'],
    ],
    [
      'D-state processes and hung tasks follow from a slow disk',
      [
        { id: 'proc.dstate', status: 'fail' },
        { id: 'krn.hung-tasks', status: 'fail' },
        { id: 'disk.pressure' },
      ],
      ['disk < itself', 'processes < disk', 'kernel < disk'],
    ],
    [
      'D-state processes follow from a network mount that hangs',
      [{ id: 'proc.dstate' }, { id: 'disk.mount-hung', role: 'errors' }],
      ['disk < itself', 'processes < disk'],
    ],
    [
      'a full disk is no consequence of memory that swaps, whatever else the disk suffers',
      [
        { id: 'disk.space', role: 'utilization', status: 'fail', index: 1 },
        { id: 'disk.await', index: 2 },
        { id: 'mem.swap-io', index: 1 },
      ],
      ['disk < itself', 'memory < itself'],
    ],
    [
      'dirty pages follow from a slow disk',
      [
        { id: 'mem.dirty', index: 2 },
        { id: 'disk.queue', index: 0.2 },
      ],
      ['disk < itself', 'memory < disk'],
    ],
    [
      'a full listen queue follows from a process without file descriptors',
      [
        { id: 'net.listen-overflow', status: 'fail' },
        { id: 'lim.fd-process', role: 'utilization', status: 'fail' },
      ],
      ['limits < itself', 'network < limits'],
    ],
    [
      'but not from one that has some left',
      [
        { id: 'net.listen-overflow', status: 'fail' },
        { id: 'lim.fd-process', role: 'utilization', status: 'warn' },
      ],
      ['network < itself', 'limits < itself'],
    ],
    [
      'a warning of the listen queue follows from a warning of the event loop',
      [{ id: 'net.listen-overflow', index: 2 }, { id: 'node.loop-delay' }],
      ['processes < itself', 'network < processes'],
    ],
    [
      'what is sent again for a full listen queue follows from what fills the queue',
      [
        { id: 'net.retrans', index: 2 },
        { id: 'net.listen-overflow', index: 0.5 },
        { id: 'cpu.pressure', status: 'fail' },
      ],
      ['cpu < itself', 'network < cpu'],
    ],
    [
      'lost packets follow from CPUs that fail',
      [
        { id: 'net.softnet', index: 2 },
        { id: 'cpu.run-queue', status: 'fail' },
      ],
      ['cpu < itself', 'network < cpu'],
    ],
    [
      'but not from CPUs that warn',
      [{ id: 'net.softnet', index: 2 }, { id: 'cpu.run-queue' }],
      ['network < itself', 'cpu < itself'],
    ],
  ])('%s', (_, findings, expected) => {
    expect(ranked(findings)).toEqual(expected)
  })

  it('and it is said', () => {
    const [, disk] = rank(
      [judged({ id: 'mem.swap-io' }), judged({ id: 'disk.await', because: 'sda took 85 ms.' })],
      facts,
    )
    expect(disk?.sentence).toBe(
      'Disk suffers from memory, because pages that do not fit into memory come and go: sda took 85 ms; confidence medium (1 fact).',
    )
  })

  it('a consequence has its score from what follows from the cause', () => {
    expect(
      rank([judged({ id: 'mem.swap-io', index: 1 }), judged({ id: 'disk.await', index: 2 })], facts)[1]
        ?.index,
    ).toBe(1)
  })

  it('a resource with troubles of its own is weighed by them alone', () => {
    const findings = [
      judged({ id: 'mem.swap-io', index: 1 }),
      judged({ id: 'disk.await', index: 2, status: 'fail' }),
      judged({ id: 'disk.space', role: 'utilization', index: 0.6 }),
    ]
    expect(rank(findings, facts).map(({ resource, index, status }) => [resource, index, status])).toEqual([
      ['memory', 0.5, 'warn'],
      ['disk', 0.1, 'warn'],
    ])
    expect(rank(findings, facts)[1]?.findings).toEqual(['disk.space', 'disk.await'])
  })
})

describe('a cause within a resource leads its evidence:', () => {
  it.each([
    ['cpu.throttled', 'cpu.pressure'],
    ['cpu.steal', 'cpu.run-queue'],
    ['cpu.thermal', 'cpu.pressure'],
    ['disk.raid', 'disk.await'],
    ['mem.cgroup-usage', 'mem.oom-kill'],
    ['net.drops', 'net.retrans'],
    ['net.conntrack', 'net.drops'],
  ])('%s explains %s', (cause, consequence) => {
    const [only, ...others] = rank(
      [
        judged({ id: consequence, index: 2, because: 'Consequence.' }),
        judged({ id: cause, role: 'utilization', index: 0.1, because: 'Cause.' }),
      ],
      facts,
    )
    expect(others).toEqual([])
    expect(only?.saturation).toBe('Cause')
    expect(only?.findings).toEqual([cause, consequence])
  })
})

it('of a chain of causes within a resource that another causes, the first leads', () => {
  const findings = [
    judged({ id: 'net.retrans', index: 2 }),
    judged({ id: 'net.listen-overflow', index: 0.5 }),
    judged({ id: 'cpu.pressure', status: 'fail' }),
  ]
  expect(rank(findings, facts)[1]?.findings).toEqual(['net.listen-overflow', 'net.retrans'])
})

describe('a quota that throttles explains waiting for a CPU', () => {
  const lead = (instance: string, use: 'warn' | 'pass') =>
    rank(
      [
        judged({ id: 'cpu.pressure', status: 'fail', index: 2 }),
        judged({ id: 'cpu.utilization', role: 'utilization', status: use, index: 1 }),
        judged({ id: 'cpu.throttled', instance, index: 0.5 }),
      ],
      facts,
    )[0]?.findings[0]

  it.each([
    ['on an idle machine', '/batch', 'pass', 'cpu.throttled:/batch'],
    [
      'of this container, however busy the machine is',
      'this container',
      'warn',
      'cpu.throttled:this container',
    ],
    ['but not elsewhere, where the CPUs are busy', '/batch', 'warn', 'cpu.pressure'],
  ] as const)('%s', (_, instance, use, expected) => {
    expect(lead(instance, use)).toBe(expected)
  })
})

describe('the laws', () => {
  it('never lead back to their beginning', () => {
    const reach = (id: string, seen: readonly string[]): string[] =>
      causes
        .filter(({ ids }) => ids.includes(id))
        .flatMap(({ explains, ids }) => explains.filter((next) => !ids.includes(next)))
        .flatMap((next) => (seen.includes(next) ? [next] : reach(next, [...seen, next])))
    for (const { ids } of causes) for (const id of ids) expect(reach(id, [id])).toEqual([])
  })
})
