import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { type Mode, modeOf } from '../../../src/commands/bench/modes.ts'
import { type BenchInput, benchOptions } from '../../../src/commands/bench/options.ts'
import { OperatorError } from '../../../src/core/index.ts'

/** What asks for each mode, and nothing more. */
const asking: Readonly<Record<Mode, BenchInput>> = {
  suites: {},
  'suite-gate': { baseRef: 'main' },
  guide: { guide: true },
  sweep: { concurrency: [1, 2] },
  commands: { command: ['true'] },
  'command-gate': { command: ['true'], baseCommand: 'false' },
  host: { suite: 'host' },
  'self-test': { selfTest: true },
}
const modes = Object.keys(asking) as Mode[]

/** A value for each option that no mode is asked for by. */
const values = {
  filter: 'x',
  time: 1,
  warmupTime: 1,
  gc: true,
  heap: true,
  crossCheck: true,
  nodeFlag: ['--x'],
  memoryLimit: 1e9,
  iterations: 5,
  maxWorkers: 2,
  tasks: 5,
  pool: ['thread'],
  rounds: 2,
  commandName: ['x'],
  reference: 1,
  runs: 3,
  minRuns: 3,
  maxRuns: 3,
  warmup: 1,
  prepare: ['true'],
  setup: 'true',
  conclude: ['true'],
  cleanup: 'true',
  parameterList: ['a=1'],
  parameterScan: ['a=1..2'],
  blocks: true,
  ignoreFailure: 'all',
  shell: 'sh',
  input: 'x',
  commandOutput: 'null',
  exportHyperfine: 'x',
  build: 'true',
  tolerance: 0.02,
  detect: 0.05,
  allowRemoved: true,
  gates: 1,
  resume: 'x',
  dataDirectory: '.',
  writeReference: 'x',
  timeout: 5,
} as const satisfies BenchInput

const askingKeys = new Set(['baseDir', ...modes.flatMap((mode) => Object.keys(asking[mode])), 'workers'])

function refusal(input: BenchInput, files: readonly string[] = []): OperatorError | null {
  try {
    modeOf(input, files)
    return null
  } catch (error) {
    if (error instanceof OperatorError) return error
    throw error
  }
}

const flagOf = (key: string) => `--${key.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`

describe('the mode of a run', () => {
  it.each(modes)('is %s where that is asked for', (mode) => expect(modeOf(asking[mode], [])).toBe(mode))

  it.each([
    [{ baseDir: '../old' }, 'suite-gate'],
    [{ workers: [1, 2] }, 'sweep'],
  ] satisfies [BenchInput, Mode][])('is told by %j too', (input, mode) =>
    expect(modeOf(input, [])).toBe(mode),
  )

  it('is one: two at once are refused, whichever they are', () => {
    const pairs = modes.flatMap((one) => modes.map((other) => [one, other] as const))
    for (const [one, other] of pairs) {
      const isCommands = one.startsWith('command') && other.startsWith('command')
      if (one === other || one === 'suites' || other === 'suites' || isCommands) continue
      const error = refusal({ ...asking[one], ...asking[other] })
      expect(error, `${one} and ${other}`).toMatchObject({
        exitCode: 2,
        hint: 'Run them one after the other.',
      })
      expect(error?.sentence).toMatch(/^--.* and --.* are two different measurements\.$/)
    }
  })

  it('has one base', () => {
    expect(refusal({ baseRef: 'a', baseDir: 'b' })).toMatchObject({
      sentence: '--base-ref and --base-dir both name a base.',
      exitCode: 2,
    })
  })

  it.each(modes)('%s takes a suite file, or says that it does not', (mode) => {
    const takes = ['suites', 'suite-gate', 'guide', 'sweep'].includes(mode)
    const error = refusal(asking[mode], ['a.bench.ts'])
    if (takes) expect(error).toBeNull()
    else expect(error?.sentence).toMatch(/^--.* takes no suite file, got "a\.bench\.ts"\.$/)
  })
})

describe('an option', () => {
  it('asks for a mode or is given a value in this test', () => {
    expect([...Object.keys(values), ...askingKeys].toSorted()).toEqual(Object.keys(benchOptions).toSorted())
  })

  it.each(Object.entries(values))(
    '%s does something in some mode and is refused in the others',
    (key, value) => {
      const refused = modes.flatMap((mode) => {
        const error = refusal({ ...asking[mode], [key]: value })
        return error === null ? [] : [{ mode, error }]
      })
      expect(refused.length).toBeLessThan(modes.length)
      for (const { mode, error } of refused) {
        expect(error.exitCode, mode).toBe(2)
        expect(error.sentence).toMatch(new RegExp(`^${flagOf(key)} does nothing with .+\\.$`))
        expect(error.hint).toMatch(/^Leave it out, or use it with .+\.$/)
      }
    },
  )

  it('is read by what runs', () => {
    const folder = 'src/commands/bench'
    const text = readdirSync(folder)
      .filter((name) => name.endsWith('.ts') && !['options.ts', 'modes.ts'].includes(name))
      .map((name) => readFileSync(`${folder}/${name}`, 'utf8'))
      .join('\n')
    const unread = Object.keys(benchOptions).filter((key) => !new RegExp(`\\b${key}\\b`).test(text))
    // Three only choose the mode, and two belong to the host suite, which reads them where it lives.
    const elsewhere = ['guide', 'selfTest', 'suite', 'dataDirectory', 'writeReference']
    expect(unread.filter((key) => !elsewhere.includes(key))).toEqual([])
  })
})

describe('the value of an option', () => {
  const parse = (key: keyof typeof benchOptions, text: string): unknown => {
    const option = benchOptions[key]
    return option.kind === 'value' ? option.parse(text) : null
  }

  it.each([
    ['time', '500ms', 0.5],
    ['warmupTime', '0s', 0],
    ['nodeFlag', '--expose-gc', '--expose-gc'],
    ['memoryLimit', '2GiB', 2 ** 31],
    ['iterations', '10', 10],
    ['concurrency', '1,2,4', [1, 2, 4]],
    ['pool', 'thread,process,thread', ['thread', 'process']],
    ['warmup', '0', 0],
    ['ignoreFailure', 'all', 'all'],
    ['ignoreFailure', '1,255', [1, 255]],
    ['tolerance', '3%', 0.03],
    ['detect', '0.1', 0.1],
    ['timeout', '10m', 600],
    ['suite', 'host', 'host'],
  ] as const)('%s %s is understood', (key, text, value) => {
    expect(parse(key, text)).toEqual({ ok: true, value })
  })

  it.each([
    ['time', '0ms', 'is too short'],
    ['time', '2h', 'is too long'],
    ['time', '500', expect.any(String)],
    ['filter', '', 'is empty'],
    ['nodeFlag', 'expose-gc', 'is no flag of Node'],
    ['iterations', '0', expect.any(String)],
    ['iterations', '1.5', 'is not a whole number'],
    ['tasks', '-1', expect.any(String)],
    ['maxWorkers', '1025', expect.any(String)],
    ['concurrency', '0', expect.any(String)],
    ['pool', 'threads', 'is not one of its values'],
    ['ignoreFailure', '0', 'is no list of exit codes'],
    ['ignoreFailure', '', 'is no list of exit codes'],
    ['tolerance', '0%', 'is out of bounds'],
    ['detect', '100%', 'is out of bounds'],
    ['timeout', '1ms', 'is too short'],
    ['suite', 'hosts', expect.any(String)],
  ] as const)('%s %j is refused', (key, text, problem) => {
    expect(parse(key, text)).toMatchObject({ ok: false, problem, hint: expect.stringMatching(/[.?]$/) })
  })
})
