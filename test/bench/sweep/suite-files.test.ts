import { afterAll, describe, expect, it } from 'vitest'
import { openScratchFolder } from '../../../src/apply/index.ts'
import { openSweepProgram } from '../../../src/bench/suite/sweep-program.ts'
import { runSweeps } from '../../../src/bench/sweep/index.ts'
import { runProgram } from '../../../src/cli/run-program.ts'

const scratch = openScratchFolder()
afterAll(() => scratch.remove())
const interrupted = new AbortController().signal

const suites = {
  'typed.bench.ts': `import { suite } from 'lewis-perf/bench'
let isReady: boolean = false
suite('typed', ({ bench }) => {
  bench('waits', () => { if (!isReady) throw new Error('not set up'); return new Promise<void>((done) => setTimeout(done, 2)) },
    { setup: () => { isReady = true } })
})`,
  'tiny.bench.mjs': `import { Bench } from 'tinybench'
const bench = new Bench({ name: 'tiny' })
bench.add('other', () => { throw new Error('another case') })
bench.add('waits', () => new Promise((done) => setTimeout(done, 2)))
await bench.run()`,
} as const

async function sweep(file: keyof typeof suites, name: string) {
  const program = await openSweepProgram(scratch, {
    nodeFlags: [],
    directory: scratch.path,
    memoryBytes: 2 ** 32,
  })
  return runSweeps({ run: (request) => runProgram(request, interrupted), interrupted }, program, {
    cases: [{ file: scratch.write(file, suites[file]), name }],
    concurrency: [2],
    workers: [2],
    pools: ['thread', 'process'],
    rounds: 1,
    seed: 1,
    seconds: 0.2,
    warmUpSeconds: 0.05,
    timeoutSeconds: 25,
  })
}

describe('a sweep over a suite file', () => {
  it.each([
    ['typed.bench.ts', 'typed > waits'],
    ['tiny.bench.mjs', 'tiny > waits'],
  ] as const)('runs %s on an event loop, on threads and in processes', async (file, name) => {
    const sweeps = await sweep(file, name)
    expect(sweeps.map(({ kind, failures }) => [kind, failures])).toEqual([
      ['event-loop', []],
      ['threads', []],
      ['processes', []],
    ])
    for (const { points } of sweeps) {
      expect(points[0]).toMatchObject({ errors: 0, firstError: null })
      expect(points[0]?.operations).toBeGreaterThan(10)
    }
  })

  it('says which benchmark is not there', async () => {
    await expect(sweep('typed.bench.ts', 'typed > other')).rejects.toMatchObject({
      sentence: expect.stringContaining('there is no benchmark "typed > other"'),
      exitCode: 3,
    })
  })
})
