import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { OperatorError, type Ran, type World } from '../core/index.ts'
import type { ScratchFolder } from './scratch-folder.ts'

/** A commit checked out beside the repository. */
export interface GitWorktree {
  /** The top folder of the checkout. */
  top: string
  /** The folder in it that corresponds to the working directory. */
  directory: string
  /** The top folder of the repository that it was made from. */
  repository: string
  /** The working directory below either top; empty for the top itself. */
  prefix: string
  /** The full hash of the commit. */
  commit: string
  /** Removes the checkout and what git wrote down about it; safe to call twice. */
  remove(): void
}

const gitSeconds = 300

/**
 * Checks out `ref` of the repository around `world.directory` as `name` in `scratch`, without running its hooks. It goes with
 * the end of the process; records of checkouts whose run was killed are dropped here. Throws OperatorError: exit 2 where there
 * is no repository or no such commit (a shallow clone is told apart), 3 where git fails.
 */
export async function openGitWorktree(
  world: Pick<World, 'run' | 'directory' | 'interrupted'>,
  scratch: ScratchFolder,
  ref: string,
  name: string,
): Promise<GitWorktree> {
  const words = ['rev-parse', '--show-toplevel', '--git-common-dir', '--show-prefix']
  const [repository = '', commonFolder = '', prefix = ''] = (await git(world, words, notRepository)).split(
    '\n',
  )
  const records = join(resolve(world.directory, commonFolder), 'worktrees')
  dropAbandoned(records)
  const commit = await commitOf(world, ref)
  const top = join(scratch.path, name)
  const remove = (): void => {
    process.off('exit', remove)
    rmSync(top, { recursive: true, force: true })
    dropRecords(records, (path) => path === join(top, '.git'))
  }
  process.once('exit', remove)
  const add = ['-c', 'core.hooksPath=/dev/null', 'worktree', 'add', '--detach', '--force', top, commit]
  try {
    await git(world, add, (ran) => failure(`git could not check out ${ref}`, ran))
  } catch (error) {
    remove()
    throw error
  }
  return { top, directory: join(top, prefix), repository, prefix, commit, remove }
}

async function commitOf(
  world: Pick<World, 'run' | 'directory' | 'interrupted'>,
  ref: string,
): Promise<string> {
  // A name that begins with a dash would be an option.
  const words = ['rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`]
  const found = await runGit(world, words)
  if (found.exitCode === 0) return found.output.trim().split('\n').at(-1) ?? ''
  const shallow = (await runGit(world, ['rev-parse', '--is-shallow-repository'])).output.trim() === 'true'
  throw new OperatorError(
    shallow
      ? {
          sentence: `--base-ref ${ref} is not in this shallow clone.`,
          hint: 'Fetch its history: fetch-depth: 0 of actions/checkout, GIT_DEPTH: 0 of GitLab, or git fetch --unshallow.',
        }
      : {
          sentence: `--base-ref ${ref} names no commit of this repository.`,
          hint: 'Give a commit, a tag or a branch as git knows it (origin/main); git fetch brings those of the server.',
        },
  )
}

async function git(
  world: Pick<World, 'run' | 'directory' | 'interrupted'>,
  words: readonly string[],
  problem: (ran: Ran) => OperatorError,
): Promise<string> {
  const ran = await runGit(world, words)
  if (ran.end === 'missing')
    throw new OperatorError({
      sentence: '--base-ref needs git, which is not installed here.',
      hint: 'Install git, or give the other version as a folder: --base-dir DIR.',
    })
  if (ran.exitCode !== 0) throw problem(ran)
  return ran.output.trim()
}

function runGit(
  world: Pick<World, 'run' | 'directory' | 'interrupted'>,
  words: readonly string[],
): Promise<Ran> {
  const args = ['-C', world.directory, ...words]
  return world.run({ program: 'git', args, timeoutMs: gitSeconds * 1000, environment: { LC_ALL: 'C' } })
}

function notRepository(ran: Ran): OperatorError {
  if (!/dubious ownership/.test(ran.errors) && /not a git repository/.test(ran.errors))
    return new OperatorError({
      sentence: '--base-ref needs a git repository, and this folder is in none.',
      hint: 'Run it in a clone, or give the other version as a folder: --base-dir DIR.',
    })
  return failure('git could not read this repository', ran)
}

function failure(what: string, { errors, end }: Ran): OperatorError {
  const said = errors.trim().split('\n')[0] ?? ''
  return new OperatorError({
    sentence: `${what}: ${end === 'exited' ? said : `git was ended (${end})`}.`,
    hint: /dubious ownership/.test(errors)
      ? 'Run git config --global --add safe.directory with the path of the clone, then again.'
      : 'Run the same git command by hand to see all that it says.',
    exitCode: 3,
  })
}

function dropAbandoned(records: string): void {
  dropRecords(records, (path) => /\/lewis-perf-\d+-\d+-[^/]+\//.test(path) && !existsSync(path))
}

/** Removes what git wrote down about checkouts whose `.git` file `isMeant`; other people's are left alone. */
function dropRecords(records: string, isMeant: (gitFile: string) => boolean): void {
  for (const name of existsSync(records) ? readdirSync(records) : []) {
    const file = join(records, name, 'gitdir')
    if (!existsSync(file) || !isMeant(readFileSync(file, 'utf8').trim())) continue
    rmSync(join(records, name), { recursive: true, force: true })
  }
}
