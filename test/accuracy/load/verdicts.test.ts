import { expect, test } from 'vitest'
import type { Measured, Said } from './suite.ts'
import { checkVerdicts, duels, toolErrors } from './verdicts.ts'

function repetitions(measured: readonly number[], more: object): Measured[] {
  return measured.map((value) => ({
    checks: [{ name: 'a', unit: 'ms', measured: value, atMost: 2, ...more }],
  }))
}

test.each<[string, number[], object, boolean]>([
  ['the median holds', [1, 1, 9], {}, true],
  ['the median does not hold', [1, 9, 9], {}, false],
  ['an exact one has to hold every time', [1, 1, 9], { isExact: true }, false],
  ['what is no number does not hold', [1, Number.NaN, 1], {}, false],
])('%s', (_, measured, more, expected) => {
  expect(checkVerdicts(repetitions(measured, more))[0]?.holds).toBe(expected)
})

const said = (tool: Said['tool'], reported: number | null): Said => ({
  tool,
  figure: 'p99',
  unit: 'ms',
  reported,
  truth: 100,
})

test('an error is the distance to the truth, and silence is none', () => {
  const errors = toolErrors([{ checks: [], said: [said('wrk', 90), said('wrk', null), said('hey', 101)] }])
  expect(errors.map(({ tool, median, silent }) => [tool, median, silent])).toEqual([
    ['hey', 1, 0],
    ['wrk', 10, 1],
  ])
})

test.each([
  ['always better than ours', [101, 101, 101], [100, 100, 100], true],
  ['better by less than the truth is known to', [100.1, 100.1, 100.1], [100, 100, 100], false],
  ['now better and now worse', [101, 100, 101], [100, 102, 100], false],
  ['seen too seldom', [101, 101], [100, 100], false],
])('a rival that is %s', (_, ours, theirs, expected) => {
  const rows = ours.map((own, index) => ({
    checks: [],
    said: [said('lewis-perf', own), said('wrk', theirs[index] ?? null)],
  }))
  expect(duels(rows, { ms: 0.2 }).map(({ isOursWorse }) => isOursWorse)).toEqual([expected])
})
