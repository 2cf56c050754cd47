import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'esbuild'
import type { SweepProgram } from '../../../src/bench/sweep/measure-round.ts'

/** The cases of the tests as a real program in a folder of its own. */
export async function buildSweepProgram(): Promise<SweepProgram & { remove(): void }> {
  const folder = mkdtempSync(join(tmpdir(), 'sweep-cases-'))
  const program = join(folder, 'cases.mjs')
  await build({
    entryPoints: [join(import.meta.dirname, 'cases.ts')],
    outfile: program,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    logLevel: 'warning',
  })
  return {
    program,
    nodeFlags: ['--max-old-space-size=64'],
    directory: folder,
    memoryBytes: null,
    remove: () => rmSync(folder, { recursive: true }),
  }
}
