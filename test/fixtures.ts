import { execFileSync } from 'node:child_process'
import {
  accessSync,
  constants,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statfsSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, it } from 'vitest'

/** The folder of recorded real-world files, or null where it is absent. They are read in place: their licences differ. */
export function fixturesFolder(): string | null {
  const folder =
    process.env['LEWIS_PERF_FIXTURES'] ?? fileURLToPath(new URL('../../shared/fixtures', import.meta.url))
  return existsSync(folder) ? folder : null
}

/** A suite over recorded files; where they are absent it is skipped under its name. `tests` gets their folder. */
export function describeWithFixtures(name: string, tests: (folder: string) => void): void {
  const folder = fixturesFolder()
  if (folder !== null) {
    describe(name, () => tests(folder))
  } else {
    describe.skip(name, () =>
      it.skip('needs the fixtures: set LEWIS_PERF_FIXTURES to their folder', () => {}),
    )
  }
}

/** The text of one recorded file, by its path below the fixtures folder. */
export function fixtureText(path: string): string {
  return readFileSync(join(folderOrThrow(), path), 'utf8')
}

/** The value in one recorded JSON file, by its path below the fixtures folder. */
export function fixtureJson(path: string): unknown {
  return JSON.parse(fixtureText(path))
}

/** The names in one folder of recorded files, sorted. */
export function fixtureNames(path: string): string[] {
  return readdirSync(join(folderOrThrow(), path)).sort()
}

/** A recorded .tar.gz unpacked into a temporary folder; call `remove` when done. */
export function unpackedFixture(path: string): { directory: string; remove: () => void } {
  const directory = mkdtempSync(join(quickFolder(), 'lewis-perf-fixture-'))
  const remove = () => rmSync(directory, { recursive: true, force: true })
  try {
    execFileSync('tar', ['-xzf', join(folderOrThrow(), path), '-C', directory, '--no-same-owner'])
  } catch (cause) {
    remove()
    throw cause
  }
  return { directory, remove }
}

/** Memory, where there is enough of it: thousands of small files take seconds on a disk. */
export function quickFolder(): string {
  try {
    accessSync('/dev/shm', constants.W_OK)
    const { bavail, bsize } = statfsSync('/dev/shm')
    return bavail * bsize > 256 * 2 ** 20 ? '/dev/shm' : tmpdir()
  } catch {
    return tmpdir()
  }
}

function folderOrThrow(): string {
  const folder = fixturesFolder()
  if (folder === null) throw new Error('The fixtures are absent: use describeWithFixtures.')
  return folder
}
