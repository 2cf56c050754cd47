import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { malformed } from '../report/well-formed.ts'
import { describeWithProgram } from '../servers/describe-with.ts'
import { lewisPerf } from './installed.ts'

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'lewis-perf-bench-history-'))
  const runs = (name: string) =>
    Array.from({ length: 10 }, (_, index) => `Benchmark${name} 100 ${1000 + index} ns/op\n`).join('')
  writeFileSync(join(folder, 'old.txt'), runs('Encode') + runs('Decode'))
  writeFileSync(join(folder, 'own.json'), readFileSync('test/fixtures/bench/own-result.json', 'utf8'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const bench = (...args: string[]) => lewisPerf(['bench', ...args], { cwd: folder })

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
