import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { describeWithProgram } from '../servers/describe-with.ts'
import { installed, run } from './installed.ts'
import { writeReadmeFiles } from './readme-files.ts'

const readme = readFileSync('README.md', 'utf8')
const blocks = [...readme.matchAll(/```console\n\$ ((?:.*\\\n)*.*)\n([\s\S]*?)```/g)].map(
  ([, command = '', output = '']) => ({
    command: command.replaceAll(/ \\\n\s*/g, ' '),
    output,
  }),
)

/** What a run must keep: words and layout; numbers, months and paths are this machine's and today's. */
function shape(text: string): string[] {
  return text
    .replaceAll(/\/[\w./-]*/g, '/path')
    .replaceAll(/[\d.,]+/g, '#')
    .replaceAll(/# [KMGT]?i?B\b/g, '# B')
    .split('\n')
    .map((line) => line.replaceAll(/\s+/g, ' ').trim())
    .filter((line) => line !== '' && !/[┤└│]/.test(line))
}

/** What a benchmark takes is this moment's; which tables it shows is not. */
function isMeasured(command: string): boolean {
  return /lewis-perf bench (?!compare|history)/.test(command)
}

/** The lines above the rules of tables. */
function headersOf(output: string): string[] {
  const lines = output.split('\n')
  const headers = lines.filter((_, index) => /^─+$/.test(lines[index + 1] ?? ''))
  expect(headers.length).toBeGreaterThan(0)
  return shape(headers.join('\n'))
}

let folder = ''
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'lewis-perf-readme-'))
  await writeReadmeFiles(folder)
  writeFileSync(join(folder, 'lewis-perf'), `#!/bin/sh\nexec ${process.execPath} ${installed} "$@"\n`)
  chmodSync(join(folder, 'lewis-perf'), 0o755)
})
afterAll(() => rmSync(folder, { recursive: true }))

describe('the README shows what a run prints', () => {
  test('it has blocks to run', () => {
    expect(blocks.length).toBeGreaterThan(8)
  })

  // In order, in one folder: a later block reads what an earlier one wrote.
  const withJq = ({ command }: { command: string }) => command.includes('| jq')
  test.each(blocks.filter((block) => !withJq(block)))('$command', show)
  describeWithProgram('jq', 'through jq', () => {
    test.each(blocks.filter(withJq))('$command', show)
  })

  async function show({ command, output }: { command: string; output: string }): Promise<void> {
    const { PATH } = process.env
    const ended = await run('bash', ['-c', command], {
      cwd: folder,
      env: { PATH: `${folder}:${PATH}`, COLUMNS: '80' },
    })
    const machineDependent = command.includes('--compare-host')
    const told = shape(ended.output + ended.errors)
    if (isMeasured(command)) {
      for (const header of headersOf(output)) expect(told).toContain(header)
      return
    }
    if (machineDependent) expect(told.slice(0, 1)).toEqual(shape(output).slice(0, 1))
    else expect(told).toEqual(shape(output))
  }
})

test('every command of the toolkit has a section', async () => {
  const { output } = await run(process.execPath, [installed, '--help'])
  const names = [
    ...(output.split('Commands:')[1]?.split('Examples:')[0] ?? '').matchAll(/^ {2}(\w[\w-]*)/gm),
  ].map(([, name]) => name)
  expect(names).toContain('size')
  for (const name of names) expect(readme).toMatch(new RegExp(`^## ${name}\\b`, 'm'))
})
