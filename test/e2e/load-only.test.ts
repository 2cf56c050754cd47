import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliDecompressSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parseAllDocuments } from 'yaml'
import { lewisPerf, oneFile, run } from './installed.ts'

const folder = mkdtempSync(join(tmpdir(), 'lewis-perf-load-only-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** What pods and hosts that only generate load are sent. */
describe('the copy for generators', () => {
  const copy = join(folder, 'lewis-perf.mjs')
  const here = (...args: string[]) => run(process.execPath, [copy, ...args])
  beforeAll(async () => {
    const { output } = await lewisPerf([
      ...['loadtest', 'http://127.0.0.1:9/', '--rate', '1/s', '--emit', 'kubernetes-job'],
    ])
    const packed = parseAllDocuments(output)
      .map((document) => document.toJS())
      .find(({ kind }) => kind === 'ConfigMap').binaryData
    const [bundle = ''] = Object.values(packed).filter((text) => String(text).length > 100_000)
    writeFileSync(copy, brotliDecompressSync(Buffer.from(String(bundle), 'base64')))
  })

  test('is the one file, as long, without what other commands need', () => {
    const [whole, part] = [oneFile, copy].map((file) => readFileSync(file, 'latin1'))
    expect(part?.length).toBe(whole?.length)
    expect(part?.replaceAll(' ', '').length).toBeLessThan(0.7 * (whole?.replaceAll(' ', '').length ?? 0))
  })

  test('runs load tests', async () => {
    const { code, output } = await here('loadtest', '--demo', '--users', '1', '--requests', '5', '-q')
    expect([code, output]).toEqual([0, expect.stringContaining('5 requests')])
    expect((await here('--version')).code).toBe(0)
    expect((await here('loadtest', 'slice', '--help')).output).toContain('--plan')
  })

  test('says of other commands that it has none of them', async () => {
    const { code, errors } = await here('calc', 'mmc', '--rate', '1/s', '--service', '1ms', '--servers', '1')
    expect(code).not.toBe(0)
    expect(errors).toContain('This copy of lewis-perf runs load tests only')
  })
})
