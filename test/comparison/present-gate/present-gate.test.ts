import { describe, expect, it } from 'vitest'
import {
  type GateFacts,
  type GateJudgement,
  gateRule,
  judgeLook,
  presentGate,
} from '../../../src/comparison/index.ts'

const clean: GateFacts['control'] = {
  verdict: 'clean',
  because: 'The control was unchanged.',
  pairs: 12,
  estimate: 0,
  low: -0.001,
  high: 0.001,
  confidence: 0.99,
  autocorrelation: 0,
}

/** Twelve pairs in which head takes `change` longer, a tenth of a percent more or less. */
function judged(name: string, change: number, look = 0): GateJudgement {
  const logRatios = Array.from({ length: 12 }, (_, index) => Math.log1p(change + (index - 5.5) / 5500))
  const [judgement] = judgeLook({ rule: gateRule(), benchmarks: [{ name, logRatios, decided: null }], look })
  if (judgement === undefined) throw new Error('one benchmark has one judgement')
  return judgement
}

function facts(over: Partial<GateFacts>): GateFacts {
  return {
    kind: 'gate',
    base: { label: 'main (1234567)', commit: '1234567890' },
    head: { label: 'the working folder', commit: null },
    tolerance: 0.02,
    detect: 0.05,
    pairs: 12,
    judgements: [],
    control: clean,
    times: [],
    controlTimes: { name: 'control', baseSeconds: [], headSeconds: [] },
    added: [],
    removed: [],
    broken: [],
    unloadable: [],
    allowRemoved: false,
    seed: 1,
    isConfirmed: false,
    disturbances: [],
    ...over,
  }
}

const steady = judged('a > steady', 0.001)
const slower = judged('a > slower', 0.08)
const faster = judged('a > faster', -0.2)
const open: GateJudgement = { ...judged('a > open', 0.03), verdict: 'inconclusive' }

describe('the outcome of a gate', () => {
  it.each<[string, Partial<GateFacts>, number, string]>([
    [
      'a slowdown',
      { judgements: [steady, slower] },
      1,
      'a > slower got slower by 8 % (7.93 to 8.07 % slower) against main (1234567): 1 of 2 benchmarks fails.',
    ],
    [
      'no slowdown',
      { judgements: [steady] },
      0,
      'No slowdown of 5 % or more in 1 benchmark against main (1234567) (at most 0.17 % slower).',
    ],
    [
      'only speed-ups',
      { judgements: [faster] },
      0,
      'No slowdown of 5 % or more in 1 benchmark against main (1234567) (all at least 20 % faster).',
    ],
    [
      'what could not be decided',
      { judgements: [steady, open] },
      4,
      'Inconclusive against main (1234567): 1 of 2 benchmarks could not be decided in 12 pairs; the noise hides slowdowns below 0.1 %.',
    ],
    [
      'a disturbed machine',
      { judgements: [open], control: { ...clean, verdict: 'contaminated' } },
      4,
      'Inconclusive against main (1234567): something else disturbed the machine.',
    ],
    [
      'a slowdown beside what could not be decided',
      { judgements: [open, slower] },
      1,
      'a > slower got slower by 8 % (7.93 to 8.07 % slower) against main (1234567): 1 of 2 benchmarks fails.',
    ],
    [
      'a benchmark that is gone',
      { judgements: [steady], removed: ['a > gone'] },
      1,
      'a > gone is in main (1234567) and gone now: 1 benchmark removed.',
    ],
    [
      'one that is gone and may be',
      { judgements: [steady], removed: ['a > gone'], allowRemoved: true },
      0,
      'No slowdown of 5 % or more in 1 benchmark against main (1234567) (at most 0.17 % slower).',
    ],
    [
      'one that fails',
      { judgements: [steady], broken: [{ name: 'a > broken', said: 'no such file' }] },
      1,
      'a > broken fails in the working folder: no such file.',
    ],
    [
      'only what is new',
      { added: ['a > new'] },
      4,
      'Nothing could be compared against main (1234567): 1 benchmark of head, none of them there.',
    ],
    ['nothing to compare', {}, 3, 'Nothing could be compared against main (1234567).'],
    [
      'a suite that the base cannot run',
      { judgements: [steady], unloadable: [{ file: 'a.bench.ts', said: 'no export h' }] },
      4,
      'No slowdown of 5 % or more in 1 benchmark against main (1234567) (at most 0.17 % slower), but 1 suite could not be compared.',
    ],
    [
      'what was interrupted after a pair',
      { pairs: 1, judgements: [{ ...open, verdict: 'undecided', upperBound: null, pairs: 1 }] },
      4,
      'Not decided against main (1234567): 1 pair is too few to tell anything.',
    ],
  ])('%s', (_, over, exitCode, headline) => {
    expect(presentGate(facts(over))).toMatchObject({ exitCode, headline })
  })

  it('speaks to a CI job in five verdicts', () => {
    const verdicts = (over: Partial<GateFacts>): string[] =>
      presentGate(facts(over)).data.comparisons.map(({ verdict }) => verdict)
    expect(verdicts({ judgements: [slower, faster, steady, open] })).toEqual([
      'regression',
      'improvement',
      'no-regression',
      'inconclusive',
    ])
    expect(verdicts({ judgements: [open], control: { ...clean, verdict: 'contaminated' } })).toEqual([
      'contaminated',
    ])
  })

  it('tells of each benchmark what was found, what could have been, and how many pairs 1, 2 and 5 % take', () => {
    const { findings, tables, data } = presentGate(facts({ judgements: [slower], isConfirmed: true }))
    expect(findings).toMatchObject([
      {
        id: 'gate.benchmark',
        instance: 'a > slower',
        title: 'Got slower',
        status: 'fail',
        evidence: { pairs: { value: 12 }, 'adjusted p': { value: slower.adjustedP } },
        advice: [{ text: expect.stringContaining('main (1234567)') as string }],
      },
    ])
    expect(data.comparisons).toMatchObject([
      { estimate: slower.estimate, low: slower.low, high: slower.high, p: slower.adjustedP, pairs: 12 },
    ])
    expect(tables.map(({ columns }) => columns.map(({ title }) => title))).toEqual([
      ['Benchmark', 'Verdict', 'Change', 'At most', 'Pairs', 'Can find'],
      ['Benchmark', '1 %', '2 %', '5 %'],
    ])
    expect(tables[0]?.rows[0]?.slice(0, 2)).toEqual(['a > slower', 'SLOWER'])
    expect(tables[1]?.rows[0]).toEqual([
      'a > slower',
      ...slower.pairsNeeded.map(({ pairs }) => ({ value: pairs, unit: 'count' })),
    ])
  })

  it('has the times of head as cases and the change of each pair as a chart', () => {
    const { data, charts } = presentGate(
      facts({
        judgements: [slower],
        times: [{ name: 'a > slower', baseSeconds: [1, 2, 4], headSeconds: [1.5, 2, 3] }],
      }),
    )
    expect(data.cases).toEqual([
      { name: 'a > slower', unit: 'seconds', median: 2, low: 1.5, high: 3, mad: 0.5, samples: 3 },
    ])
    expect(charts?.[0]?.series[0]?.points).toEqual([
      [1, 0.5],
      [2, 0],
      [3, -0.25],
    ])
  })

  it('tells of a suite that the base cannot run as of a loss', () => {
    const { findings } = presentGate(
      facts({ judgements: [steady], unloadable: [{ file: 'a.bench.ts', said: 'no export h' }] }),
    )
    expect(findings[1]).toMatchObject({
      id: 'gate.unloadable',
      instance: 'a.bench.ts',
      status: 'unknown',
      because: expect.stringMatching(/: no export h$/) as string,
    })
  })

  it('advises a disturbed machine differently from a noisy one', () => {
    const advice = (over: Partial<GateFacts>): string | undefined =>
      presentGate(facts({ judgements: [open], ...over })).findings[0]?.advice?.[0]?.text
    expect(advice({ control: { ...clean, verdict: 'contaminated' } })).toBe(
      'Run it again where nothing else runs: a machine of its own, or a quieter hour.',
    )
    expect(advice({})).toMatch(
      /^Run it on a quieter machine, or ask for less \(--detect 10%\); to find 5 % here takes \d+ pairs\.$/,
    )
  })
})
