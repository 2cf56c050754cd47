import { describe, expect, it } from 'vitest'
import { oddOnes } from '../../../src/checks/answer/index.ts'
import type { Quantity } from '../../../src/core/index.ts'
import { factsWith, fourCpus, judged, wellKnown } from '../ranking/samples.ts'
import { answerFor, everyCheck, host, linesOf, shown } from './hosts.ts'

const loaded = (load: number) =>
  factsWith({
    ...wellKnown,
    effectiveCpu: fourCpus,
    loadAverage: { one: load * 4, five: 0, fifteen: 0, runnable: 1, threads: 9 },
  })
const failing = judged({
  id: 'cpu.pressure',
  status: 'fail',
  index: 2,
  because: 'Threads waited.',
  culprit: 'x (pid 1)',
})
const failure = { host: 'db1', sentence: 'db1 refused the connection.', hint: 'Try ssh db1 true.' }

describe('several hosts', () => {
  const fleet = [
    host('web1', everyCheck(), { facts: loaded(0.2) }),
    host('web2', [...everyCheck(), failing], { facts: loaded(3) }),
    host('web3', everyCheck(), { facts: loaded(0.21) }),
  ]
  const outcome = answerFor(fleet, { failures: [failure] })

  it('stand side by side, the odd one marked, and who did not answer on a line of their own', () => {
    expect(shown(outcome)).toBe(`4 hosts: 1 failing, 2 fine, 1 without an answer. web2: CPU is the likely
bottleneck; culprit x (pid 1).

fail: Title of cpu.pressure [web2]
  Threads waited.
unknown: No answer [db1]
  db1 refused the connection.
  advice: Try ssh db1 true.
info: Odd one out [web2]
  web2 differs from the other hosts: load per CPU 3 (median 0.21).

Cost: 3.1 s, 1,236 files, ran systemctl, timedatectl, chronyc.
Host  Verdict    CPU  Load  Memory  Disk  Network
─────────────────────────────────────────────────
web1  fine         –   0.2    50 %     –        –
web2  fail: CPU    –    3*    50 %     –        –
web3  fine         –  0.21    50 %     –        –
db1   no answer    –     –       –     –        –
`)
  })

  it('have all their data by host, the worst suspect first', () => {
    expect(outcome.data.hosts).toEqual(['web1', 'web2', 'web3'])
    expect(outcome.data.unreachable).toEqual([failure])
    expect(outcome.data.hypotheses.map((one) => one.host)).toEqual(['web2'])
    expect(outcome.data.oddOnes).toEqual([
      {
        host: 'web2',
        figure: 'loadPerCpu',
        value: { value: 3, unit: 'count' },
        median: { value: 0.21, unit: 'count' },
      },
    ])
    expect(Object.keys(outcome.data.figures)).toEqual(['web1', 'web2', 'web3'])
  })

  it('are fine in what every one of them is fine in', () => {
    expect(outcome.data.fine).not.toContain('cpu')
    expect(outcome.data.fine).toContain('memory')
  })

  it('have further figures and the groups as background', () => {
    expect(outcome.tables.map(({ title, detail }) => [title.split(':')[0], detail ?? false])).toEqual([
      ['Cost', false],
      ['Suspects, the likeliest first', true],
      ['More figures', true],
      ['All hosts together', true],
    ])
    expect(outcome.tables[2]?.columns.map(({ title }) => title)).toEqual(['Figure', 'web1', 'web2', 'web3'])
    expect(outcome.tables[2]?.rows[0]).toEqual([
      'CPU pressure',
      ...[1, 2, 3].map(() => ({ value: 0, unit: 'ratio' })),
    ])
  })

  it('put the worst host first where several fail', () => {
    const worse = judged({ id: 'cpu.pressure', status: 'fail', index: 1 })
    const { findings, data, headline } = answerFor([
      host('a', [worse]),
      host('b', [failing]),
      host('c', [judged({ id: 'cpu.pressure', index: 2 })]),
    ])
    expect(findings.map(({ instance }) => instance)).toEqual(['b', 'a', 'c'])
    expect(data.hypotheses.map((one) => one.host)).toEqual(['b', 'a', 'c'])
    expect(headline).toBe(
      '3 hosts: 2 failing, 1 with warnings. b: CPU is the likely bottleneck; culprit x (pid 1).',
    )
  })

  it('say of each how it is in a word or two', () => {
    const { tables, headline } = answerFor([
      host('a', [judged({ id: 'mem.thp', role: 'config' })]),
      host('b', [judged({ id: 'cpu.a', status: 'unknown' })]),
      host('c', [
        judged({ id: 'cpu.a', status: 'pass' }),
        judged({ id: 'cpu.b', status: 'unknown' }),
        judged({ id: 'cpu.c', status: 'unknown' }),
      ]),
      host('d', everyCheck(), { complete: false }),
    ])
    expect(tables[0]?.rows.map((row) => row[1])).toEqual([
      'warn: settings',
      'unknown',
      'unclear',
      'fine (part)',
    ])
    expect(headline).toBe('4 hosts: 1 with warnings, 1 fine, 1 unclear, 1 not judged.')
  })

  it('that do not answer show the first two, and all of them in the table', () => {
    const failures = ['x', 'y', 'z'].map((name) => ({ ...failure, host: name }))
    const screen = answerFor([host('a', everyCheck())], { failures })
    expect(
      screen.findings.filter(({ status }) => status === 'unknown').map(({ detail }) => detail ?? false),
    ).toEqual([false, false, true])
    expect(screen.tables[0]?.rows).toHaveLength(4)
    const whole = answerFor([host('a', everyCheck())], {
      failures,
      options: { all: true, verbose: false, quick: false },
    })
    expect(whole.findings.filter(({ detail }) => detail)).toEqual([])
  })

  it('fit the small screen when five are sick', () => {
    const hosts = ['a', 'b', 'c', 'd', 'e'].map((name) =>
      host(`${name}.long-name.of-a-host.example.com`, [...everyCheck(), failing], {
        complete: false,
        problems: ['Broken pipe.'],
      }),
    )
    const lines = linesOf(shown(answerFor(hosts, { failures: [failure] })))
    expect(lines.length).toBeLessThanOrEqual(24)
    expect(lines.filter((line) => line.length > 80)).toEqual([])
  })
})

describe('a single host that does not answer', () => {
  it('is all that is said', () => {
    expect(shown(answerFor([], { failures: [failure] }))).toBe(`db1 did not answer, so nothing is known of it.

unknown: No answer [db1]
  db1 refused the connection.
  advice: Try ssh db1 true.
`)
  })

  it('is one of none otherwise', () => {
    expect(answerFor([]).headline).toBe('No host was asked.')
    expect(answerFor([], { failures: [failure, { ...failure, host: 'db2' }] }).headline).toBe(
      '2 hosts: 2 without an answer.',
    )
  })
})

describe('the odd one out', () => {
  const hosts = (figure: string, values: readonly number[], unit: Quantity['unit'] = 'ratio') =>
    oddOnes(
      Object.fromEntries(values.map((value, index) => [`h${index}`, { [figure]: { value, unit } }])),
    ).map(({ host: name }) => name)

  it.each([
    ['far from the others', 'cpuUse', [0.1, 0.12, 0.95], ['h2']],
    ['far below the others', 'cpuUse', [0.8, 0.82, 0.81, 0.1], ['h3']],
    ['alone among equals', 'cpuUse', [0.2, 0.2, 0.2, 0.6], ['h3']],
    ['within the floor of the figure', 'cpuUse', [0.1, 0.1, 0.1, 0.25], []],
    ['within a fifth of the median', 'networkBitsPerSecond', [1e9, 1e9, 1e9, 1.19e9], []],
    ['beyond a fifth of the median', 'networkBitsPerSecond', [1e9, 1e9, 1e9, 1.21e9], ['h3']],
    ['one of widely spread hosts', 'cpuUse', [0.1, 0.3, 0.5, 0.7, 0.9], []],
    ['one of two', 'cpuUse', [0.1, 0.9], []],
    ['one of none', 'cpuUse', [], []],
  ] as const)('%s', (_, figure, values, odd) => {
    expect(hosts(figure, values)).toEqual(odd)
  })

  it('is marked from a modified z-score of 3.5 on', () => {
    // Median 0.5, MAD 0.05: 3.5 is a distance of 0.2594.
    expect(hosts('cpuUse', [0.45, 0.45, 0.5, 0.55, 0.5 + 0.259])).toEqual([])
    expect(hosts('cpuUse', [0.45, 0.45, 0.5, 0.55, 0.5 + 0.26])).toEqual(['h4'])
  })

  it('is not sought where fewer than three hosts know the figure', () => {
    const share = (value: number) => ({ cpuUse: { value, unit: 'ratio' as const } })
    expect(oddOnes({ a: share(0.1), b: share(0.9), c: {} })).toEqual([])
  })

  it('is named once with all its figures', () => {
    const sick = factsWith({
      ...wellKnown,
      loadAverage: { one: 40, five: 0, fifteen: 0, runnable: 1, threads: 9 },
      effectiveMemory: { ...everyMemory, availableBytes: 0 },
    })
    const { findings } = answerFor([
      host('a', everyCheck(), { facts: loaded(0) }),
      host('b', everyCheck(), { facts: loaded(0) }),
      host('c', everyCheck(), { facts: sick }),
    ])
    expect(findings.filter(({ id }) => id === 'hosts.odd-one').map(({ because }) => because)).toEqual([
      'c differs from the other hosts: load per CPU 10 (median 0), memory use 100 % (median 50 %), usable memory 1 KiB (median 8 GiB).',
    ])
  })
})

const everyMemory = {
  totalBytes: 1024,
  limitBytes: null,
  limitPath: null,
  effectiveBytes: 1024,
  because: '',
  doubts: [],
}
