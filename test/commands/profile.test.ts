import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { run } from '../cli/run-main.ts'
import { literalFiles } from '../worlds.ts'

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'lewis-perf-main-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

describe('profile', () => {
  test('init writes a valid profile and its schema, and overwrites only with --force', async () => {
    const file = join(folder, 'mine.yaml')
    expect((await run(['profile', 'init', file])).exitCode).toBe(0)
    const text = readFileSync(file, 'utf8')
    expect(
      (await run(['profile', 'validate', file], { files: literalFiles({ [file]: text }) })).exitCode,
    ).toBe(0)
    expect(JSON.parse(readFileSync(join(folder, 'lewis-perf.profile.schema.json'), 'utf8'))).toHaveProperty(
      'properties',
    )
    writeFileSync(file, 'name: kept\n')
    const refused = await run(['profile', 'init', file])
    expect(refused.exitCode).toBe(2)
    expect(readFileSync(file, 'utf8')).toBe('name: kept\n')
    expect((await run(['profile', 'init', file, '--force'])).exitCode).toBe(0)
    expect(readFileSync(file, 'utf8')).toBe(text)
  })

  test('show prints the file as written, and with --resolved every number', async () => {
    const written = (await run(['profile', 'show', 'lewis'])).output
    expect(written).toBe(readFileSync('profiles/lewis.yaml', 'utf8'))
    const resolved = (await run(['profile', 'show', 'lewis', '--resolved'])).output
    expect(resolved).toContain('minimum:')
    expect(resolved).toContain('max_workers: ')
  })

  test('validate shows every mistake and exits 2', async () => {
    const files = literalFiles({ '/bad.yaml': 'tiers:\n  small: { cpuCores: -1 }\nsizng: {}\n' })
    const { exitCode, output } = await run(['profile', 'validate', '/bad.yaml'], { files })
    expect(exitCode).toBe(2)
    expect(output).toContain('/bad.yaml:2:')
    expect(output).toContain('/bad.yaml:3:1')
    expect(output).toContain('Did you mean sizing?')
  })
})
