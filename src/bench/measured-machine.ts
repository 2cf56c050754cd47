import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { lockFiles } from '../apply/index.ts'
import type { Machine, World } from '../core/index.ts'
import { fingerprintMachine } from '../probes/index.ts'

/** The machine that benchmarks are valid for, with the flags of the measured Node and the lock file that applies to the working directory. */
export function measuredMachine(
  world: Pick<World, 'files' | 'platform' | 'clock' | 'directory'>,
  nodeFlags: readonly string[] = [],
): Machine {
  const lockFile = nearestLockFile(world.directory)
  return {
    ...fingerprintMachine(world),
    nodeFlags: [...nodeFlags],
    ...(lockFile === null ? {} : { lockFileHash: hashOf(lockFile) }),
  }
}

function nearestLockFile(directory: string): string | null {
  const found = lockFiles.map((name) => join(directory, name)).find((path) => existsSync(path))
  const parent = dirname(directory)
  if (found !== undefined || parent === directory) return found ?? null
  return nearestLockFile(parent)
}

function hashOf(path: string): string {
  return createHash('sha256').update(readFileSync(path)).digest('hex').slice(0, 32)
}
