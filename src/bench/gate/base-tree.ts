import { existsSync, statSync } from 'node:fs'
import { resolve } from 'node:path'
import { differingLockFiles, linkPackages, openGitWorktree, type ScratchFolder } from '../../apply/index.ts'
import { OperatorError, type World } from '../../core/index.ts'

/** Where the other version is. */
export type BaseSource = { kind: 'ref'; ref: string } | { kind: 'directory'; directory: string }

/** The other version, ready to be measured. */
export interface BaseTree {
  /** The folder that corresponds to the working directory. */
  directory: string
  /** `v1.2 (3fa2b1c)` or the folder as it was given. */
  label: string
  commit: string | null
  remove(): void
}

const buildSeconds = 1800

/**
 * Makes the base ready: a ref is checked out and gets the installed packages where the lock files are the same; `build` is
 * then run in its folder. Throws OperatorError: exit 2 where the base is none, or needs a build that was not given; 3 where
 * git or the build fails.
 */
export async function openBaseTree(
  world: World,
  scratch: ScratchFolder,
  source: BaseSource,
  { build, name }: { build: string | undefined; name: string },
): Promise<BaseTree> {
  if (source.kind === 'directory') return givenDirectory(world, source.directory, build)
  const tree = await openGitWorktree(world, scratch, source.ref, name)
  const checkouts = { from: tree.repository, to: tree.top, prefix: tree.prefix }
  const differing = differingLockFiles(checkouts)
  if (differing.length === 0) linkPackages(checkouts)
  else if (build === undefined)
    throw new OperatorError({
      sentence: `${differing[0]} differs between --base-ref ${source.ref} and the working folder, so the base needs packages of its own.`,
      hint: "Give the command that installs them (and builds): --build 'npm ci'.",
    })
  if (!existsSync(tree.directory))
    throw new OperatorError({
      sentence: `--base-ref ${source.ref} has no folder ${tree.prefix}.`,
      hint: 'Run it from a folder that both versions have.',
    })
  if (build !== undefined) await runBuild(world, tree.directory, build, `--base-ref ${source.ref}`)
  return {
    directory: tree.directory,
    label: `${source.ref} (${tree.commit.slice(0, 7)})`,
    commit: tree.commit,
    remove: tree.remove,
  }
}

async function givenDirectory(world: World, directory: string, build: string | undefined): Promise<BaseTree> {
  const path = resolve(world.directory, directory)
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory() !== true)
    throw new OperatorError({
      sentence: `--base-dir ${directory} is no folder.`,
      hint: 'Give the folder of the other version, laid out as this one.',
    })
  if (build !== undefined) await runBuild(world, path, build, `--base-dir ${directory}`)
  return { directory: path, label: directory, commit: null, remove: () => {} }
}

async function runBuild(world: World, directory: string, build: string, what: string): Promise<void> {
  const ran = await world.run({
    program: 'sh',
    args: ['-c', build],
    directory,
    timeoutMs: buildSeconds * 1000,
  })
  if (ran.exitCode === 0 || world.interrupted.aborted) return
  const said = `${ran.output}\n${ran.errors}`.trim().split('\n').at(-1) ?? ''
  throw new OperatorError({
    sentence: `--build ${JSON.stringify(build)} failed for ${what}, ${ended(ran)}: ${said}.`,
    hint: 'Run the same command in a checkout of the base to see all that it says, mend it, or choose a base that builds.',
    exitCode: 3,
  })
}

function ended({ end, exitCode }: { end: string; exitCode: number | null }): string {
  if (end === 'timeout') return `it did not end within ${buildSeconds / 60} minutes`
  return exitCode === null ? 'it was ended' : `exit code ${exitCode}`
}
