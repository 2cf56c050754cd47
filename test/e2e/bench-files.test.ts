import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { BenchCompareResult } from '../../src/comparison/index.ts'
import { describeWithFixtures } from '../fixtures.ts'
import { lewisPerf, run } from './installed.ts'

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'lewis-perf-bench-files-'))
  const runs = (name: string, factor: number) =>
    Array.from({ length: 10 }, (_, index) => `Benchmark${name} 100 ${(1000 + index) * factor} ns/op\n`).join(
      '',
    )
  const write = (name: string, text: string) => writeFileSync(join(folder, name), text)
  write('old.txt', runs('Encode', 1) + runs('Decode', 1))
  write('slow.txt', runs('Encode', 1.2) + runs('Decode', 1))
  write('few.txt', 'BenchmarkEncode 100 1100 ns/op\n')
  write('cut.json', '{"results":[{"command":"x","times":[1,')
  write('binary', '\u0000\u0001')
  write('own.json', readFileSync('test/fixtures/bench/own-result.json', 'utf8'))
  write(
    'other.json',
    readFileSync('test/fixtures/bench/own-result.json', 'utf8').replace('Fast CPU', 'Slow CPU'),
  )
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const bench = (...args: string[]) => lewisPerf(['bench', ...args], { cwd: folder })

describe('bench compare', () => {
  test.each([
    ['the same file', ['old.txt', 'old.txt'], 0, 'Pass (unpaired): 2 unchanged.'],
    ['a slowdown', ['old.txt', 'slow.txt'], 1, 'Fail (unpaired): 1 slower, 1 unchanged.'],
    [
      'a slowdown that is tolerated',
      ['old.txt', 'slow.txt', '--tolerance', '30%', '--detect', '30%'],
      0,
      'Pass',
    ],
    ['a benchmark that is gone', ['old.txt', 'few.txt'], 1, 'Fail (unpaired): 1 removed, 1 inconclusive.'],
    ['one that may be gone', ['old.txt', 'few.txt', '--allow-removed'], 4, 'Inconclusive (unpaired)'],
    ['another machine, allowed', ['own.json', 'other.json', '--allow-cross-machine'], 4, 'Advisory only'],
  ])('%s', async (_, args, code, sentence) => {
    const ended = await bench('compare', ...args)
    expect([ended.code, ended.errors]).toEqual([code, ''])
    expect(ended.output).toContain(sentence)
    expect(ended.output).toContain('measured at different times')
    expect(ended.output.split('\n').every((line) => line.length <= 80)).toBe(true)
  })

  test.each([
    ['another machine', ['own.json', 'other.json'], 'CPU model: "Fast CPU" then, "Slow CPU" now'],
    ['a file that was cut off', ['old.txt', 'cut.json'], 'cut.json is cut off or damaged'],
    ['a program', ['binary', 'old.txt'], 'binary is not the result of a known benchmark tool'],
    ['no file', ['old.txt', 'none.txt'], 'there is no such file'],
    ['nothing in common', ['old.txt', 'own.json'], 'No benchmark has the same name in both files'],
    ['one file alone', ['old.txt'], 'needs NEW'],
  ])('refuses %s with exit code 2', async (_, args, sentence) => {
    const ended = await bench('compare', ...args)
    expect([ended.code, ended.output]).toEqual([2, ''])
    expect(ended.errors).toContain(sentence)
  })

  test('reads standard input', async () => {
    const input = readFileSync(join(folder, 'old.txt'), 'utf8')
    expect((await lewisPerf(['bench', 'compare', '-', 'old.txt'], { cwd: folder, input })).code).toBe(0)
  })
})

describeWithFixtures('bench compare of files of other tools', (fixtures) => {
  test.each([
    ['go-bench-old.txt', 'go-bench-new.txt', 0],
    ['hyperfine-two.json', 'hyperfine-two.json', 0],
    ['vitest-bench-two.json', 'vitest-bench-two.json', 4],
    ['google-benchmark-test1_run1.json', 'google-benchmark-test1_run2.json', 4],
    ['benchstat-csvOldNew.txt', 'benchstat-csvOldNew.txt', 4],
    ['google-benchmark-test4_run0.json', 'google-benchmark-test4_run1.json', 2],
  ])('%s and %s', async (old, fresh, code) => {
    const ended = await bench('compare', join(fixtures, 'bench', old), join(fixtures, 'bench', fresh))
    expect(ended.code).toBe(code)
  })
})

describe('bench compare of files that were written just now', () => {
  test('by tinybench, with their samples', async () => {
    const save = `import { Bench } from 'tinybench'
      import { writeFileSync } from 'node:fs'
      const bench = new Bench({ time: 1, iterations: 20, warmup: false, retainSamples: true })
      bench.add('parse', () => JSON.parse('[1]')).add('throws', () => { throw new Error('no such thing') })
      await bench.run()
      writeFileSync(process.argv[1], JSON.stringify(bench.tasks.map(({ name, result }) => ({ name, result }))))`
    const file = join(folder, 'tinybench.json')
    expect(await run(process.execPath, ['--input-type=module', '-e', save, file])).toMatchObject({ code: 0 })
    const { data, warnings } = JSON.parse(
      (await bench('compare', file, file, '--json')).output,
    ) as BenchCompareResult
    expect(data).toMatchObject({
      design: 'unpaired',
      old: { tool: 'tinybench' },
      failed: [{ name: 'throws', because: 'threw an error' }],
      benchmarks: [{ name: 'parse', ratio: 1, test: expect.stringContaining('Mann-Whitney') }],
    })
    expect(warnings.join()).toContain('Samples of one process are not independent')
  })

  test('by this command, of one machine and of another', async () => {
    expect((await bench('--command', 'true', '--runs', '8', '-q', '-o', 'mine.json')).code).toBe(0)
    const own = await bench('compare', 'mine.json', 'mine.json')
    expect([own.errors, own.output.includes('which machine')]).toEqual(['', false])
    writeFileSync(
      join(folder, 'theirs.json'),
      readFileSync(join(folder, 'mine.json'), 'utf8').replace(
        /"cpuModel":\s*"[^"]*"/,
        '"cpuModel":"Other CPU"',
      ),
    )
    const refused = await bench('compare', 'mine.json', 'theirs.json')
    expect([refused.code, refused.errors]).toEqual([2, expect.stringContaining('"Other CPU" now')])
    const allowed = await bench('compare', 'mine.json', 'theirs.json', '--allow-cross-machine', '--json')
    const { data, warnings } = JSON.parse(allowed.output) as BenchCompareResult
    expect([data?.advisory, warnings.some((warning) => warning.startsWith('Advisory only'))]).toEqual([
      true,
      true,
    ])
  })
})
