import { spawnSync } from 'node:child_process'
import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

const sources = ['src', 'profiles', 'bin', 'package.json', 'tsconfig.json', '.config']
const products = ['dist/index.js', 'dist/lewis-perf.mjs', 'dist/cli']

/** Builds when `dist/` is missing or older than what it is made of; throws with the build's own words when that fails. */
export function buildWhenStale(root: string): void {
  if (isFresh(root)) return
  console.error('Building: dist/ is missing or older than the sources.')
  const build = spawnSync(process.execPath, ['--import', 'tsx', '.config/build.ts'], {
    cwd: root,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  if (build.status !== 0)
    throw new Error(`The build failed.\n${build.stdout ?? ''}${build.stderr ?? build.error}`)
}

/** Whether every product is there and none is older than a source. */
export function isFresh(root: string): boolean {
  const newestSource = Math.max(...sources.map((path) => newest(join(root, path))))
  return products.every((path) => newest(join(root, path)) >= newestSource)
}

// Folders count too: their time tells that a file was removed.
function newest(path: string): number {
  const found = statSync(path, { throwIfNoEntry: false })
  if (found === undefined) return Number.NEGATIVE_INFINITY
  const inside = found.isDirectory() ? readdirSync(path).map((name) => newest(join(path, name))) : []
  return Math.max(found.mtimeMs, ...inside)
}
