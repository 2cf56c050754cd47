import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import { lewisPerf } from './installed.ts'

/** A folder to run `bench` in, with a temporary folder of its own below it; both go after the tests of the file. */
export function benchFolder(name: string) {
  const folder = mkdtempSync(join(tmpdir(), `lewis-perf-bench-${name}-`))
  const scratch = join(folder, 'scratch')
  mkdirSync(scratch)
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  const bench = (...args: string[]) =>
    lewisPerf(['bench', ...args], { cwd: folder, env: { TMPDIR: scratch } })
  return {
    folder,
    scratch,
    bench,
    json: async (...args: string[]) => JSON.parse((await bench(...args, '--json')).output),
    read: (file: string) => readFileSync(join(folder, file), 'utf8'),
  }
}
