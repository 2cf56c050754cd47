import { existsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { run, workload } from '../cli/run-main.ts'
import { literalFiles } from '../worlds.ts'

describe('report', () => {
  test('gives a saved result back byte for byte as JSON', async () => {
    const saved = (await run(['size', ...workload, '--json', '--growth', '5%/month'])).output
    const files = literalFiles({ '/saved.json': saved })
    expect((await run(['report', '/saved.json', '--json'], { files })).output).toBe(saved)
    expect(
      (await run(['report', '-', '--json'], { standardInput: { ok: true, value: saved, atMs: 0 } })).output,
    ).toBe(saved)
  })

  test('shows the same table as the run did', async () => {
    const table = (await run(['size', ...workload])).output
    const files = literalFiles({ '/saved.json': (await run(['size', ...workload, '--json'])).output })
    expect((await run(['report', '/saved.json'], { files })).output).toBe(table)
  })

  test('says that --profile changes nothing', async () => {
    const files = literalFiles({ '/saved.json': (await run(['size', ...workload, '--json'])).output })
    expect((await run(['report', '/saved.json', '--profile', 'lewis'], { files })).errors).toBe(
      'note: report reads no profile: --profile changes nothing here.\n',
    )
  })
})

test('report writes no file that a saved result names', async () => {
  const saved = JSON.parse((await run(['size', ...workload, '--json', '--emit', 'env=/dev/null'])).output)
  const planted = join(tmpdir(), `lewis-perf-planted-${process.pid}`)
  saved.documents[0].file = planted
  const files = literalFiles({ '/saved.json': JSON.stringify(saved) })
  const { exitCode, errors } = await run(['report', '/saved.json'], { files })
  expect({ exitCode, errors }).toEqual({ exitCode: 0, errors: '' })
  expect(existsSync(planted)).toBe(false)
})

test('report shows the error of a saved result', async () => {
  const files = literalFiles({ '/saved.json': (await run(['size', '--users', '-1', '--json'])).output })
  const { exitCode, output } = await run(['report', '/saved.json'], { files })
  expect(exitCode).toBe(0)
  expect(output).toBe('error: --users must be at least 0, got "-1".\nhint: Write a number from 0 on.\n')
})
