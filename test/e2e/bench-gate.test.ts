import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { watch } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Ajv } from 'ajv'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { GateData } from '../../src/comparison/index.ts'
import type { Envelope } from '../../src/core/index.ts'
import { installed, lewisPerf, start } from './installed.ts'

/** A repository whose last commit changes how much work there is; times are short, so differences are large. */
const suite = `import { suite } from 'lewis-perf/bench'
import * as work from './work.mjs'
suite('work', ({ bench }) => {
  bench('spin', () => work.spin())
  if (work.more) bench('more', () => work.more())
})
`
const spin = (rounds: number) =>
  `export function spin() { let sum = 0; for (let i = 0; i < ${rounds}; i++) sum = (sum * 31 + i) % 1000003; return sum }\n`
const short = ['--time', '15ms', '--warmup-time', '15ms', '--seed', '1']

let folder = ''
let project = ''
let temporary = ''

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'lewis-perf-gate-test-'))
  project = join(folder, 'project')
  temporary = join(folder, 'temporary')
  mkdirSync(project)
  mkdirSync(temporary)
  git('init', '-q', '-b', 'main')
  commit('usual', { 'work.bench.mjs': suite, 'work.mjs': spin(20_000), '.gitignore': 'result.*\n' })
  commit('slower', { 'work.mjs': spin(60_000) })
  commit('more', { 'work.mjs': `${spin(60_000)}export const more = spin\n` })
  commit('faster', { 'work.mjs': spin(20_000) })
})

afterAll(() => rmSync(folder, { recursive: true, force: true }))

function git(...args: string[]): string {
  const { status, stdout, stderr } = spawnSync(
    'git',
    ['-c', 'user.name=gate', '-c', 'user.email=gate@example.invalid', ...args],
    { cwd: project, encoding: 'utf8' },
  )
  if (status !== 0) throw new Error(`git ${args.join(' ')}: ${stderr}`)
  return stdout
}

function commit(message: string, files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) writeFileSync(join(project, name), text)
  git('add', '-A')
  git('commit', '-q', '-m', message)
  git('tag', message)
}

function bench(args: readonly string[], environment: NodeJS.ProcessEnv = {}) {
  return lewisPerf(['bench', ...args], { cwd: project, env: { TMPDIR: temporary, ...environment } })
}

async function gate(args: readonly string[]): Promise<{ code: number | null; result: Envelope<GateData> }> {
  const { code, output } = await bench([...short, ...args, '--json'])
  return { code, result: JSON.parse(output) as Envelope<GateData> }
}

function assertNothingLeft(): void {
  expect(git('worktree', 'list').trim().split('\n')).toHaveLength(1)
  expect(readdirSync(temporary)).toEqual([])
}

/** Resolves once so many processes of a gate have got their orders. */
async function slotsBegun(count: number): Promise<void> {
  let begun = 0
  for await (const { filename } of watch(temporary, { recursive: true })) {
    if (filename?.endsWith('order.json') === true) begun++
    // Each order is at least one change.
    if (begun >= 2 * count) return
  }
}

describe('bench --base-ref', { timeout: 120_000 }, () => {
  it('fails a head that takes three times as long, with all that a CI job reads, and leaves nothing behind', async () => {
    git('checkout', '-q', 'slower')
    const summary = join(folder, 'summary.md')
    const { code, output } = await bench(
      [
        ...short,
        '--base-ref',
        'HEAD~1',
        '--format',
        'github',
        '-o',
        'json=result.json',
        '-o',
        'junit=result.xml',
      ],
      { GITHUB_STEP_SUMMARY: summary },
    )
    expect(code).toBe(1)
    expect(output).toContain('::error title=')
    expect(output).toContain('work > spin got slower by')
    const result = JSON.parse(readFileSync(join(project, 'result.json'), 'utf8')) as Envelope<GateData>
    const validate = new Ajv({ strict: false, allErrors: true }).compile(
      JSON.parse(readFileSync('dist/schemas/bench.json', 'utf8')) as object,
    )
    validate(result)
    expect(validate.errors).toBe(null)
    const [compared] = result.data.comparisons
    expect(compared).toMatchObject({ name: 'work > spin', verdict: 'regression' })
    expect(compared?.estimate).toBeGreaterThan(1)
    expect(compared?.p).toBeLessThanOrEqual(0.01)
    expect(result.data).toMatchObject({
      isConfirmed: true,
      base: { commit: git('rev-parse', 'usual').trim() },
    })
    // The first look is after 12; on a busy machine it may take another one.
    const { pairs } = result.data
    expect(pairs).toBeGreaterThanOrEqual(12)
    expect(result.data.cases).toMatchObject([{ name: 'work > spin', unit: 'seconds', samples: pairs }])
    expect(result.machine).toMatchObject({ node: process.versions.node })
    expect(readFileSync(summary, 'utf8')).toContain('## lewis-perf bench: fail')
    expect(readFileSync(join(project, 'result.xml'), 'utf8')).toMatch(
      /<testsuites name="lewis-perf" tests="1" failures="1"/,
    )
    assertNothingLeft()
  })

  it('lets a benchmark that is new through as information', async () => {
    git('checkout', '-q', 'more')
    const { result } = await gate(['--base-ref', 'usual'])
    expect(result.data.added).toEqual(['work > more'])
    expect(result.findings.find(({ id }) => id === 'gate.added')).toMatchObject({ status: 'info' })
  })

  it('fails a benchmark that is gone, unless that is allowed', async () => {
    git('checkout', '-q', 'faster')
    const failed = await gate(['--base-ref', 'more'])
    expect(failed.code).toBe(1)
    expect(failed.result.headline).toBe(
      'work > more is in more (' +
        git('rev-parse', 'more').slice(0, 7) +
        ') and gone now: 1 benchmark removed.',
    )
    const allowed = await gate(['--base-ref', 'more', '--allow-removed'])
    expect(allowed.code).toBe(0)
    expect(allowed.result.data.comparisons).toMatchObject([{ verdict: 'improvement' }])
    assertNothingLeft()
  })

  it('saves what it has when it is interrupted, and ends its processes and its worktree', async () => {
    git('checkout', '-q', 'slower')
    const { child, ended } = start(
      process.execPath,
      [installed, 'bench', '--time', '200ms', '--base-ref', 'HEAD~1', '--json'],
      { cwd: project, env: { TMPDIR: temporary }, detached: true },
    )
    await slotsBegun(8)
    child.kill('SIGINT')
    const { code, output } = await ended
    expect(code).toBe(130)
    const result = JSON.parse(output) as Envelope<GateData>
    expect(result).toMatchObject({ interrupted: true, status: 'unknown' })
    expect(result.data.pairs).toBeGreaterThan(0)
    expect(result.data.pairs).toBeLessThan(12)
    assertNothingLeft()
    // The group of the command is empty.
    expect(() => process.kill(-(child.pid ?? 0), 0)).toThrow('ESRCH')
  })

  it.each([
    [['--base-ref', 'no-such-ref'], 2, 'no-such-ref'],
    [['--base-dir', 'no-such-folder'], 2, '--base-dir no-such-folder is no folder.'],
    [['--base-ref', 'usual', '--build', 'echo cannot build; exit 7'], 3, 'exit code 7: cannot build'],
    [['--base-ref', 'usual', '--tolerance', '6%'], 2, 'cannot decide'],
  ])('ends %j with exit code %d and a sentence', async (args, exitCode, said) => {
    const { code, errors } = await bench([...short, ...args])
    expect(code).toBe(exitCode)
    expect(errors).toContain(said)
    assertNothingLeft()
  })

  it('asks for the packages of a base whose lock file differs, and takes a build', async () => {
    git('checkout', '-q', '-b', 'locked', 'usual')
    commit('locked-base', { 'package-lock.json': '{"lockfileVersion":3}\n' })
    commit('locked-head', {
      'package-lock.json': '{"lockfileVersion":3,"packages":{}}\n',
      'work.mjs': spin(7000),
    })
    const refused = await bench([...short, '--base-ref', 'HEAD~1'])
    expect(refused.code).toBe(2)
    expect(refused.errors).toContain("--build 'npm ci'")
    const { code } = await gate(['--base-ref', 'HEAD~1', '--build', 'touch built'])
    expect(code).toBe(0)
    assertNothingLeft()
  })

  it('names fetch-depth where a shallow clone lacks the base', async () => {
    const clone = join(folder, 'clone')
    spawnSync('git', ['clone', '-q', '--depth', '1', `file://${project}`, clone])
    const { code, errors } = await lewisPerf(['bench', '--base-ref', 'HEAD~1'], {
      cwd: clone,
      env: { TMPDIR: temporary },
    })
    expect(code).toBe(2)
    expect(errors).toContain('fetch-depth: 0')
  })
})
