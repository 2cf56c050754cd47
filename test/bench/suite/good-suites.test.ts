import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openScratchFolder } from '../../../src/apply/index.ts'
import type { CaseAnswer } from '../../../src/bench/index.ts'
import { openSuiteRuns } from './run-suite.ts'

const scratch = openScratchFolder()
let run: Awaited<ReturnType<typeof openSuiteRuns>>
beforeAll(async () => {
  run = await openSuiteRuns(scratch)
})
afterAll(() => scratch.remove())

const namesOf = (answers: readonly CaseAnswer[]) => answers.map(({ name }) => name)
const measured = ({ name, seconds, errors }: CaseAnswer) => [name, seconds.length >= 6, errors]

describe('a suite file', () => {
  it.each([
    [
      'in TypeScript needs no build: types, enums, generics, parameter properties and paths without an ending',
      {
        'a.bench.ts': `import { suite } from 'lewis-perf/bench'
import type { Shape } from './shape'
import { type Kind, Colour, first, Box } from './shape.js'
import { two } from './folder'
const shape: Shape = { kind: 'square' satisfies Kind, colour: Colour.Red }
suite('typed', ({ bench }) => {
  bench('all', (): number => first<number>([two]) + new Box(shape.colour as number).size)
})`,
        'shape.ts': `export type Kind = 'square'
export interface Shape { kind: Kind; colour: Colour }
export enum Colour { Red = 1, Blue }
export const first = <T,>(all: readonly T[]): T => all[0]!
export class Box { constructor(readonly size: number) {} }`,
        'folder/index.ts': 'export const two: number = 2',
      },
      ['typed > all'],
    ],
    [
      'in TypeScript of a package of modules',
      {
        'package.json': '{"type":"module"}',
        'a.bench.ts':
          "import { suite } from 'lewis-perf/bench'\nsuite('m', ({ bench }) => bench('url', () => import.meta.url))",
      },
      ['m > url'],
    ],
    [
      'in CommonJS',
      {
        'a.bench.js':
          "const { join } = require('node:path')\nsuite('common', ({ bench }) => bench('join', () => join('a', 'b')))",
        'b.bench.cjs': "suite('common', ({ bench }) => bench('folder', () => __dirname.length))",
      },
      ['common > join', 'common > folder'],
    ],
    [
      'in modules that imports TypeScript',
      {
        'a.bench.mjs':
          "import { suite } from 'lewis-perf/bench'\nimport { one } from './one.ts'\nsuite('mixed', ({ bench }) => bench('one', () => one))",
        'one.ts': 'export const one: number = 1',
      },
      ['mixed > one'],
    ],
    [
      'that awaits before and within its suites, which may be several',
      {
        'a.bench.mjs': `await new Promise((done) => setTimeout(done, 5))
suite('x', async ({ bench }) => { await null; bench('a', () => {}) })
suite('y', ({ bench }) => bench('a', () => {}))`,
      },
      ['y > a', 'x > a'],
    ],
  ])('%s', async (_, texts, names) => {
    const { answers, refused, problem, left, leftOpen } = await run(texts)
    expect({ refused, problem, leftOpen }).toEqual({ refused: [], problem: null, leftOpen: [] })
    expect(namesOf(answers)).toEqual(names)
    expect(left).toEqual([])
  })

  it('is measured in part where a filter or names say so, and listed as a whole', async () => {
    const texts = {
      'a.bench.mjs': "suite('s', ({ bench }) => { for (const n of ['a', 'b', 'c']) bench(n, () => {}) })",
    }
    const { answers, listed } = await run(texts, { filter: 'b' })
    expect(namesOf(answers)).toEqual(['s > b'])
    expect(listed.map(({ name }) => name)).toEqual(['s > a', 's > b', 's > c'])
    expect(namesOf((await run(texts, { only: ['s > c', 's > a'] })).answers)).toEqual(['s > a', 's > c'])
    expect((await run(texts, { mode: 'list' })).answers).toEqual([])
  })

  it('sets up and tears down around each of its cases', async () => {
    const { answers } = await run({
      'a.bench.mjs': `let open = 0
suite('s', ({ bench }) => {
  const around = { setup: async () => { open++ }, teardown: () => { open-- } }
  bench('a', () => { if (open !== 1) throw new Error('open: ' + open) }, around)
  bench('b', async () => { if (open !== 1) throw new Error('open: ' + open) }, { ...around, async: true })
  bench('c', () => { if (open !== 0) throw new Error('open: ' + open) })
})`,
    })
    expect(answers.map(measured)).toEqual([
      ['s > a', true, 0],
      ['s > b', true, 0],
      ['s > c', true, 0],
    ])
    expect(answers.map(({ isAsync }) => isAsync)).toEqual([false, true, false])
  })
})

const around = (line: string) =>
  `suite('s', ({ bench }) => { bench('a', () => { ${line} }); bench('b', () => {}) })`

describe('a suite that does what it should not is measured all the same, where it', () => {
  it.each([
    ['prints', around("console.log('hello')"), /^hello\n/],
    ['prints half a line', around("process.stdout.write('half')"), /^halfhalf/],
    ['prints megabytes', `process.stdout.write('x'.repeat(3e6)); ${around('')}`, /^x{16000}$/],
    [
      'prints what looks like an answer',
      around(`console.log('{"kind":"finished"}')`),
      /^\{"kind":"finished"\}/,
    ],
    ['prints to standard error', `console.error('careful'); ${around('')}`, /^careful$/],
    [
      'closes standard output',
      `require('node:fs').closeSync(1); process.stdout.destroy(); ${around('')}`,
      /^$/,
    ],
    ['goes to another folder', `process.chdir('/'); ${around('')}`, /^$/],
    ['puts another clock in place', `performance.now = () => 0; Date.now = () => 0; ${around('')}`, /^$/],
    ['sets an exit code', `process.exitCode = 9; ${around('')}`, /^$/],
  ])('%s', async (_, text, printed) => {
    const report = await run({ 'a.bench.cjs': text })
    expect(report.answers.map(measured)).toEqual([
      ['s > a', true, 0],
      ['s > b', true, 0],
    ])
    expect(report.printed).toMatch(printed)
    expect({ ...report, left: report.left }).toMatchObject({
      problem: null,
      refused: [],
      left: [],
    })
  })

  it.each([
    ['a timer', 'setInterval(() => {}, 1000)', ['Timeout']],
    ['a server', "require('node:net').createServer().listen(0, '127.0.0.1')", ['TCPServerWrap']],
    ['a program', "require('node:child_process').spawn('sleep', ['600'])", ['ProcessWrap']],
    [
      'a program on its own',
      "require('node:child_process').spawn('sleep', ['600'], { stdio: 'ignore' }).unref()",
      [],
    ],
  ])('leaves %s open, which is told and ended', async (_, line, leftOpen) => {
    const report = await run({ 'a.bench.cjs': `${line}; ${around('')}` })
    expect(report.answers).toHaveLength(2)
    expect(report.leftOpen).toEqual(expect.arrayContaining(leftOpen))
    expect(report.left).toEqual([])
  })
})

describe('what else is asked of a process', () => {
  const text = "suite('s', ({ bench }) => bench('a', () => new Array(1000).fill(0)))"

  it('is answered: the fixed workload, the heap, tinybench beside', async () => {
    const { answers, controlSeconds } = await run(
      { 'a.bench.mjs': text },
      { control: true, heap: true, gc: true, crossCheck: true },
    )
    expect(controlSeconds).toBeGreaterThan(0)
    // A thousand references of 8 bytes, with headers and what is left over at the ends of pages.
    expect(answers[0]?.heapBytesPerOperation).toBeGreaterThan(8000)
    expect(answers[0]?.heapBytesPerOperation).toBeLessThan(9000)
    expect(answers[0]?.crossCheckSeconds).toBeGreaterThan(0)
  })

  it("is the guide's harness, each call alone or some at once", async () => {
    const { answers } = await run({ 'a.bench.mjs': text }, { mode: 'guide', iterations: 25 })
    expect(answers[0]?.seconds).toHaveLength(25)
    const together = await run(
      { 'a.bench.mjs': text },
      { mode: 'guide-concurrent', iterations: 25, maxWorkers: 4 },
    )
    expect(together.answers[0]?.concurrent).toMatchObject({ successful: 25, failed: 0 })
  })

  it('sees the environment that only pads the stack, and the flags of Node', async () => {
    const { printed } = await run(
      {
        'a.bench.mjs': `console.log(process.env.LEWIS_PERF_PADDING.length, process.execArgv.includes('--stack-size=900')); ${text}`,
      },
      {},
      { paddingBytes: 77, nodeFlags: ['--stack-size=900'] },
    )
    expect(printed).toBe('77 true')
  })
})
