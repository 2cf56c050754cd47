import { expect, test } from 'vitest'
import { readBenchmarkFile } from '../../../src/comparison/index.ts'
import { OperatorError } from '../../../src/core/index.ts'
import { describeWithFixtures, fixtureJson, fixtureText } from '../../fixtures.ts'
import { texts } from './texts.ts'

const read = (text: string, side?: 'old' | 'new') => readBenchmarkFile(text, 'F', side)
const of = (text: string, name: string, measure = 'time', side?: 'old' | 'new') =>
  read(text, side).benchmarks.find((one) => one.name === name && one.measure === measure)

test.each([
  ['hyperfine', 'hyperfine', ['sleep 1', 'true']],
  ['tinybench6', 'tinybench', ['parse', 'print']],
  ['tinybench2', 'tinybench', ['parse']],
  ['tinybenchFlat', 'tinybench', ['parse']],
  ['vitest', 'vitest', ['a.bench.ts > sort > numbers']],
  ['go', 'go test', ['Encode-8', 'Encode-8', 'Encode-8', 'Encode-8', 'Decode-8']],
  ['google', 'google-benchmark', ['BM_A', 'BM_A', 'BM_B']],
  ['benchstat', 'benchstat', ['Encode']],
  ['own', 'lewis-perf', ['codec > encode']],
] as const)('a file of %s is told by its content', (key, tool, names) => {
  const file = read(texts[key])
  expect(file.tool).toBe(tool)
  expect(file.benchmarks.map(({ name }) => name)).toEqual(names)
})

test.each([
  ['seconds of hyperfine as they are', 'hyperfine', 'sleep 1', 'time', [1.01, 1.02, 1.03]],
  ['milliseconds of tinybench 6', 'tinybench6', 'parse', 'time', [0.001, 0.002, 0.003]],
  ['milliseconds of tinybench 2', 'tinybench2', 'parse', 'time', [0.001, 0.002, 0.003]],
  ['nanoseconds of go, repetitions together', 'go', 'Encode-8', 'time', [1.423e-6, 1.425e-6]],
  ['megabytes per second', 'go', 'Encode-8', 'B/s', [12.5e6, 12.4e6]],
  ['bytes', 'go', 'Encode-8', 'B/op', [48, 48]],
  ['allocations', 'go', 'Encode-8', 'allocs/op', [2, 2]],
  ['repetitions of Google Benchmark without their mean', 'google', 'BM_A', 'time', [10e-6, 12e-6]],
  ['its CPU time', 'google', 'BM_A', 'CPU time', [9e-6, 9e-6]],
  ['our own seconds', 'own', 'codec > encode', 'time', [0.001, 0.0012, 0.0011]],
] as const)('%s', (_, key, name, measure, samples) => {
  expect(of(texts[key], name, measure)?.samples).toEqual(samples)
})

test.each([
  [
    'vitest',
    'a.bench.ts > sort > numbers',
    { n: 99, mean: 0.001, standardDeviation: 0.00025, median: 0.00075 },
  ],
  ['tinybench6', 'print', { n: 50, mean: 0.004, standardDeviation: 0.001, median: 0.0035 }],
  ['tinybenchFlat', 'parse', { n: 10, mean: 0.002, standardDeviation: 0.0005, median: null }],
  ['google', 'BM_B', { n: 5, mean: 0.003, standardDeviation: 0.001, median: null }],
] as const)('%s without samples keeps what it says of them', (key, name, summary) => {
  expect(of(texts[key], name)).toMatchObject({ samples: [], summary })
})

test('more is better of a rate and of what a Unit line says', () => {
  expect(of(texts.go, 'Encode-8', 'B/s')?.better).toBe('higher')
  expect(of(texts.go, 'Encode-8', 'B/op')?.better).toBe('lower')
  const declared = 'Unit hits better=higher\nBenchmarkA 1 7 hits\n'
  expect(of(declared, 'A', 'hits')?.better).toBe('higher')
  expect(read(declared).warnings).toEqual([])
  expect(read('BenchmarkA 1 7 hits\n').warnings.join()).toContain('less is taken to be better')
})

test('what failed is told apart from what was measured', () => {
  expect(read(texts.google).failed).toEqual([{ group: '', name: 'BM_Bad', because: 'failed: no file' }])
  expect(read(texts.tinybench6).failed).toEqual([{ group: '', name: 'bad', because: 'threw no such thing' }])
  expect(read(texts.go).failed).toMatchObject([{ name: 'Broken', because: 'failed' }])
  expect(read(texts.own).failed).toMatchObject([{ name: 'codec > decode', because: 'threw no such file' }])
  expect(read(texts.hyperfine).warnings.join()).toContain('1 runs of true failed')
})

test('a table of benchstat gives its first column to the old side and its last to the new', () => {
  expect(of(texts.benchstat, 'Encode', 'time', 'old')?.summary?.median).toBeCloseTo(1.718e-6, 12)
  expect(of(texts.benchstat, 'Encode', 'time', 'new')?.summary?.median).toBeCloseTo(1.422e-6, 12)
  expect(of(texts.benchstat, 'Gone', 'time', 'old')?.summary?.median).toBeCloseTo(2e-3, 9)
  expect(of(texts.benchstat, 'Gone', 'time', 'new')).toBeUndefined()
})

test('events of go test -json are put together, also a result in two pieces', () => {
  const events = [
    { Action: 'output', Package: 'p', Output: 'BenchmarkA-4   \t' },
    { Action: 'output', Package: 'q', Output: 'BenchmarkB-4 \t 10\t 5 ns/op\n' },
    { Action: 'output', Package: 'p', Output: '  100\t  7 ns/op\n' },
  ]
  const file = read(events.map((event) => JSON.stringify(event)).join('\n'))
  expect(file.benchmarks.map(({ group, name, samples }) => [group, name, samples])).toEqual([
    ['p', 'A-4', [7e-9]],
    ['q', 'B-4', [5e-9]],
  ])
})

test('the machine and the moment are kept where a file names them', () => {
  expect(read(texts.go).stated).toEqual({ goos: 'linux', goarch: 'amd64', cpu: 'Fast CPU @ 3.00GHz' })
  expect(read(texts.google)).toMatchObject({
    stated: { host_name: 'box', num_cpus: '4' },
    measuredAt: '2026-01-02T02:04:05.000Z',
  })
  expect(read(texts.own)).toMatchObject({
    machine: { cpuModel: 'Fast CPU' },
    measuredAt: '2026-01-02T03:04:05.000Z',
  })
})

test.each([
  ['nothing', '', 'is empty'],
  ['blanks', ' \n', 'is empty'],
  ['a file that was cut off', texts.hyperfine.slice(0, 90), 'is cut off or damaged'],
  ['another JSON', '{"name":"x"}', 'not the result of a known benchmark tool'],
  ['another text', 'hello', 'is not the result of a known benchmark tool'],
  ['bytes of a program', '\u007fELF\u0002\u0001\u0000', 'is not the result of a known benchmark tool'],
  ['no results', '{"results":[]}', 'without a measured benchmark'],
  ['only a failure', '--- FAIL: BenchmarkX\nFAIL\n', 'holds no measured benchmark: X failed'],
  ['tasks of tinybench that JSON emptied', '[{},{}]', 'holds empty tasks'],
  [
    'results of tinybench without names',
    '[{"state":"completed","latency":{"mean":1}}]',
    'without their names',
  ],
  ['a sweep of our own', texts.own.replace('"benchmarks"', '"sweeps"'), 'is a sweep, a gate or a self-test'],
  [
    'a result of another command',
    texts.own.replace('"benchmarks"', '"other"').replace('"bench"', '"size"'),
    'lewis-perf size, which measures no benchmarks',
  ],
  ['a result with a sample that is none', texts.own.replace('0.0012', '"x"'), 'no list of numbers'],
])('%s is refused with exit code 2', (_, text, sentence) => {
  expect(() => read(text)).toThrow(
    expect.objectContaining({ exitCode: 2, sentence: expect.stringContaining(sentence) }),
  )
  expect(() => read(text)).toThrow(OperatorError)
})

describeWithFixtures('files of the tools themselves', () => {
  const path = (file: string) => `bench/${file}`

  test.each(['hyperfine-two.json'])('%s', (file) => {
    const expected = fixtureJson(path('index.json')) as {
      files: { file: string; expected?: { results: { command: string }[] } }[]
    }
    const results = expected.files.find((entry) => entry.file === file)?.expected?.results ?? []
    const { benchmarks } = read(fixtureText(path(file)))
    expect(results.length).toBe(2)
    expect(benchmarks.map(({ name }) => name)).toEqual(results.map(({ command }) => command))
  })

  test.each([
    ['vitest-bench-two.json', 'vitest', 2],
    ['go-bench-old.txt', 'go test', 2],
    ['go-bench-new.txt', 'go test', 2],
    ['go-bench-units.txt', 'go test', 2],
    ['go-bench-issue19565.txt', 'go test', 3],
    ['gab-go_single_package_output.txt', 'go test', 2],
    // 16 rows, of which two are fits of a complexity; wall and CPU time of each.
    ['google-benchmark-test1_run1.json', 'google-benchmark', 28],
    ['benchstat-csvOldNew.txt', 'benchstat', 2],
    ['benchstat-csvErrors.txt', 'benchstat', 1],
    ['benchstat-units.txt', 'benchstat', 2],
  ])('%s is of %s with %i measurements', (file, tool, count) => {
    const found = read(fixtureText(path(file)))
    expect([found.tool, found.benchmarks.length]).toEqual([tool, count])
  })

  test.each([
    'google-benchmark-test4_run.json',
    'google-benchmark-test4_run0.json',
    'autocannon-result.json',
    'ab-output.txt',
    'wrk2-output-1.txt',
    'k6-cloud-metricset.json',
    'har-httpbin-get.har',
    'gab-jmh_output_2.json',
    'gab-catch2_output_v3.txt',
  ])('%s holds nothing that can be compared', (file) => {
    expect(() => read(fixtureText(path(file)))).toThrow(OperatorError)
  })
})
