import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  checkHistory,
  type HistoryRun,
  historyRun,
  parseHistory,
  readBenchmarkFile,
  showHistory,
} from '../../../src/comparison/index.ts'
import { OperatorError, seededRandom } from '../../../src/core/index.ts'
import { texts } from '../files/texts.ts'

const rules = { tolerance: 0.02, last: 20 }
const chance = seededRandom(7)
const noise = Array.from({ length: 60 }, () => 1 + 0.005 * chance.normal())
/** Levels of 100 ns with 0.5 % of noise, times a factor each run. */
const series = (factors: readonly number[]) =>
  factors.map((factor, index) => 1e-7 * factor * (noise[index] ?? 1))
const level = (length: number, factor: number) => Array.from({ length }, () => factor)

const runOf = (value: number, index: number, about: Partial<HistoryRun> = {}): HistoryRun => ({
  schema: 'lewis-perf/history/1',
  at: new Date(Date.UTC(2026, 0, 1 + index)).toISOString(),
  commit: `c${index + 1}`,
  tool: 'go test',
  machine: null,
  stated: { cpu: 'Fast' },
  benchmarks: [
    {
      group: '',
      name: 'A',
      measure: 'time',
      unit: 'seconds',
      better: 'lower',
      value,
      low: null,
      high: null,
      n: 1,
    },
  ],
  ...about,
})
const historyOf = (values: readonly number[], about?: Partial<HistoryRun>) => ({
  runs: values.map((value, index) => runOf(value, index, about)),
  warnings: [],
})
const check = (values: readonly number[], about?: Partial<typeof rules>) =>
  checkHistory(historyOf(values), 'H', { ...rules, ...about })

describe('a check', () => {
  test.each([
    ['a level that stays passes', series(level(30, 1)), 'pass'],
    ['a step up fails', series([...level(20, 1), ...level(8, 1.1)]), 'fail'],
    ['a step down passes', series([...level(20, 1), ...level(8, 0.9)]), 'pass'],
    ['a single spike is no step', series([...level(20, 1), 3, ...level(8, 1)]), 'pass'],
    [
      'a slowdown that was mended passes',
      series([...level(15, 1), ...level(8, 1.1), ...level(8, 1)]),
      'pass',
    ],
    ['a step within the tolerance passes', series([...level(20, 1), ...level(20, 1.015)]), 'pass'],
    ['too few runs are inconclusive', series(level(9, 1)), 'inconclusive'],
  ])('%s', (_, values, verdict) => {
    const { data, exitCode, findings } = check(values)
    expect(data.check?.verdict).toBe(verdict)
    expect(exitCode).toBe(verdict === 'inconclusive' ? 4 : undefined)
    expect(findings.some(({ status }) => status === 'fail')).toBe(verdict === 'fail')
  })

  test('names the run and commit of the step, and its size with an interval', () => {
    const { data } = check(series([...level(20, 1), ...level(8, 1.1)]))
    const [step] = data.series[0]?.steps ?? []
    expect(step).toMatchObject({ run: 21, commit: 'c21', isWorse: true })
    expect(step?.change).toBeCloseTo(0.1, 2)
    expect([(step?.low ?? 1) < 0.1, (step?.high ?? 0) > 0.095]).toEqual([true, true])
  })

  test('forgives a step that began before the last runs', () => {
    const values = series([...level(20, 1), ...level(15, 1.1)])
    expect(check(values, { last: 15 }).data.check?.verdict).toBe('fail')
    expect(check(values, { last: 14 }).data.check?.verdict).toBe('pass')
  })

  test('fails a step from 0, of which there is no share: allocations that were none', () => {
    const { data, findings } = check([...level(12, 0), ...level(8, 3)])
    expect(data.series[0]?.steps).toMatchObject([{ run: 13, before: 0, after: 3, change: 1, isWorse: true }])
    expect(findings).toMatchObject([
      { status: 'fail', because: 'its latest step, at run 13 (c13), is up from 0, for the worse' },
    ])
    expect(check([...level(12, 0), ...level(8, -3)]).findings[0]?.because).toContain(
      'is down from 0, for the better',
    )
    expect(check([...level(12, 3), ...level(8, 0)]).findings[0]?.because).toContain(
      'is -100 %, for the better',
    )
  })

  test('says how large the step was and where the levels lie', () => {
    const [finding] = check([...level(12, 100), ...level(8, 112.5)]).findings
    expect(finding?.because).toBe('its latest step, at run 13 (c13), is +12.5 %, for the worse')
    expect(finding?.evidence).toMatchObject({
      before: { value: 100, unit: 'seconds' },
      after: { value: 112.5, unit: 'seconds' },
      change: { value: 0.125, unit: 'ratio', confidence: 0.95 },
      since: '2026-01-13T00:00:00.000Z',
    })
  })

  test('judges a rate by its fall', () => {
    const rate = (factor: number) =>
      [...level(12, 100), ...level(8, 100 * factor)].map((value, index) => {
        const run = runOf(value, index)
        return { ...run, benchmarks: run.benchmarks.map((one) => ({ ...one, better: 'higher' as const })) }
      })
    const verdict = (factor: number) =>
      checkHistory({ runs: rate(factor), warnings: [] }, 'H', rules).data.check?.verdict
    expect([verdict(0.9), verdict(1.1)]).toEqual(['fail', 'pass'])
  })

  test('says the same at every call', () => {
    const values = series([...level(20, 1), ...level(8, 1.1)])
    expect(check(values)).toEqual(check(values))
  })
})

describe('machines', () => {
  const fast = historyOf(series(level(12, 1))).runs
  const slow = historyOf(series(level(12, 2)), { stated: { cpu: 'Slow' } }).runs

  test('have a series each: a slower machine is no slowdown', () => {
    const { data } = checkHistory({ runs: [...fast, ...slow], warnings: [] }, 'H', {
      tolerance: 0.02,
      last: 50,
    })
    expect(data.series.map(({ machine, points }) => [machine, points.length])).toEqual([
      ['Fast', 12],
      ['Slow', 12],
    ])
    expect(data.check?.verdict).toBe('pass')
  })

  test('are told apart by their fingerprint, not by a lock file or the name of one of them', () => {
    const machine = {
      id: 'a',
      cpuModel: 'Fast',
      cores: 4,
      effectiveCores: 4,
      memoryBytes: 8e9,
      kernel: 'Linux 6.1',
      node: '20.1.0',
      v8: '11',
    }
    const on = (changes: object, index: number) =>
      runOf(1e-7, index, { machine: { ...machine, ...changes }, stated: {} })
    const runs = [
      on({}, 0),
      on({ lockFileHash: 'x', id: 'b' }, 1),
      on({ memoryBytes: 8.1e9 }, 2),
      on({ node: '22.0.0' }, 3),
    ]
    const { data } = showHistory({ runs, warnings: [] }, 'H')
    expect(data.series.map(({ points }) => points.map(({ run }) => run))).toEqual([[1, 2, 3], [4]])
  })
})

describe('the file', () => {
  const lines = historyOf([1, 2]).runs.map((run) => JSON.stringify(run))

  test('is read in order of time, whatever that of its lines', () => {
    const { runs } = parseHistory(`${lines[1]}\n${lines[0]}\n`, 'H')
    expect(runs.map(({ commit }) => commit)).toEqual(['c1', 'c2'])
  })

  test.each([
    ['at its end', `${lines[0]}\n${lines[1]?.slice(0, 50)}`, 2],
    ['with a line after it', `${lines[1]?.slice(0, 50)}\n${lines[0]}\n`, 1],
  ])('leaves out a line that was cut off %s', (_, text, line) => {
    const { runs, warnings } = parseHistory(text, 'H')
    expect(runs.length).toBe(1)
    expect(warnings).toEqual([`H:${line} was cut off, as by a crash, and is left out.`])
  })

  test.each([
    ['nothing', '', 'holds no run'],
    ['text', 'hello\n', 'holds no run'],
    ['another JSON', '{"a":1}', 'H:1 is no run of a history'],
    ['a newer schema', lines[0]?.replace('history/1', 'history/2') ?? '', 'lewis-perf/history/2'],
    ['a time that is none', lines[0]?.replace('2026-01-01', '2026-99-01') ?? '', 'its time is none'],
    ['a value that is none', lines[0]?.replace('"value":1', '"value":"1"') ?? '', 'missing value'],
  ])('of %s is refused', (_, text, sentence) => {
    expect(() => parseHistory(text, 'H')).toThrow(
      expect.objectContaining({ exitCode: 2, message: expect.stringContaining(sentence) }),
    )
  })

  test('with any damage is read, or refused in a sentence', () => {
    const text = `${lines.join('\n')}\n`
    fc.assert(
      fc.property(fc.nat(text.length), fc.nat(9), fc.string({ maxLength: 4 }), (at, length, piece) => {
        try {
          const damaged = text.slice(0, at) + piece + text.slice(at + length)
          showHistory(parseHistory(damaged, 'H'), 'H')
        } catch (error) {
          if (!(error instanceof OperatorError)) throw error
        }
      }),
      { numRuns: 500 },
    )
  })

  test('keeps median, interval and count of what was measured', () => {
    const run = historyRun(readBenchmarkFile(texts.go, 'F'), { at: '2026-01-01T00:00:00.000Z', commit: null })
    expect(run.benchmarks[0]).toEqual({
      group: 'example.com/codec',
      name: 'Encode-8',
      measure: 'time',
      unit: 'seconds',
      better: 'lower',
      value: expect.closeTo(1.424e-6, 15),
      low: null,
      high: null,
      n: 2,
    })
    expect(parseHistory(JSON.stringify(run), 'H').runs).toEqual([run])
  })
})

test('is shown as a chart of medians with the levels between its steps', () => {
  const { charts } = showHistory(historyOf(series([...level(20, 1), ...level(8, 1.1)])), 'H', 'A')
  expect(charts?.[0]?.series.map(({ name }) => name)).toEqual(['median', 'level'])
  const levels = charts?.[0]?.series[1]?.points.map(([, y]) => y)
  expect(new Set(levels).size).toBe(2)
  expect(() => showHistory(historyOf([1]), 'H', 'B')).toThrow(OperatorError)
})
