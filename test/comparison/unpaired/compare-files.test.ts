import { describe, expect, test } from 'vitest'
import { compareFiles, readBenchmarkFile } from '../../../src/comparison/index.ts'
import { describeWithFixtures, fixtureText } from '../../fixtures.ts'
import { texts } from '../files/texts.ts'

const usual = { tolerance: 0.02, detect: 0.05, allowRemoved: false, allowCrossMachine: false }
const compare = (old: string, fresh: string, rules = {}) =>
  compareFiles(
    { name: 'old', file: readBenchmarkFile(old, 'old', 'old') },
    { name: 'new', file: readBenchmarkFile(fresh, 'new', 'new') },
    { ...usual, ...rules },
  )
const go = (name: string, values: readonly number[], unit = 'ns/op') =>
  values.map((value) => `Benchmark${name} 100 ${value} ${unit}\n`).join('')
const base = [100, 101, 102, 103, 104, 105, 106, 107, 108, 109]
const times = (factor: number) => base.map((value) => value * factor)

describe('the verdict', () => {
  test('the same values pass: ten of them 1 % apart bound a slowdown below 5 %', () => {
    const { data, exitCode } = compare(go('A', base), go('A', base))
    expect([data.verdict, exitCode]).toEqual(['pass', undefined])
  })

  test.each([
    [1.1, 'slower', 'fail'],
    [1.02, 'inconclusive', 'inconclusive'],
    [0.8, 'faster', 'pass'],
  ])('times %d it is %s', (factor, verdict, whole) => {
    const { data, findings, exitCode } = compare(go('A', base), go('A', times(factor)))
    expect(data.benchmarks[0]?.verdict).toBe(verdict)
    expect(data.verdict).toBe(whole)
    expect(exitCode).toBe(verdict === 'inconclusive' ? 4 : undefined)
    expect(findings.some(({ status }) => status === 'fail')).toBe(whole === 'fail')
  })

  test('a certain slowdown within the tolerance does not fail', () => {
    const fine = base.map((value) => 1000 + value / 100)
    const { data } = compare(
      go('A', fine),
      go(
        'A',
        fine.map((value) => value * 1.01),
      ),
    )
    expect(data.benchmarks[0]?.adjustedP).toBeLessThan(0.01)
    expect(data.verdict).toBe('pass')
    const strict = compare(
      go('A', fine),
      go(
        'A',
        fine.map((value) => value * 1.01),
      ),
      { tolerance: 0.005 },
    )
    expect(strict.data.verdict).toBe('fail')
  })

  test('less of what should be more is a slowdown', () => {
    const rate = (factor: number) => go('A', times(factor), 'MB/s')
    expect(compare(rate(1), rate(0.8)).data.benchmarks[0]).toMatchObject({ verdict: 'slower' })
    expect(compare(rate(1), rate(1.2)).data.benchmarks[0]).toMatchObject({ verdict: 'faster' })
  })

  test('five of each reach p 0.01 alone, and not among ten', () => {
    const five = [100, 100.1, 100.2, 100.3, 100.4]
    const slow = five.map((value) => value * 1.2)
    expect(compare(go('A', five), go('A', slow)).data.verdict).toBe('fail')
    const nine = Array.from({ length: 9 }, (_, index) => go(`B${index}`, five)).join('')
    const { data } = compare(go('A', five) + nine, go('A', slow) + nine)
    expect(data.benchmarks[0]).toMatchObject({ verdict: 'inconclusive' })
    // 2 / C(12, 6) x 10 = 0.0216 and 2 / C(14, 7) x 10 = 0.0058.
    expect(data.benchmarks[0]?.because).toContain('take at least 7 of each')
  })

  test('allocations that were none and are some fail; that stay none pass', () => {
    const none = [0, 0, 0, 0, 0, 0]
    const some = [1, 1, 1, 1, 1, 1]
    const allocations = (values: number[]) => go('A', values, 'allocs/op')
    expect(compare(allocations(none), allocations(some)).data.verdict).toBe('fail')
    expect(compare(allocations(none), allocations(none)).data.verdict).toBe('pass')
    expect(compare(allocations(some), allocations(none)).data.verdict).toBe('pass')
  })

  test('a benchmark without samples is judged by mean, deviation and count as Welch does', () => {
    const vitest = (mean: number) => texts.vitest.replace('"mean":1', `"mean":${mean}`)
    const { data } = compare(vitest(1), vitest(1.2))
    // t = 0.2 / (0.25 sqrt(2 / 99)) = 5.629, df = 196.
    expect(data.benchmarks[0]).toMatchObject({ test: 'Welch', verdict: 'slower' })
    expect(data.benchmarks[0]?.p).toBeCloseTo(6.22487e-8, 12)
    expect(data.benchmarks[0]?.change?.low).toBeCloseTo(0.12993, 4)
  })

  test('medians alone are never a pass', () => {
    const { data, exitCode } = compare(texts.benchstat, texts.benchstat, { allowRemoved: true })
    expect([data.verdict, exitCode]).toEqual(['inconclusive', 4])
  })
})

describe('what only one file has', () => {
  const both = go('A', base)

  test('is info where it is new', () => {
    const { data, findings } = compare(both, both + go('B', base))
    expect([data.verdict, data.added]).toEqual(['pass', ['B']])
    expect(findings.find(({ instance }) => instance === 'B')?.status).toBe('info')
  })

  test('fails where it is gone, unless that is allowed', () => {
    const gone = both + go('B', base)
    expect(compare(gone, both).data).toMatchObject({ verdict: 'fail', removed: ['B'] })
    expect(compare(gone, both, { allowRemoved: true }).data.verdict).toBe('pass')
  })

  test('fails where it failed in the new file, also when removal is allowed', () => {
    const { data } = compare(both + go('B', base), `${both}--- FAIL: BenchmarkB\n`, { allowRemoved: true })
    expect(data).toMatchObject({ verdict: 'fail', failed: [{ name: 'B' }], removed: [] })
  })

  test('and nothing in common is an error', () => {
    expect(() => compare(go('A', base), go('B', base))).toThrow(
      expect.objectContaining({
        exitCode: 2,
        sentence: expect.stringContaining('No benchmark has the same name'),
      }),
    )
  })
})

describe('files of two machines', () => {
  const slow = texts.go.replace('Fast CPU', 'Slow CPU').replaceAll(/1423|1425/g, '9000')

  test('are refused with what differs', () => {
    expect(() => compare(texts.go, slow)).toThrow(
      expect.objectContaining({ exitCode: 2, sentence: expect.stringContaining('"Slow CPU @ 3.00GHz" now') }),
    )
    const other = texts.own.replace('"cores": 4', '"cores": 8')
    expect(() => compare(texts.own, other)).toThrow(
      expect.objectContaining({ exitCode: 2, sentence: expect.stringContaining('Cores: 4 then, 8 now') }),
    )
  })

  test('only advise where they are allowed: nothing fails', () => {
    const many = (text: string) => text + text.replace(/^--- FAIL.*$/m, '').repeat(9)
    const { data, findings, headline, warnings } = compare(many(texts.go), many(slow), {
      allowCrossMachine: true,
    })
    expect(data).toMatchObject({ advisory: true, verdict: 'fail' })
    expect(findings.some(({ status }) => status === 'fail')).toBe(false)
    expect(findings.some(({ status }) => status === 'warn')).toBe(true)
    expect(headline).toMatch(/^advisory, would fail/)
    expect(warnings.join()).toContain('Advisory only')
  })

  test('of which nothing is known are compared with a warning', () => {
    expect(compare(go('A', base), go('A', base)).warnings.join()).toContain('which machine')
    expect(compare(texts.own, texts.own).warnings.join()).not.toContain('which machine')
  })
})

test('every result says that it is unpaired, and what gates better', () => {
  const { data, headline, warnings } = compare(go('A', base), go('A', base))
  expect(data.design).toBe('unpaired')
  expect(headline).toContain('unpaired')
  expect(warnings[0]).toContain('Gate with --base-ref instead')
})

test('what the samples could show: mean deviations of 3 % need 75 of each for 2 %', () => {
  // Logarithms of two values each around 0 with MAD .03 / 1.4826.
  const spread = 0.03 / 1.4826
  const values = [-2, -1, 0, 1, 2].map((step) => Math.exp(step * spread) * 100)
  const { data } = compare(go('A', values), go('A', values))
  const needed = data.benchmarks[0]?.samplesNeeded.map(({ samples }) => samples)
  // n = 2 (2.5758 + 1.6449)^2 s^2 / (0.9549 ln(1 + effect)^2)
  expect(needed).toEqual([340, 86, 16])
  expect(data.benchmarks[0]?.minimumDetectableEffect).toBeCloseTo(0.0854, 3)
})

describeWithFixtures('against benchstat', () => {
  const file = (name: string) => fixtureText(`bench/${name}`)

  test('old and new: medians, p and the interval of new as it prints them', () => {
    const { data } = compare(file('go-bench-old.txt'), file('go-bench-new.txt'))
    const [json, gob] = data.benchmarks
    const printed = file('benchstat-csvOldNew.txt')
    expect(printed).toContain(
      `Encode/format=json-48,1.7180000000000001e-06,1%,1.4225000000000001e-06,1%,-17.20%`,
    )
    expect([json?.old.median, json?.new.median]).toEqual([1.718e-6, 1.4225e-6])
    expect((json?.ratio ?? 0) - 1).toBeCloseTo(-0.172, 4)
    expect([json?.new.low, json?.new.high]).toEqual([1.412e-6, 1.426e-6])
    expect(json?.p).toBeCloseTo(1.08e-5, 7)
    expect(printed).toContain('p=0.446 n=10')
    expect(gob?.p?.toFixed(3)).toBe('0.446')
    expect(json?.verdict).toBe('faster')
    expect(gob?.verdict).toBe('unchanged')
  })

  test('before and after in one file: all samples are equal, one gone, one new', () => {
    const [before = '', after = ''] = file('go-bench-issue19565.txt').split('note: after')
    const { data } = compare(before, after)
    expect(file('benchstat-issue19565.txt')).toContain('p=1.000 n=6')
    expect(data).toMatchObject({ removed: ['B'], added: ['C'], verdict: 'fail' })
    expect(data.benchmarks).toMatchObject([
      { name: 'A', p: 1, verdict: 'unchanged', change: { low: 0, high: 0 } },
    ])
  })

  test('too few values to tell: benchstat marks them n=1, this is inconclusive', () => {
    const [before = '', after = ''] = file('go-bench-units.txt').split('note: after')
    const { data, exitCode } = compare(before, after)
    expect(exitCode).toBe(4)
    expect(data.benchmarks.map(({ old, new: fresh }) => [old.median, fresh.median])).toEqual([
      [100, 105],
      [101, 101],
    ])
  })
})
