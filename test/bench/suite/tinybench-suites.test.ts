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

const measured = ({ name, seconds, errors }: CaseAnswer) => [name, seconds.length >= 6, errors]

describe('a suite written for tinybench', () => {
  const tasks = `const bench = new Bench({ name: 'tiny', time: 5, iterations: 4, warmupTime: 1, warmupIterations: 1 })
bench.add('sync', () => JSON.parse('[1]')).add('async', async () => {})`

  it.each([
    [
      'that runs by itself',
      `import { Bench } from 'tinybench'\n${tasks}\nawait bench.run()\nconsole.table(bench.table())`,
    ],
    ['that does not run', `import { Bench } from 'tinybench'\n${tasks}`],
    [
      'that runs without a promise',
      `import { Bench } from 'tinybench'\n${tasks.replace('async () => {}', '() => {}')}\nbench.runSync()`,
    ],
    [
      'in TypeScript',
      `import { Bench, type Task } from 'tinybench'\n${tasks}\nconst all: Task[] = bench.tasks`,
    ],
  ])('%s is measured by tinybench', async (kind, text) => {
    const { answers, problem, refused, left } = await run({
      [kind === 'in TypeScript' ? 'a.bench.ts' : 'a.bench.mjs']: text,
    })
    expect({ problem, refused, left }).toEqual({
      problem: null,
      refused: [],
      left: [],
    })
    expect(answers.map(({ name, engine, seconds }) => [name, engine, seconds.length >= 4])).toEqual([
      ['tiny > sync', 'tinybench', true],
      ['tiny > async', 'tinybench', true],
    ])
  })

  it('has its hooks called, and a task that fails does not fail the others', async () => {
    const { answers, printed } = await run({
      'a.bench.mjs': `import { Bench } from 'tinybench'
const bench = new Bench({ time: 2, iterations: 2, warmup: false })
bench.add('hooked', () => {}, { beforeAll: () => console.log('before'), afterEach: () => console.log('after') })
bench.add('fails', () => { throw new Error('no luck') })`,
    })
    expect(answers.map(measured)).toEqual([
      ['a > hooked', expect.any(Boolean), 0],
      ['a > fails', false, 1],
    ])
    expect(answers[1]?.firstError).toBe('no luck')
    expect(printed).toMatch(/^before\nafter\nafter/)
  })

  it('that throws as it is told to has no time, and the next one has', async () => {
    const { answers, problem } = await run({
      'a.bench.mjs': `import { Bench } from 'tinybench'
const options = { time: 2, iterations: 2, warmup: false }
new Bench({ ...options, throws: true }).add('it', () => { throw new Error('no luck') })
new Bench(options).add('it', () => {})`,
    })
    expect(problem).toBeNull()
    expect(answers.map(({ name, firstError }) => [name, firstError])).toEqual([
      ['a > it', 'no luck'],
      ['a 2 > it', null],
    ])
  })
})
