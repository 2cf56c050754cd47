import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { BenchmarkSummary, CommandComparison, CommandResults } from '../../src/comparison/index.ts'
import type { Envelope } from '../../src/core/index.ts'
import { describeWithProgram } from '../servers/describe-with.ts'
import { benchFolder } from './bench-folder.ts'
import { oneFile, run } from './installed.ts'

type Result = Envelope<
  CommandResults & {
    benchmarks: { name: string; summary: BenchmarkSummary }[]
    ratios: CommandComparison[]
  }
>

const { folder, bench, json: jsonOf, read } = benchFolder('commands')
const json = (...args: string[]): Promise<Result> => jsonOf(...args)

describe('bench --command', () => {
  test('pairs two commands, and fits 80 columns with all details', async () => {
    const { code, output, errors } = await bench(
      '--command',
      'sleep 0.01',
      '--command',
      'sleep 0.03',
      '--runs',
      '8',
      '-v',
    )
    expect([code, errors]).toEqual([0, expect.stringMatching(/^note: bench took .*\n$/)])
    expect(output).toMatch(
      /^sleep 0\.03 takes \d\.\d\d times as long as sleep 0\.01 \(\d\.\d\d to \d\.\d\d at 9\d %\)\.\n/,
    )
    expect(output).toContain('Wall time against sleep 0.01, paired by round')
    expect(output).toContain('Page faults, context switches and exit codes of a run')
    expect(output.split('\n').filter((line) => line.length > 80 || line.includes('\u001b'))).toEqual([])
  })

  test('as JSON has every run with what the kernel counted for it', async () => {
    const { command, exitCode, interrupted, data } = await json(
      '--command',
      'true',
      '--command-name',
      'nothing',
      '--runs',
      '3',
    )
    expect({ command, exitCode, interrupted }).toEqual({ command: 'bench', exitCode: 0, interrupted: false })
    expect(data).toMatchObject({ kind: 'commands', design: 'paired', isPartial: false, problem: null })
    expect(data.benchmarks.map(({ name }) => name)).toEqual(['nothing'])
    expect(data.commands[0]?.runs).toEqual(
      Array.from({ length: 3 }, () => ({
        ...Object.fromEntries(
          [
            'wallSeconds',
            'userSeconds',
            'systemSeconds',
            'peakBytes',
            'minorFaults',
            'majorFaults',
            'voluntarySwitches',
            'involuntarySwitches',
          ].map((key) => [key, expect.any(Number)]),
        ),
        exitCode: 0,
        signal: null,
        leftRunning: false,
      })),
    )
  })

  test('reads a file and writes one', async () => {
    writeFileSync(join(folder, 'words'), 'b\na\n')
    const { code } = await bench(
      '--command',
      'sort',
      '--input',
      'words',
      '--command-output',
      'sorted',
      '--runs',
      '2',
    )
    expect([code, read('sorted')]).toEqual([0, 'a\nb\n'])
  })

  test('hands its output on to standard error, so that standard output stays the result', async () => {
    const { output, errors } = await bench(
      '--command',
      'echo hello',
      '--command-output',
      'inherit',
      '--runs',
      '2',
      '-q',
    )
    expect(errors).toBe('hello\nhello\n')
    expect(output).toMatch(/^echo hello takes /)
  })

  test('takes the codes of --ignore-failure and the name of --shell with or without an equals sign', async () => {
    const failing = ['--command', `sh -c 'exit 3'`, '--runs', '2', '-q']
    const codes = await Promise.all(
      [
        ['--ignore-failure'],
        ['--ignore-failure', '1,3'],
        ['--ignore-failure=3'],
        ['--ignore-failure', '1,2'],
      ].map(async (given) => (await bench(...failing, ...given)).code),
    )
    expect(codes).toEqual([0, 0, 0, 3])
    const shells = await Promise.all(
      [['--shell'], ['--shell', 'bash'], ['--shell=sh'], ['--shell', 'no-such-shell']].map(
        async (given) => (await bench('--command', 'true | true', '--runs', '2', '-q', ...given)).code,
      ),
    )
    expect(shells).toEqual([0, 0, 0, 2])
  })

  test('puts the product of its parameters into names, and compares with the value of --reference', async () => {
    const { data } = await json(
      ...['--command', 'true {n}{m}', '--parameter-list', 'n=a,b\\,c', '--parameter-scan', 'm=1..2'],
      ...['--reference', '3', '--runs', '2'],
    )
    expect(data.commands.map(({ measured }) => measured.name)).toEqual([
      'true a1',
      'true b,c1',
      'true a2',
      'true b,c2',
    ])
    expect(data.ratios.map(({ reference }) => reference)).toEqual(['true a2', 'true a2', 'true a2'])
  })

  test('tells doubts about what was written: words for a shell, set-ups that undo each other, blocks', async () => {
    const { warnings } = await json(
      ...['--command', 'echo {n} | cat', '--parameter-list', 'n=1,2', '--setup', 'true {n}', '--runs', '2'],
    )
    expect(warnings).toEqual([
      expect.stringMatching(/^There is no shell: echo \{n\} \| cat gets \| as it stands/),
      expect.stringMatching(/^All set-ups ran before the first run/),
    ])
    const blocks = await json(
      '--command',
      'true',
      '--command',
      'false',
      '--ignore-failure',
      '--blocks',
      '--runs',
      '2',
    )
    expect([blocks.data.design, blocks.warnings]).toEqual(['unpaired', [expect.stringContaining('--blocks')]])
  })

  test('works in the one file', async () => {
    const ended = await run(process.execPath, [oneFile, 'bench', '--command', 'true', '--runs', '2', '-q'], {
      cwd: folder,
    })
    expect([ended.code, ended.errors]).toEqual([0, ''])
    expect(ended.output).toMatch(/^true takes .*\n/)
  })
})

describe('--export-hyperfine', () => {
  test('- prints it alone, for a pipe', async () => {
    const { code, output, errors } = await bench(
      '--command',
      'true',
      '--runs',
      '2',
      '--export-hyperfine',
      '-',
    )
    expect([code, Object.keys(JSON.parse(output))]).toEqual([0, ['results']])
    // What the table would have said, each as one sentence.
    expect(errors).toMatch(/^note: warn: .*\.$/m)
    expect(errors).not.toContain('..')
  })

  test('into a folder that there is not is refused before anything runs', async () => {
    const { code, errors } = await bench('--command', 'touch ran', '--export-hyperfine', '/no/such/x.json')
    expect([code, existsSync(join(folder, 'ran'))]).toEqual([2, false])
    expect(errors).toContain('/no/such/x.json could not be written: its folder does not exist.')
  })

  test('onto a full disk exits 3 with the result on standard output', async () => {
    const { code, output, errors } = await bench(
      '--command',
      'true',
      '--runs',
      '2',
      '-q',
      '--export-hyperfine',
      '/dev/full',
    )
    expect([code, output !== '']).toEqual([3, true])
    expect(errors).toContain('/dev/full could not be written: no space is left on the device.')
  })
})

describeWithProgram('hyperfine', 'beside hyperfine itself', (hyperfine) => {
  test('the export has all its keys, and either file compares with the other', async () => {
    const own = ['--command', 'sleep 0.01', '--runs', '8', '-q', '--export-hyperfine', 'own.json']
    expect((await bench(...own)).code).toBe(0)
    await run(hyperfine, ['-N', '--style=none', '--runs=8', '--export-json=theirs.json', 'sleep 0.01'], {
      cwd: folder,
    })
    const [ours, theirs] = ['own.json', 'theirs.json'].map(
      (name) => (JSON.parse(read(name)) as { results: object[] }).results[0] ?? {},
    )
    expect(Object.keys(ours ?? {})).toEqual(expect.arrayContaining(Object.keys(theirs ?? {})))
    for (const files of [
      ['own.json', 'theirs.json'],
      ['theirs.json', 'own.json'],
    ]) {
      const { output, errors } = await bench('compare', ...files)
      expect([output.includes('sleep 0.01'), errors]).toEqual([true, ''])
    }
  })
})
