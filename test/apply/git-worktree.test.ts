import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openGitWorktree, openScratchFolder, type ScratchFolder } from '../../src/apply/index.ts'
import { nodeWorld } from '../../src/cli/node-world.ts'
import { newRepository, type Repository } from './repository.ts'

const real = nodeWorld()
let repository: Repository
let scratch: ScratchFolder

beforeEach(() => {
  repository = newRepository()
  scratch = openScratchFolder()
})
afterEach(() => {
  scratch.remove()
  repository.remove()
})

function open(ref: string, directory = repository.path) {
  return openGitWorktree({ ...real, directory }, scratch, ref, 'base')
}

function worktrees(): number {
  return repository.git('worktree', 'list').split('\n').length
}

describe('a worktree', () => {
  it('holds the files of its commit, whatever the working folder holds now', async () => {
    const first = repository.commit({ 'a.js': 'old' })
    repository.commit({ 'a.js': 'new' })
    writeFileSync(join(repository.path, 'a.js'), 'not committed')
    const tree = await open('HEAD~1')
    expect(tree.commit).toBe(first)
    expect(readFileSync(join(tree.top, 'a.js'), 'utf8')).toBe('old')
    expect(readFileSync(join(repository.path, 'a.js'), 'utf8')).toBe('not committed')
  })

  it('has the folder that corresponds to the working directory, also below the top and through a link', async () => {
    repository.commit({ 'packages/one/a.js': '1' })
    const tree = await open('HEAD', join(repository.path, 'packages/one'))
    expect(tree.prefix).toBe('packages/one/')
    expect(readFileSync(join(tree.directory, 'a.js'), 'utf8')).toBe('1')
  })

  it('is gone without a trace once removed, twice if need be', async () => {
    repository.commit({ 'a.js': '1' })
    const tree = await open('HEAD')
    expect(worktrees()).toBe(2)
    tree.remove()
    tree.remove()
    expect(existsSync(tree.top)).toBe(false)
    expect(worktrees()).toBe(1)
  })

  it('leaves the worktrees of others alone', async () => {
    repository.commit({ 'a.js': '1' })
    const other = `${repository.path}-other`
    repository.git('worktree', 'add', '--detach', other)
    try {
      const tree = await open('HEAD')
      tree.remove()
      rmSync(other, { recursive: true })
      const again = await open('HEAD')
      again.remove()
      expect(repository.git('worktree', 'list')).toContain(other)
    } finally {
      rmSync(other, { recursive: true, force: true })
    }
  })

  it('drops what a killed run left written down', async () => {
    repository.commit({ 'a.js': '1' })
    // A process of its own, killed by itself while it holds a worktree.
    const program = `
      import { openGitWorktree, openScratchFolder } from ${JSON.stringify(fileURLToPath(new URL('../../src/apply/index.ts', import.meta.url)))}
      import { nodeWorld } from ${JSON.stringify(fileURLToPath(new URL('../../src/cli/node-world.ts', import.meta.url)))}
      const tree = await openGitWorktree(nodeWorld(), openScratchFolder(), 'HEAD', 'base')
      console.log(tree.top)
      process.kill(process.pid, 'SIGKILL')`
    const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href
    const killed = spawnSync(process.execPath, ['--import', tsx, '--input-type=module', '-e', program], {
      cwd: repository.path,
      encoding: 'utf8',
    })
    if (killed.signal !== 'SIGKILL') throw new Error(killed.stderr)
    const left = killed.stdout.trim()
    expect(existsSync(left)).toBe(true)
    expect(worktrees()).toBe(2)
    scratch.remove()
    scratch = openScratchFolder()
    expect(existsSync(left)).toBe(false)
    const tree = await open('HEAD')
    expect(worktrees()).toBe(2)
    tree.remove()
  })

  it('runs no hook of the repository', async () => {
    repository.commit({ 'a.js': '1' })
    const trace = join(scratch.path, 'hook-ran')
    writeFileSync(join(repository.path, '.git/hooks/post-checkout'), `#!/bin/sh\ntouch ${trace}\n`, {
      mode: 0o755,
    })
    await open('HEAD')
    expect(existsSync(trace)).toBe(false)
  })
})

describe('a worktree is refused', () => {
  it('for a name that is no commit', async () => {
    repository.commit({ 'a.js': '1' })
    await expect(open('nowhere')).rejects.toMatchObject({
      sentence: '--base-ref nowhere names no commit of this repository.',
      exitCode: 2,
    })
  })

  it('for a name that looks like an option', async () => {
    repository.commit({ 'a.js': '1' })
    await expect(open('--all')).rejects.toMatchObject({ exitCode: 2 })
  })

  it('for a commit that a shallow clone lacks, and names fetch-depth: 0', async () => {
    repository.commit({ 'a.js': '1' })
    repository.commit({ 'a.js': '2' })
    const clone = join(scratch.path, 'clone')
    repository.git('clone', '--quiet', '--depth', '1', `file://${repository.path}`, clone)
    await expect(open('HEAD~1', clone)).rejects.toMatchObject({
      sentence: '--base-ref HEAD~1 is not in this shallow clone.',
      hint: expect.stringContaining('fetch-depth: 0'),
      exitCode: 2,
    })
  })

  it('where there is no repository', async () => {
    const folder = join(scratch.path, 'plain')
    mkdirSync(folder)
    await expect(open('HEAD', folder)).rejects.toMatchObject({
      sentence: '--base-ref needs a git repository, and this folder is in none.',
      exitCode: 2,
    })
  })

  it('where there is no git', async () => {
    const run = async () => ({ output: '', errors: '', end: 'missing' as const, exitCode: null })
    await expect(openGitWorktree({ ...real, run }, scratch, 'HEAD', 'base')).rejects.toMatchObject({
      sentence: '--base-ref needs git, which is not installed here.',
    })
  })
})
