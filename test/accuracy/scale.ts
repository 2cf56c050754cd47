import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { bundled } from '../benchmarks/harness/bundled.ts'

/** The joint plan against its rivals: scale/judged.ts, as plain Node runs it. Options are handed on. */
const folder = mkdtempSync(join(tmpdir(), 'lewis-perf-accuracy-'))
try {
  const program = await bundled(fileURLToPath(new URL('scale/judged.ts', import.meta.url)), folder)
  process.exitCode =
    spawnSync(process.execPath, [program, ...process.argv.slice(2)], { stdio: 'inherit' }).status ?? 1
} finally {
  rmSync(folder, { recursive: true })
}
