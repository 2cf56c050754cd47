import { describe, expect, test } from 'vitest'
import {
  commandChange,
  commandFindings,
  commandHeadline,
  commandTables,
  compareCommands,
  hyperfineExport,
  readBenchmarkFile,
} from '../../../src/comparison/index.ts'
import { describeWithFixtures, fixtureJson } from '../../fixtures.ts'
import { command, results, run, took } from './results.ts'

const two = { index: 0, commands: 2 }
/** A drift of the machine: ten rounds, each slower than the one before. */
const drift = [1, 1.1, 1.2, 1.3, 1.4, 1.5, 1.6, 1.7, 1.8, 1.9]

describe('a ratio', () => {
  test('by pairs of a round sees 2 % through a drift of 90 %', () => {
    const slower = drift.map((seconds, round) => seconds * (1.02 + (round % 2) / 1000))
    const [one] = compareCommands(results([took('a', drift), took('b', slower)]), two)
    expect(one).toMatchObject({ name: 'b', reference: 'a', pairs: 10, p: expect.closeTo(2 / 2 ** 10, 6) })
    expect([one?.ratio, one?.low, one?.high].map((value) => value?.toFixed(3))).toEqual([
      '1.020',
      '1.020',
      '1.021',
    ])
  })

  test('of commands that were not paired does not', () => {
    const slower = drift.map((seconds) => seconds * 1.02)
    const [one] = compareCommands(results([took('a', drift), took('b', slower)], { design: 'unpaired' }), two)
    expect(one?.p).toBeGreaterThan(0.5)
    expect([(one?.low ?? 1) < 0.9, (one?.high ?? 1) > 1.1]).toEqual([true, true])
  })

  test.each([
    ['one pair', 'paired', [2], [3]],
    ['three runs of each', 'unpaired', [1, 1.1, 1.2], [2, 2.1, 2.2]],
  ] as const)('of %s has no interval', (_, design, base, other) => {
    const all = results([took('a', base), took('b', other)], { design })
    const comparisons = compareCommands(all, two)
    expect(comparisons[0]).toMatchObject({ low: null, high: null, confidence: null })
    expect(commandHeadline(all, comparisons)).toContain('too few runs for an interval')
  })

  test('takes no run from a command that has none', () => {
    expect(compareCommands(results([took('a', [1, 2]), took('b', [])]), two)).toEqual([])
  })
})

describe('the reference', () => {
  const arms = ['old 1', 'old 2', 'new 1', 'new 2'].map((name) => took(name, drift))
  const pairs = (index: number, commands: number) =>
    compareCommands(results(arms), { index, commands }).map(({ name, reference }) => [name, reference])

  test('of several commands stands against the others with the same values', () => {
    expect(pairs(0, 2)).toEqual([
      ['new 1', 'old 1'],
      ['new 2', 'old 2'],
    ])
    expect(pairs(1, 2)).toEqual([
      ['old 1', 'new 1'],
      ['old 2', 'new 2'],
    ])
  })

  test('of one command is one of its values', () => {
    expect(pairs(2, 1)).toEqual([
      ['old 1', 'new 1'],
      ['old 2', 'new 1'],
      ['new 2', 'new 1'],
    ])
  })

  test('is named in every row where it is not the same', () => {
    const all = results(arms)
    const table = (commands: number) => commandTables(all, compareCommands(all, { index: 0, commands }))[1]
    expect(table(2)?.columns.map(({ title }) => title)).toContain('Against')
    expect(table(1)).toMatchObject({ title: 'Wall time against old 1, paired by round' })
  })
})

describe('the words', () => {
  test.each([
    ['nothing', [], 'No run was measured.'],
    ['one run', [0.25], 'a takes 250 ms in one run.'],
    ['three runs', [0.2, 0.3, 0.4], 'a takes 300 ms (200 to 400), the median and range of 3 runs.'],
    ['six runs', [0.1, 0.2, 0.3, 0.3, 0.4, 0.5], 'a takes 300 ms (100 to 500), the median of 6 runs.'],
  ])('of %s', (_, seconds, sentence) => {
    expect(commandHeadline(results([took('a', seconds)]), [])).toBe(sentence)
  })

  test('of many commands name the fastest', () => {
    const all = results(
      ['a', 'b', 'c', 'd', 'e'].map((name, index) => took(name, [3 - index / 2, 3 - index / 2])),
    )
    const comparisons = compareCommands(all, { index: 0, commands: 5 })
    expect(commandHeadline(all, comparisons)).toBe('e is the fastest of 5 commands: 1 s in the median.')
  })

  test('call a range an interval only where six runs make it one', () => {
    const title = (count: number) => commandTables(results([took('a', drift.slice(0, count))]), [])[0]?.title
    expect(title(5)).toBe('Commands (medians, wall time with its range: 6 runs make an interval)')
    expect(title(6)).toBe('Commands (medians, wall time with its 95 % interval)')
  })

  test('count exit codes where they differ', () => {
    const exits = (...codes: number[]) =>
      commandTables(
        results([
          command(
            'a',
            codes.map((exitCode) => run(1, { exitCode })),
          ),
        ]),
        [],
      )
        .at(-1)
        ?.rows[0]?.at(-1)
    expect(exits(0, 0)).toBe('0')
    expect(exits(0, 3, 0)).toBe('0 (2 runs), 3 (1 run)')
  })
})

describe('the cautions', () => {
  const ids = (...found: Parameters<typeof results>) => commandFindings(results(...found)).map(({ id }) => id)
  const even = Array.from({ length: 10 }, (_, index) => 1 + index / 1000)

  test.each([
    ['none of an even command', [took('a', even)], {}, []],
    ['failures', [command('a', [run(1), run(1, { exitCode: 9 })])], {}, ['command-failed']],
    [
      'a process that is left behind',
      [command('a', [run(1, { leftRunning: true })])],
      {},
      ['command-background'],
    ],
    ['a command that is mostly process start', [took('a', [0.001, 0.001])], {}, ['command-short']],
    ['a slow first run', [took('a', [2, ...even])], {}, ['command-first']],
    ['an outlier', [took('a', [...even, 2])], {}, ['command-outliers']],
    ['a missing meter', [took('a', even)], { meterMissing: 'There is none.' }, ['command-meter']],
    ['a shell', [took('a', even)], { shellSeconds: 0.001 }, ['command-shell']],
    [
      'a failure that ended it',
      [took('a', even)],
      { problem: { sentence: 'x', hint: 'y' }, isPartial: true },
      ['command-stopped'],
    ],
  ])('%s', (_, commands, changes, expected) => expect(ids(commands, changes)).toEqual(expected))
})

describe('the export', () => {
  const text = hyperfineExport(
    results([command('make (n=1)', [run(1), run(3, { exitCode: 2 })], { n: '1' }), took('never', [])]),
  )

  test('is what hyperfine writes: times, means, exit codes, parameters', () => {
    expect(JSON.parse(text)).toEqual({
      results: [
        {
          command: 'make (n=1)',
          mean: 2,
          stddev: Math.SQRT2,
          median: 2,
          user: 0.001,
          system: 0.002,
          min: 1,
          max: 3,
          times: [1, 3],
          memory_usage_byte: [1048576, 1048576],
          exit_codes: [0, 2],
          parameters: { n: '1' },
        },
      ],
    })
  })

  test('is read back as a file of hyperfine', () => {
    const { tool, benchmarks } = readBenchmarkFile(text, 'F')
    expect([tool, benchmarks.map(({ name, samples }) => [name, samples])]).toEqual([
      'hyperfine',
      [['make (n=1)', [1, 3]]],
    ])
  })

  test('has null for what was not measured', () => {
    const bare = run(1, { userSeconds: null, systemSeconds: null, peakBytes: null })
    const [one] = JSON.parse(hyperfineExport(results([command('a', [bare])]))).results
    expect(one).toMatchObject({ user: null, system: null, stddev: null })
    expect(one).not.toHaveProperty('memory_usage_byte')
  })
})

describeWithFixtures('the export beside a file of hyperfine', () => {
  test('has every key of it', () => {
    const { results: theirs } = fixtureJson('bench/hyperfine-two.json') as { results: object[] }
    const [own] = JSON.parse(hyperfineExport(results([took('a', [1, 2])]))).results as object[]
    expect(Object.keys(own ?? {})).toEqual(expect.arrayContaining(Object.keys(theirs[0] ?? {})))
  })
})

describe('a comparison of commands, as every result of bench tells it', () => {
  const one = {
    name: 'b',
    reference: 'a',
    pairs: 12,
    ratio: 1.2,
    low: 1.1,
    high: 1.3,
    confidence: 0.95,
    p: 0.01,
    detectable: 0.02,
    pairsNeeded: [],
  }

  test.each([
    ['regression', {}],
    ['improvement', { ratio: 0.8, low: 0.7, high: 0.9 }],
    ['no-regression', { ratio: 1.01, low: 0.99, high: 1.04, p: 0.2 }],
    ['inconclusive', { ratio: 1.01, low: 0.9, high: 1.06, p: 0.2 }],
  ] as const)('is a %s', (verdict, over) => {
    const [change] = commandChange({ ...one, ...over })
    expect(change).toMatchObject({ name: 'b', verdict, pairs: 12, detectable: 0.02 })
    expect(change?.estimate).toBeCloseTo({ ...one, ...over }.ratio - 1, 12)
    expect(change?.high).toBeCloseTo({ ...one, ...over }.high - 1, 12)
  })

  test('is none where so few runs bound nothing', () => {
    expect(commandChange({ ...one, low: null, high: null, confidence: null })).toEqual([])
  })
})
