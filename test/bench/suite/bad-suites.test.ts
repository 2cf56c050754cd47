import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openScratchFolder } from '../../../src/apply/index.ts'
import { openSuiteRuns } from './run-suite.ts'

const scratch = openScratchFolder()
let run: Awaited<ReturnType<typeof openSuiteRuns>>
beforeAll(async () => {
  run = await openSuiteRuns(scratch)
})
afterAll(() => scratch.remove())

const nothing: string[] = []
const works = "bench('works', () => JSON.parse('[1]'))"
const within = (line: string) => `suite('s', ({ bench }) => { ${works}; ${line} })`

describe('a suite file that cannot be loaded is refused where it', () => {
  it.each([
    ['throws', 'a.bench.mjs', "throw new Error('no database')", ':1:7: Error: no database.'],
    [
      'throws what is no error',
      'a.bench.mjs',
      "throw 'no'",
      'could not be loaded: it threw "no", which is no Error.',
    ],
    ['is no JavaScript', 'a.bench.mjs', 'suite(', 'SyntaxError: Unexpected end of input.'],
    ['is no TypeScript', 'a.bench.ts', 'const a: number\n = ;', 'a.bench.ts:2:4.'],
    ['imports what is not there', 'a.bench.mjs', "import './gone.mjs'", "Cannot find module '/"],
    ['is empty', 'a.bench.mjs', '', 'Error: it defines no benchmark: suite('],
    ['has a suite without benchmarks', 'a.bench.mjs', "suite('s', () => {})", 'it defines no benchmark'],
    [
      'defines them too late',
      'a.bench.mjs',
      `setTimeout(() => { ${within('')} })`,
      'it defines no benchmark',
    ],
    [
      'has two of one name',
      'a.bench.mjs',
      within(works),
      'there are two benchmarks with the name "s > works".',
    ],
    [
      'has an option that there is not',
      'a.bench.mjs',
      within("bench('b', () => {}, { warmup: 1 })"),
      'bench "s > b" has no option "warmup": it knows async, setup, teardown.',
    ],
    ['has options that are none', 'a.bench.mjs', within("bench('b', () => {}, 5)"), 'are no object'],
    [
      'forgets the function',
      'a.bench.mjs',
      within("bench('b')"),
      'bench "s > b" needs a function, got undefined.',
    ],
    ['forgets the name', 'a.bench.mjs', within('bench(() => {})'), 'TypeError: bench needs a name'],
    ['forgets the suite', 'a.bench.mjs', "suite('s')", 'suite "s" needs a function, got undefined.'],
    [
      'has a suite that rejects',
      'a.bench.mjs',
      "suite('s', async () => { throw new Error('no net') })",
      'Error: no net.',
    ],
  ])('%s', async (_, file, text, sentence) => {
    const { refused, answers, problem, left } = await run({ [file]: text })
    expect(refused.map(({ error }) => [error.exitCode, error.sentence])).toEqual([
      [2, expect.stringContaining(`${file} could not be loaded`)],
    ])
    expect(refused[0]?.error.sentence).toContain(sentence)
    expect(refused[0]?.error.hint).toMatch(/^(Mend|Install) it|^Mend the suite/)
    expect({ answers, problem, left }).toEqual({ answers: [], problem: null, left: nothing })
  })

  it('while the others are measured, and nothing of it is', async () => {
    const { refused, answers } = await run({
      'a.bench.mjs': `${within('')}; throw new Error('too late')`,
      'b.bench.mjs': `import { Bench } from 'tinybench'; new Bench().add('t', () => {}); throw new Error('too late')`,
      'c.bench.mjs': within(''),
    })
    expect(refused.map(({ file }) => file.slice(-11))).toEqual(['a.bench.mjs', 'b.bench.mjs'])
    expect(answers.map(({ name, file }) => [name, file.slice(-11)])).toEqual([['s > works', 'c.bench.mjs']])
  })

  it('needs more memory than it may take, and the hint says how it gets it', async () => {
    const { refused } = await run({ 'a.bench.mjs': 'new ArrayBuffer(3e9)' }, {}, { memoryBytes: 6e8 })
    expect(refused[0]?.error).toMatchObject({
      sentence: expect.stringContaining('Array buffer allocation failed'),
      hint: expect.stringContaining('--memory-limit'),
    })
  })
})

const inCase = 'while measuring "s > b"'
const ended = [
  [
    'never resolves while it is loaded',
    'await new Promise(() => {})',
    'waits for something that never comes, while loading a.bench.mjs.',
  ],
  [
    'never resolves',
    within("bench('b', () => new Promise(() => {}))"),
    `waits for something that never comes, ${inCase}.`,
  ],
  [
    'ends the process while it is loaded',
    'process.exit(5)',
    'ended its process with exit code 5 while loading a.bench.mjs.',
  ],
  [
    'ends the process',
    within("bench('b', () => process.exit(0))"),
    `ended its process with exit code 0 ${inCase}.`,
  ],
  [
    'lets nobody wait for a rejection',
    within("bench('b', () => { Promise.reject(new Error('lost')) }, { async: true })"),
    `failed ${inCase}, at /`,
  ],
  [
    'throws in a callback',
    within("bench('b', () => new Promise(() => setTimeout(() => { throw new Error('late.') })))"),
    'Error: late.',
  ],
  [
    'kills itself',
    within("bench('b', () => process.kill(process.pid, 'SIGKILL'))"),
    `was ended ${inCase}, by a signal: it said nothing.`,
  ],
  ['aborts', within("bench('b', () => process.abort())"), `was ended ${inCase}, by a signal: `],
] as const

describe('a suite that ends its process early keeps what was measured before, where it', () => {
  it.each(ended)('%s', async (_, text, sentence) => {
    const { problem, answers, left } = await run({ 'a.bench.mjs': text })
    expect(problem).toMatchObject({
      exitCode: 3,
      sentence: expect.stringMatching(/^The suite .*[^.]\.$/),
      hint: expect.stringMatching(/\.$/),
    })
    expect(problem?.sentence).toContain(sentence)
    expect(answers.map(({ name }) => name)).toEqual(text.includes("'b'") ? ['s > works'] : [])
    expect(left).toEqual(nothing)
  })

  it.each([
    [
      'waits for a server that never answers',
      within(
        "bench('b', () => new Promise(async () => (await import('node:net')).createServer().listen(0, '127.0.0.1')))",
      ),
    ],
    ['does not come out of a loop', within("bench('b', () => { for (;;); })")],
  ])('%s', async (_, text) => {
    const { problem, answers, left } = await run({ 'a.bench.mjs': text }, {}, { timeoutSeconds: 2 })
    expect(problem).toMatchObject({
      exitCode: 3,
      sentence: `The suite did not end within 2 s: it was still measuring "s > b".`,
      hint: expect.stringContaining('--timeout'),
    })
    expect(answers).toHaveLength(1)
    expect(left).toEqual(nothing)
  })

  it.each([
    [
      'fills the heap',
      'const all = []; for (;;) all.push(new Array(1000).fill({}))',
      ['--max-old-space-size=24'],
    ],
    ['allocates 8 GB', 'const all = []; for (let i = 0; i < 8000; i++) all.push(Buffer.alloc(1e6, 1))', []],
  ])('%s', async (_, body, nodeFlags) => {
    const text = within(`bench('b', () => { ${body} })`)
    const { problem, answers, left } = await run({ 'a.bench.mjs': text }, {}, { memoryBytes: 7e8, nodeFlags })
    const said = [problem?.sentence, ...answers.map(({ firstError }) => firstError)].join()
    expect(said).toMatch(/ran out of memory while measuring "s > b"|Array buffer allocation failed/)
    expect(answers[0]?.seconds.length).toBeGreaterThan(0)
    expect(left).toEqual(nothing)
  })
})

describe('a benchmark that fails', () => {
  it.each([
    ['always', "bench('b', () => { throw new Error('no luck') })", 'no luck'],
    [
      'always, without an error',
      "bench('b', () => { throw undefined })",
      'threw undefined, which is no Error',
    ],
    ['always by rejection', "bench('b', () => Promise.reject(new Error('no net')))", 'no net'],
    [
      'in its setup',
      "bench('b', () => {}, { setup: () => { throw new Error('no file') } })",
      'its setup failed: no file',
    ],
    [
      'in its teardown',
      "bench('b', () => {}, { teardown: async () => { throw new Error('busy') } })",
      'its teardown failed: busy',
    ],
  ])('%s has no time, and the others have theirs', async (_, line, said) => {
    const { answers, problem, left } = await run({ 'a.bench.mjs': within(`${line}; bench('c', () => {})`) })
    expect(answers.map(({ name, seconds, firstError }) => [name, seconds.length > 0, firstError])).toEqual([
      ['s > works', true, null],
      ['s > b', false, said],
      ['s > c', true, null],
    ])
    expect({ problem, left }).toEqual({ problem: null, left: nothing })
  })

  it.each([
    ['', "bench('b', () => { if (++calls % 3 === 0) throw new Error('now and then') })"],
    ['async ', "bench('b', async () => { if (++calls % 3 === 0) throw new Error('now and then') })"],
  ])('now and then is measured, and its %sfailures are counted', async (_, line) => {
    const { answers } = await run({ 'a.bench.mjs': `let calls = 0; ${within(line)}` })
    const [, flaky] = answers
    expect(flaky?.seconds.length).toBeGreaterThanOrEqual(6)
    expect(flaky?.errors).toBeGreaterThan(6)
    expect(flaky?.firstError).toBe('now and then')
  })
})
