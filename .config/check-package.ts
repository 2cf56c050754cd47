import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Packs what npm would publish and looks at it as a stranger would: its files, publint, and whether its types resolve. */
const root = join(import.meta.dirname, '..')

const allowed = [
  /^package\.json$/,
  /^README\.md$/,
  /^LICENSE$/,
  /^bin\//,
  /^dist\//,
  /^profiles\/[a-z-]+\.yaml$/,
]
const forbidden = [/^dist\/docs\//, /^dist\/sbom/, /\.test\./, /\.map$/]
const needed = [
  'package.json',
  'README.md',
  'LICENSE',
  'bin/lewis-perf.js',
  'dist/cli/index.js',
  'dist/index.js',
  'dist/index.d.ts',
  'dist/lewis-perf.mjs',
  'dist/schemas/profile.json',
  'profiles/lewis.yaml',
]

interface Packed {
  filename: string
  size: number
  unpackedSize: number
  files: { path: string; size: number }[]
}

const folder = mkdtempSync(join(tmpdir(), 'lewis-perf-package-'))
try {
  const packed = pack()
  const tarball = join(folder, packed.filename)
  const problems = [
    ...fileProblems(packed),
    ...toolProblems('publint', [tarball, '--strict']),
    ...toolProblems('attw', [tarball, '--profile', 'esm-only']),
  ]
  console.log(
    `${packed.filename}: ${packed.files.length} files, ${kilobytes(packed.size)} packed, ${kilobytes(packed.unpackedSize)} unpacked`,
  )
  for (const { path, size } of [...packed.files].sort((a, b) => b.size - a.size).slice(0, 5))
    console.log(`  ${kilobytes(size).padStart(8)}  ${path}`)
  for (const problem of problems) console.log(`FAILED: ${problem}`)
  process.exitCode = problems.length === 0 ? 0 : 1
} finally {
  rmSync(folder, { recursive: true, force: true })
}

function pack(): Packed {
  const options = { cwd: root, encoding: 'utf8', shell: process.platform === 'win32' } as const
  const printed = execFileSync(
    'npm',
    ['pack', '--ignore-scripts', '--json', '--pack-destination', folder],
    options,
  )
  const [packed] = JSON.parse(printed) as Packed[]
  if (packed === undefined) throw new Error('npm packed nothing.')
  return packed
}

function fileProblems({ files }: Packed): string[] {
  const paths = files.map(({ path }) => path)
  const strangers = paths.filter(
    (path) =>
      !allowed.some((pattern) => pattern.test(path)) || forbidden.some((pattern) => pattern.test(path)),
  )
  const missing = needed.filter((path) => !paths.includes(path))
  return [
    ...strangers.map((path) => `${path} must not be published`),
    ...missing.map((path) => `${path} is missing`),
  ]
}

function toolProblems(tool: string, args: readonly string[]): string[] {
  const script = join(root, 'node_modules/.bin', tool)
  const { status, stdout, stderr } = spawnSync(script, args, { cwd: root, encoding: 'utf8' })
  return status === 0 ? [] : [`${tool} ended with ${status}\n${stdout}${stderr}`]
}

function kilobytes(bytes: number): string {
  return `${Math.round(bytes / 1000)} kB`
}
