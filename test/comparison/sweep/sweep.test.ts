import { describe, expect, it } from 'vitest'
import {
  parseLevels,
  presentSweeps,
  type Sweep,
  type SweepKind,
  type SweepMeasurement,
  sweepPoints,
} from '../../../src/comparison/index.ts'

function measured(concurrency: number, throughputs: readonly number[], coresUsed = 0.1): SweepMeasurement[] {
  return throughputs.map((throughput, round) => ({
    concurrency,
    round,
    throughput,
    latencyP50Seconds: concurrency / throughput,
    latencyP99Seconds: (2 * concurrency) / throughput,
    operations: Math.floor(throughput),
    errors: 0,
    firstError: null,
    coresUsed,
    lateSeconds: 0,
  }))
}

function sweep(kind: SweepKind, ...levels: SweepMeasurement[][]): Sweep {
  const points = sweepPoints(kind, levels.flat())
  return { name: 'scan > case', kind, points, failures: [], seconds: 1, rounds: 5 }
}

const hundred = measured(
  1,
  [100, 101, 102, 103, 104].map((one) => one * 2),
)
const flat = (level: number, throughput: number, coresUsed?: number) =>
  measured(
    level,
    [-2, -1, 0, 1, 2].map((one) => throughput + one),
    coresUsed,
  )

describe('levels', () => {
  it.each([
    ['1,2,4,8', [1, 2, 4, 8]],
    ['4,1,4', [1, 4]],
    ['2..8:2', [2, 4, 6, 8]],
    ['1024', [1024]],
  ])('%s', (text, levels) => {
    expect(parseLevels(text)).toEqual({ ok: true, value: levels })
  })

  it.each([
    ['0,1', 'has a level of 0'],
    ['1.5', 'has a level of 1.5'],
    ['-2', 'has a level of -2'],
    ['1025', 'has a level of 1025'],
    ['1..1e9', 'has 1000000000 levels'],
    ['many', 'is not a number'],
  ])('refuse %s', (text, problem) => {
    expect(parseLevels(text)).toMatchObject({ ok: false, problem })
  })
})

describe('the points of a sweep', () => {
  it('have medians, intervals, and speed-ups within each round', () => {
    const points = sweepPoints('threads', [...measured(4, [30, 60, 90]), ...measured(2, [10, 20, 30])])
    expect(points.map(({ concurrency }) => concurrency)).toEqual([2, 4])
    expect(points[1]).toMatchObject({
      throughput: 60,
      throughputLow: 30,
      throughputHigh: 90,
      speedup: 3,
      speedupLow: 3,
      speedupHigh: 3,
      efficiency: 1.5,
      rounds: 3,
      throughputByRound: [30, 60, 90],
      operations: 180,
    })
  })

  it('are none where no operation succeeded', () => {
    expect(sweepPoints('threads', measured(1, [0, 0]))).toEqual([])
  })

  it('keep the place of a round that is missing', () => {
    const [point] = sweepPoints('threads', measured(1, [5, 6, 7]).slice(1))
    expect(point?.throughputByRound).toEqual([null, 6, 7])
  })
})

describe('what sweeps recommend', () => {
  const answer = (...sweeps: Sweep[]) => presentSweeps(sweeps, { effectiveCores: 2 })

  it('is the smallest level that does as much as the best', () => {
    const { data, findings, headline, warnings } = answer(
      sweep('event-loop', flat(1, 100), flat(2, 200), flat(4, 395), flat(8, 397)),
    )
    expect(data.settings).toEqual([
      { name: 'scan > case', maxConcurrentScans: 4, maxWorkers: null, pool: null },
    ])
    expect(headline).toBe('scan > case: max_concurrent_scans 4 (395/s, 4 times that of 1).')
    expect(findings[0]).toMatchObject({
      id: 'max-concurrent-scans',
      title: 'max_concurrent_scans: 4',
      status: 'info',
      because:
        '4 at once did 395/s (393 to 397), 3.95 times what 1 at once did; 8 at once did 397/s (395 to 399), which is no more as far as the rounds can tell; 0.1 cores of 2 were busy.',
    })
    expect(warnings).toEqual([])
  })

  it.each([
    [
      'the largest level is the best',
      [flat(1, 100), flat(2, 200)],
      'is the largest that was tried (2), so more may do more. Try 4 and 8 too.',
    ],
    [
      'the rounds spread',
      [measured(1, [100, 150, 160, 170, 400]), flat(2, 390), flat(4, 200)],
      'spread too widely to tell 1 ',
    ],
    [
      'the event loop is full',
      [flat(1, 100, 0.99), flat(2, 100, 0.99)],
      'kept the event loop busy all the time (0.99 cores)',
    ],
    ['the rounds are few', [measured(1, [900]), measured(2, [900])], 'only 1 of 5 rounds were measured'],
    ['operations are few', [flat(1, 50), flat(2, 50)], '50 operations a round at 1 are too few for a p99'],
    ['operations are short', [flat(1, 1e6), flat(2, 1e6)], 'an operation takes 1 µs'],
  ])('comes with a doubt where %s', (_, levels, doubt) => {
    const { warnings } = answer(sweep('event-loop', ...levels))
    expect(warnings.filter((one) => one.includes(doubt))).toHaveLength(1)
  })

  it('doubts workers that took all cores there are', () => {
    const { warnings } = answer(sweep('processes', flat(1, 100, 1), flat(2, 190, 1.9), flat(4, 190, 1.9)))
    expect(warnings).toEqual([
      'scan > case in worker processes: 2 worker processes used 1.9 cores of 2: this machine is the limit, shared by the case and what measures it. Measure on the machine that the setting is for.',
    ])
  })

  it.each([
    ['processes where they do more', 100, 200, 'process'],
    ['threads where they do more', 200, 100, 'thread'],
    ['threads where the rounds cannot tell', 100, 100, 'thread'],
  ])('is a pool of %s', (_, threads, processes, pool) => {
    const { data, headline } = answer(
      sweep('threads', flat(1, threads), flat(2, threads)),
      sweep('processes', flat(1, processes), flat(2, processes)),
    )
    expect(data.settings[0]).toMatchObject({ maxWorkers: 1, pool })
    expect(headline).toContain(`in a ${pool} pool`)
  })

  it('keeps what was measured beside a level that failed, and exits with 3', () => {
    const failures = [{ concurrency: 4, sentence: 'It ran out of memory.' }]
    const { exitCode, findings } = answer({ ...sweep('threads', flat(1, 200), flat(2, 100)), failures })
    expect(exitCode).toBe(3)
    expect(findings.at(-1)).toMatchObject({
      id: 'sweep-failure',
      status: 'unknown',
      because: 'It ran out of memory.',
    })
  })
})

describe('tables and charts of sweeps', () => {
  const { tables, charts, data } = presentSweeps(
    [sweep('event-loop', hundred, flat(2, 300)), sweep('threads', flat(1, 100))],
    { effectiveCores: 2 },
  )

  it('show a row a level, and the ideal line beside the measured one', () => {
    expect(tables.map(({ title, rows, detail }) => [title, rows.length, detail === true])).toEqual([
      ['scan > case, on one event loop', 2, false],
      ['scan > case, on one event loop: speed-up and CPU', 2, true],
      ['scan > case, worker threads', 1, false],
      ['scan > case, worker threads: speed-up and CPU', 1, true],
    ])
    expect(charts).toEqual([
      expect.objectContaining({
        series: [
          {
            name: 'measured',
            points: [
              [1, 204],
              [2, 300],
            ],
          },
          {
            name: 'ideal',
            points: [
              [1, 204],
              [2, 408],
            ],
          },
        ],
      }),
    ])
  })

  it('keep the points of the first sweep where capacity laws look for them', () => {
    expect(data.points).toBe(data.sweeps[0]?.points)
    expect(data.points[0]).toMatchObject({ concurrency: 1, throughput: 204 })
  })
})
