import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { FilesAt } from './base-machine.ts'

const windowSeconds = 10

/** Two captured trees of one machine, 10 s apart, in a temporary folder; call `remove` when done. */
export function writeTrees(machine: FilesAt): { before: string; after: string; remove: () => void } {
  const folder = mkdtempSync(join(tmpdir(), 'lewis-perf-synthetic-'))
  // Another user may be asked to read it.
  chmodSync(folder, 0o755)
  const before = join(folder, 'before')
  const after = join(folder, 'after')
  writeTree(before, machine(0))
  writeTree(after, machine(windowSeconds))
  return { before, after, remove: () => rmSync(folder, { recursive: true }) }
}

function writeTree(root: string, files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
}
