import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { run, workload } from '../cli/run-main.ts'

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'lewis-perf-main-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

describe('--emit', () => {
  test('puts the file on standard output in place of the table, and what the quota says on standard error', async () => {
    const { exitCode, output, errors } = await run([
      'size',
      ...workload,
      '--profile',
      'lewis',
      '--emit',
      'kubernetes',
    ])
    expect(exitCode).toBe(0)
    expect(output).toMatch(/^# Guide estimate/)
    expect(output).toContain('kind: Deployment')
    expect(errors).toContain('note: warn: The quota holds only part of the plan as requests: ')
  })

  test('writes several files and keeps the table', async () => {
    const at = (name: string) => join(folder, name)
    const { output, errors } = await run([
      'size',
      ...workload,
      '--emit',
      `env=${at('e.env')}`,
      '--emit',
      `compose=${at('c.yaml')}`,
    ])
    expect(output).toMatch(/^Guide estimate/)
    expect(readFileSync(at('e.env'), 'utf8')).toContain('LEWIS_MAX_WORKERS=88')
    expect(readFileSync(at('c.yaml'), 'utf8')).toContain('replicas:')
    expect(errors).toBe(`note: wrote ${at('e.env')}.\nnote: wrote ${at('c.yaml')}.\n`)
  })
})
