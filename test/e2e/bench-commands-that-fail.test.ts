import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { CommandResults } from '../../src/comparison/index.ts'
import type { Envelope } from '../../src/core/index.ts'
import { benchFolder } from './bench-folder.ts'
import { installed, start } from './installed.ts'
import { descendants, seen, until } from './process-tree.ts'

type Result = Envelope<CommandResults>

const { folder, scratch, bench, json: jsonOf, read } = benchFolder('failing')
const json = (...args: string[]): Promise<Result> => jsonOf(...args)

describe('a command that cannot be measured', () => {
  test.each([
    [2, ['--command', 'no-such-program'], 'There is no program no-such-program that can be run.'],
    [2, ['--command', 'true', '--cleanup', 'no-such-program'], 'There is no program no-such-program'],
    [2, ['--command', ' '], 'A command is empty'],
    [2, ['--command', 'sleep "1'], 'is not closed in the command: sleep "1'],
    [2, ['--command', 'cat', '--input', 'none'], '--input none cannot be read: there is no such file.'],
    [
      2,
      ['--command', 'true', '--parameter-list', 'n=1,2'],
      'The parameter n does nothing: no command holds {n}.',
    ],
    [2, ['--command', 'true', '--reference', '2'], '--reference is 2, and there is 1 command.'],
    [2, ['--command', 'true', '--runs', '3', '--min-runs', '2'], '--runs sets the number of runs'],
    [2, ['--command', 'true', 'a.bench.ts'], 'takes no suite file, got "a.bench.ts"'],
    [3, ['--command', `sh -c 'exit 3'`], 'ended with exit code 3.'],
    [3, ['--command', `sh -c 'kill -9 $$'`], 'ended by signal 9.'],
    [
      3,
      ['--command', 'cat', '--command-output', '/no/such/file'],
      '/no/such/file could not be opened for the output',
    ],
    [3, ['--command', 'sleep 600', '--timeout', '200ms'], 'did not end within 200 ms'],
  ])('exits %i: %j', async (code, args, sentence) => {
    const ended = await bench(...args)
    expect([ended.code, ended.output]).toEqual([code, ''])
    expect(ended.errors).toContain(sentence)
    expect(ended.errors).toMatch(/^error: .*\nhint: .*\n$/)
    expect(readdirSync(scratch)).toEqual([])
  })

  test('now and then keeps the rounds before it, and exits 3', async () => {
    const flaky = `sh -c 'echo x >>count; test $(wc -l <count) -lt 5'`
    const { exitCode, findings, data, error } = await json('--command', flaky, '--runs', '20')
    expect([exitCode, error, data.commands[0]?.runs.length]).toEqual([3, null, 4])
    expect(findings.find(({ id }) => id === 'command-stopped')?.because).toContain('ended with exit code 1')
  })
})

describe('Ctrl-C half way', () => {
  test('saves the whole rounds, ends all processes, cleans up and leaves nothing behind', async () => {
    const file = join(folder, 'partial.json')
    const { child, ended } = start(
      process.execPath,
      [
        ...[
          installed,
          'bench',
          '--command',
          `sh -c 'echo x >>rounds; sleep 600 & test $(wc -l <rounds) -lt 4 || wait'`,
        ],
        ...['--cleanup', 'touch cleaned', '--json', '-o', file],
      ],
      { cwd: folder, env: { TMPDIR: scratch } },
    )
    await until(() => existsSync(join(folder, 'rounds')) && read('rounds').split('\n').length > 4)
    const children = descendants(child.pid ?? 0)
    expect(children.length).toBeGreaterThan(1)
    child.kill('SIGINT')
    const { code, output } = await ended
    expect(code).toBe(130)
    for (const text of [output, readFileSync(file, 'utf8')]) {
      const { interrupted, exitCode, data } = JSON.parse(text) as Result
      expect([interrupted, exitCode, data.isPartial, data.commands[0]?.runs.length]).toEqual([
        true,
        130,
        true,
        3,
      ])
    }
    expect(children.filter(({ pid }) => seen(pid) !== null)).toEqual([])
    expect(existsSync(join(folder, 'cleaned'))).toBe(true)
    expect(readdirSync(scratch)).toEqual([])
  })
})

test.runIf(process.platform === 'linux')('a killed bench takes the command with it', async () => {
  const { child, ended } = start(process.execPath, [installed, 'bench', '--command', 'sleep 600'], {
    cwd: folder,
    env: { TMPDIR: scratch },
  })
  const { pid } = await until(() =>
    descendants(child.pid ?? 0).find(({ command }) => command === 'sleep 600'),
  )
  child.kill('SIGKILL')
  await until(() => seen(pid) === null)
  await ended
})
