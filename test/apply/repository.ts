import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

/** A real git repository of its own. */
export interface Repository {
  path: string
  git(...words: string[]): string
  /** Writes files and commits all of them; answers the hash. */
  commit(files: Readonly<Record<string, string>>): string
  remove(): void
}

/** A new, empty repository in a temporary folder. */
export function newRepository(): Repository {
  const path = mkdtempSync(join(tmpdir(), 'repository-'))
  const git = (...words: string[]): string =>
    execFileSync('git', ['-C', path, '-c', 'user.name=test', '-c', 'user.email=test@localhost', ...words], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    }).trim()
  git('init', '--quiet', '--initial-branch=main')
  return {
    path,
    git,
    commit(files) {
      for (const [name, text] of Object.entries(files)) {
        mkdirSync(dirname(join(path, name)), { recursive: true })
        writeFileSync(join(path, name), text)
      }
      git('add', '--all')
      git('commit', '--quiet', '--message', 'change')
      return git('rev-parse', 'HEAD')
    },
    remove: () => rmSync(path, { recursive: true, force: true }),
  }
}
