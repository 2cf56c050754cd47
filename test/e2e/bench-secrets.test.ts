import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { lewisPerf } from './installed.ts'

const folder = mkdtempSync(join(tmpdir(), 'bench-secrets-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const env = { TOKEN: 'hunter2-of-the-environment' }
const bench = (...args: string[]) => lewisPerf(['bench', ...args], { cwd: folder, env })
const textOf = (name: string) => readFileSync(join(folder, name), 'utf8')

test('secrets of commands and of the environment reach no result, export or history', async () => {
  const command = `true https://lewis:hunter2@db -u lewis:hunter2 ${env.TOKEN}`
  const files = ['-o', 'json=run.json', '-o', 'markdown=run.md', '--export-hyperfine', 'hyperfine.json']
  const { code, output } = await bench('--command', command, '--runs', '6', ...files)
  expect(code).toBe(0)
  expect((await bench('history', 'add', 'hyperfine.json', '--history', 'history.jsonl')).code).toBe(0)
  const texts = [output, ...['run.json', 'run.md', 'hyperfine.json', 'history.jsonl'].map(textOf)]
  for (const text of texts) {
    expect(text).toContain('***')
    expect(text).not.toContain('hunter2')
  }
})

test('an export of another tool brings none into a history', async () => {
  const results = [{ command: 'curl -u lewis:hunter2 db', mean: 1, median: 1, times: [1, 1.1, 1.2] }]
  writeFileSync(join(folder, 'foreign.json'), JSON.stringify({ results }))
  expect((await bench('history', 'add', 'foreign.json', '--history', 'foreign.jsonl')).code).toBe(0)
  expect(textOf('foreign.jsonl')).toContain('curl -u lewis:*** db')
})

test('an error of a suite tells none', async () => {
  writeFileSync(join(folder, 'throws.bench.mjs'), 'throw new Error(`no access with ${process.env.TOKEN}`)')
  const { code, output, errors } = await bench('throws.bench.mjs', '--json')
  expect(code).toBe(2)
  expect(errors).toContain('no access with ***.')
  expect(output + errors).not.toContain(env.TOKEN)
})
