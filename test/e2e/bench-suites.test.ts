import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Ended, installed, lewisPerf, start } from './installed.ts'
import { descendants, seen, until } from './process-tree.ts'

const folder = mkdtempSync(join(tmpdir(), 'bench-suites-'))
const temporary = join(folder, 'temporary')
const slow = "bench('slow', () => new Promise((done) => setTimeout(done, 60_000)))"

const suites = {
  'good.bench.ts': `import { suite } from 'lewis-perf/bench'
enum Size { Small = 3 }
suite('good', ({ bench }) => {
  bench('array', (): number[] => new Array<number>(Size.Small).fill(1))
  bench('async', async () => Size.Small)
})`,
  'loud.bench.mjs': `console.log('loaded')
suite('loud', ({ bench }) => bench('prints', () => { console.log('{"json":'); process.stdout.write('half') }))`,
  'refused.bench.mjs': "throw new Error('no database')",
  'fails.bench.mjs':
    "suite('fails', ({ bench }) => { bench('always', () => { throw new Error('no luck') }); bench('never', () => {}) })",
  'exits.bench.mjs':
    "suite('exits', ({ bench }) => { bench('first', () => {}); bench('second', () => process.exit(0)) })",
  'flaky.bench.mjs':
    "let n = 0; suite('flaky', ({ bench }) => bench('it', () => { if (++n % 3 === 0) throw new Error('now and then') }))",
  'slow.bench.mjs': `suite('slow', ({ bench }) => { bench('quick', () => JSON.parse('[1]')); ${slow} })`,
} as const

beforeAll(() => {
  mkdirSync(temporary)
  for (const [name, text] of Object.entries(suites)) writeFileSync(join(folder, name), text)
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const env = { TMPDIR: temporary }
const short = ['--time', '20ms', '--warmup-time', '5ms']
const bench = (...args: string[]) => lewisPerf(['bench', ...args], { cwd: folder, env })
const resultOf = ({ output }: Ended) => JSON.parse(output)
const expectNothingLeft = () => expect(readdirSync(temporary)).toEqual([])

describe('bench of suite files', () => {
  test('measures TypeScript without a build, as a table of 80 columns', async () => {
    const { code, output, errors } = await bench('good.bench.ts', ...short)
    expect([code, errors]).toEqual([0, ''])
    expect(output).toMatch(/good > array .*ns/)
    expect(output).toContain('good > async')
    expect(Math.max(...output.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80)
    expectNothingLeft()
  })

  test('answers JSON with every sample, what a suite prints apart from it', async () => {
    const ended = await bench('loud.bench.mjs', 'good.bench.ts', '--json', ...short)
    expect([ended.code, ended.errors]).toEqual([0, ''])
    const { data, exitCode, interrupted, tables } = resultOf(ended)
    expect([exitCode, interrupted, data.kind]).toEqual([0, false, 'suites'])
    expect(
      data.benchmarks.map(({ name, seconds }: { name: string; seconds: number[] }) => [
        name,
        seconds.length > 5,
      ]),
    ).toEqual([
      ['loud > prints', true],
      ['good > array', true],
      ['good > async', true],
    ])
    expect(tables.at(-1)).toMatchObject({ title: 'Printed by the suites', detail: true })
    expect(tables.at(-1).rows.slice(0, 2)).toEqual([['loaded'], ['{"json":']])
    expectNothingLeft()
  })

  test.each([
    ['a file that is not there', ['gone.bench.ts'], 2, 'There is no suite file gone.bench.ts.'],
    ['a suite that cannot be loaded', ['refused.bench.mjs'], 2, 'refused.bench.mjs could not be loaded, at '],
    [
      'a filter that nothing passes',
      ['good.bench.ts', '--filter', 'x'],
      2,
      'There are: good > array, good > async.',
    ],
    ['no iterations', ['good.bench.ts', '--guide', '--iterations', '0'], 2, '--iterations'],
    ['no tasks', ['good.bench.ts', '--guide', '--tasks', '0'], 2, '--tasks'],
    ['no time', ['good.bench.ts', '--time', '0s'], 2, '--time'],
    [
      'an option that would do nothing',
      ['good.bench.ts', '--gates', '2'],
      2,
      '--gates does nothing with suite files.',
    ],
    [
      'a suite that does not end',
      ['slow.bench.mjs', '--filter', 'slow > slow', '--timeout', '1s'],
      3,
      'did not end within 1 s',
    ],
  ])('refuses %s', async (_, args, code, sentence) => {
    const ended = await bench(...args)
    expect([ended.code, ended.output]).toEqual([code, ''])
    expect(ended.errors).toMatch(/^error: .+\nhint: .+\n$/)
    expect(ended.errors).toContain(sentence)
    expectNothingLeft()
  })

  test.each([
    [
      'one file of two cannot be loaded',
      ['refused.bench.mjs', 'good.bench.ts'],
      2,
      ['good > array', 'good > async'],
      'no database',
    ],
    ['one benchmark of two fails', ['fails.bench.mjs'], 3, ['fails > never'], 'no luck'],
    [
      'the process ends early',
      ['exits.bench.mjs'],
      3,
      ['exits > first'],
      'ended its process with exit code 0',
    ],
    [
      'a benchmark fails now and then',
      ['flaky.bench.mjs'],
      0,
      ['flaky > it'],
      'calls failed, the first with: now and then',
    ],
  ])('hands back what was measured where %s', async (_, args, code, names, because) => {
    const ended = await bench(...args, '--json', ...short)
    const { data, findings, exitCode } = resultOf(ended)
    expect([ended.code, exitCode]).toEqual([code, code])
    expect(data.benchmarks.map(({ name }: { name: string }) => name)).toEqual(names)
    expect(findings.map((one: { because: string }) => one.because).join('\n')).toContain(because)
    expectNothingLeft()
  })

  test('with --strict fails where a benchmark only doubts', async () => {
    expect((await bench('flaky.bench.mjs', '--strict', ...short)).code).toBe(1)
  })

  test('measures as the guide does where that is asked for, each call by itself', async () => {
    const { data } = resultOf(await bench('good.bench.ts', '--guide', '--iterations', '7', '--json'))
    expect(data.functions[0]).toMatchObject({ functionName: 'good > array', iterations: 7 })
  })
})

describe('bench interrupted half way', () => {
  test.each(['SIGINT', 'SIGTERM'] as const)(
    'by %s keeps what was measured, and leaves no process and no file',
    async (signal) => {
      const { child, ended } = start(
        process.execPath,
        [installed, 'bench', 'slow.bench.mjs', '--json', '-o', 'json=part.json', ...short],
        {
          cwd: folder,
          env,
        },
      )
      const below = await until(() => measuringTheSecond(child.pid ?? 0))
      child.kill(signal)
      const result = await ended
      expect(result.code).toBe(130)
      const { data, exitCode, interrupted } = resultOf(result)
      expect([exitCode, interrupted]).toEqual([130, true])
      expect(data.benchmarks.map(({ name }: { name: string }) => name)).toEqual(['slow > quick'])
      expect(JSON.parse(readFileSync(join(folder, 'part.json'), 'utf8')).interrupted).toBe(true)
      await until(() => below.every((pid) => seen(pid) === null))
      expectNothingLeft()
    },
  )
})

/** The processes below `pid`, once the first benchmark of slow.bench.mjs was measured. */
function measuringTheSecond(pid: number): number[] | null {
  const below = descendants(pid)
  const [scratch] = readdirSync(temporary)
  if (below.length === 0 || scratch === undefined) return null
  try {
    const answers = readFileSync(join(temporary, scratch, 'answers.jsonl'), 'utf8')
    return answers.includes('"begun","name":"slow > slow"') ? below.map((one) => one.pid) : null
  } catch {
    return null
  }
}

describe.runIf(existsSync('/usr/bin/setpriv'))('a killed bench', () => {
  test('takes the process of its suite with it', async () => {
    writeFileSync(
      join(folder, 'spins.bench.mjs'),
      "suite('s', ({ bench }) => bench('spins', () => { for (;;) {} }))",
    )
    const { child, ended } = start(process.execPath, [installed, 'bench', 'spins.bench.mjs'], {
      cwd: folder,
      env,
    })
    const { pid } = await until(() =>
      descendants(child.pid ?? 0).find(
        ({ name, command }) => name === 'node' && command.includes('suite.mjs'),
      ),
    )
    child.kill('SIGKILL')
    await until(() => seen(pid) === null)
    await ended
  })
})
