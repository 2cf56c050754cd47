import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** What package managers call the list of exactly what they installed. */
export const lockFiles = [
  'package-lock.json',
  'npm-shrinkwrap.json',
  'pnpm-lock.yaml',
  'yarn.lock',
  'bun.lock',
  'bun.lockb',
]

/** Two checkouts of one project: where they begin, and the folder below in which the work is done. */
export interface Checkouts {
  from: string
  to: string
  /** The working directory below either; empty for the top itself. */
  prefix: string
}

/** The lock files that differ between the two checkouts, beside the working directory and above it, by their paths in them. */
export function differingLockFiles({ from, to, prefix }: Checkouts): string[] {
  return foldersUpTo(prefix).flatMap((folder) =>
    lockFiles
      .map((name) => join(folder, name))
      .filter((path) => textOf(join(from, path)) !== textOf(join(to, path))),
  )
}

/**
 * Gives `to` the installed packages of `from`, in the working directory and above it. Each package is a link of its own in a
 * real node_modules, so that an install there removes links and never the packages behind them.
 */
export function linkPackages({ from, to, prefix }: Checkouts): void {
  for (const folder of foldersUpTo(prefix)) {
    const packages = join(from, folder, 'node_modules')
    const target = join(to, folder, 'node_modules')
    if (!existsSync(packages) || existsSync(target) || !existsSync(dirname(target))) continue
    mkdirSync(target)
    for (const name of readdirSync(packages)) {
      // Caches and the record of what is installed belong to the other checkout.
      if (name.startsWith('.') && name !== '.bin') continue
      const isFolder = name === '.bin' || name.startsWith('@')
      if (isFolder && statSync(join(packages, name)).isDirectory()) {
        mkdirSync(join(target, name))
        for (const inner of readdirSync(join(packages, name)))
          symlinkSync(join(packages, name, inner), join(target, name, inner))
      } else symlinkSync(join(packages, name), join(target, name))
    }
  }
}

/** `''` and every folder on the way from it down to `prefix`. */
function foldersUpTo(prefix: string): string[] {
  const below = prefix.split('/').filter((name) => name !== '')
  return ['', ...below.map((_, index) => below.slice(0, index + 1).join('/'))]
}

function textOf(path: string): string | null {
  return existsSync(path) ? readFileSync(path, 'latin1') : null
}
