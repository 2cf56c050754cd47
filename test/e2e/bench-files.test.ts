import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { BenchCompareResult } from '../../src/comparison/index.ts'
import { describeWithFixtures } from '../fixtures.ts'
import { malformed } from '../report/well-formed.ts'
import { describeWithProgram } from '../servers/describe-with.ts'
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

describe('bench history', () => {
  /** Twelve runs at one level and eight at another. */
  const filled = async (name: string, factor: number) => {
    const wobble = [0, 3, 1, 4, 2, 5, 1, 3]
    for (let run = 0; run < 20; run++) {
      const value = (1000 + (wobble[run % 8] ?? 0)) * (run < 12 ? 1 : factor)
      writeFileSync(join(folder, 'run.txt'), `cpu: Fast\nBenchmarkA 1 ${value} ns/op\n`)
      const at = new Date(Date.UTC(2026, 0, 1 + run)).toISOString()
      const ended = await bench(
        'history',
        'add',
        'run.txt',
        '--history',
        name,
        '--at',
        at,
        '--commit',
        `abcdef${10 + run}`,
      )
      expect(ended.errors).toBe('')
    }
  }

  test('grows line by line, and tells a step that stays from none', async () => {
    await filled('slower.jsonl', 1.1)
    const lines = readFileSync(join(folder, 'slower.jsonl'), 'utf8').trim().split('\n')
    expect(lines.length).toBe(20)
    expect(JSON.parse(lines[19] ?? '')).toMatchObject({ schema: 'lewis-perf/history/1', commit: 'abcdef29' })
    const failed = await bench('history', 'check', 'slower.jsonl')
    expect(failed.code).toBe(1)
    expect(failed.output).toContain('its latest step, at run 13 (abcdef22), is +10')
    expect((await bench('history', 'check', 'slower.jsonl', '--tolerance', '20%')).code).toBe(0)
    expect((await bench('history', 'check', 'slower.jsonl', '--last', '7')).code).toBe(0)
    const shown = await bench('history', 'show', 'slower.jsonl', '--benchmark', 'A', '-o', 'a.svg')
    expect(shown.code).toBe(0)
    expect(shown.output).toContain('20 runs, 1 series, 1 step.')
    expect(malformed(readFileSync(join(folder, 'a.svg'), 'utf8'))).toBe(null)
  }, 120_000)

  test('ignores a single spike', async () => {
    const lines = readFileSync(join(folder, 'slower.jsonl'), 'utf8').trim().split('\n').slice(0, 12)
    const spiked = lines.map((line, index) =>
      index === 6 ? line.replace(/"value":[^,]+/, '"value":0.000005') : line,
    )
    writeFileSync(join(folder, 'spike.jsonl'), `${spiked.join('\n')}\n`)
    const { code, output } = await bench('history', 'check', 'spike.jsonl', '-q')
    expect([code, output]).toEqual([0, 'Pass: none of 1 series stepped to a worse level.\n'])
  })

  test('says the same whatever the order of its lines', async () => {
    const lines = readFileSync(join(folder, 'slower.jsonl'), 'utf8').trim().split('\n')
    writeFileSync(join(folder, 'turned.jsonl'), `${lines.toReversed().join('\n')}\n`)
    const data = async (file: string) =>
      JSON.parse((await bench('history', 'check', file, '--json')).output).data.series
    expect(await data('turned.jsonl')).toEqual(await data('slower.jsonl'))
  })

  test('loses nothing of six that add at once', async () => {
    const codes = await Promise.all(
      Array.from(
        { length: 6 },
        async () => (await bench('history', 'add', 'old.txt', '--history', 'at-once.jsonl')).code,
      ),
    )
    expect(codes).toEqual([0, 0, 0, 0, 0, 0])
    const lines = readFileSync(join(folder, 'at-once.jsonl'), 'utf8').split('\n')
    expect(lines.length).toBe(7)
    expect(lines.slice(0, 6).map((line) => JSON.parse(line).benchmarks.length)).toEqual([2, 2, 2, 2, 2, 2])
  })

  test('that cannot be written exits 3 with the reason', async () => {
    const { code, errors } = await bench('history', 'add', 'old.txt', '--history', '/no/such/h.jsonl')
    expect(code).toBe(3)
    expect(errors).toContain('/no/such/h.jsonl could not be appended to: its folder does not exist.')
  })

  test('goes on after a line that a crash cut off', async () => {
    const file = join(folder, 'torn.jsonl')
    await bench('history', 'add', 'old.txt', '--history', 'torn.jsonl')
    writeFileSync(file, `${readFileSync(file, 'utf8')}{"schema":"lewis-perf/hist`)
    expect((await bench('history', 'add', 'old.txt', '--history', 'torn.jsonl')).code).toBe(0)
    const shown = await bench('history', 'show', 'torn.jsonl')
    expect([
      shown.code,
      shown.output.includes('2 runs'),
      shown.output.includes('torn.jsonl:2 was cut off'),
    ]).toEqual([0, true, true])
    expect((await bench('history', 'check', 'torn.jsonl')).code).toBe(4)
  })

  test.each([
    ['no history to add to', ['add', 'old.txt'], '--history is missing'],
    ['a history that is another file', ['add', 'old.txt', '--history', 'own.json'], 'own.json'],
    [
      'a commit that there is not',
      ['add', 'old.txt', '--history', 'x', '--commit', 'no-such'],
      '--commit names no commit',
    ],
    ['a time that is none', ['add', 'old.txt', '--history', 'x', '--at', 'today'], 'is not a time'],
    ['a file that is no history', ['check', 'old.txt'], 'old.txt holds no run'],
    ['a benchmark that there is not', ['show', 'slower.jsonl', '--benchmark', 'B'], 'has no benchmark B'],
  ])('refuses %s', async (_, args, sentence) => {
    const ended = await bench('history', ...args)
    expect(ended.code).toBe(2)
    expect(ended.errors).toContain(sentence)
  })
})

describeWithProgram('chromium', 'a history as a picture', (executablePath) => {
  test('is drawn by a browser, whole and without a complaint', async () => {
    const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] })
    try {
      const page = await browser.newPage()
      const complaints: string[] = []
      page.on('console', (message) => complaints.push(message.text()))
      page.on('pageerror', (error) => complaints.push(error.message))
      await page.goto(`file://${join(folder, 'a.svg')}`)
      const boxes = await page.evaluate(
        `[...document.querySelectorAll('.line')].map((line) => { const { width, right } = line.getBoundingClientRect(); return [width, right] })`,
      )
      expect((boxes as number[][]).length).toBe(4)
      expect((boxes as number[][]).every(([width = 0, right = 0]) => width > 20 && right < 768)).toBe(true)
      expect(complaints).toEqual([])
    } finally {
      await browser.close()
    }
  }, 60_000)
})
