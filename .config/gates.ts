import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

/** Gates over what npm installs, from package-lock.json alone: `tsx .config/gates.ts [FOLDER]`. Exit 1 names the package. */
const root = resolve(process.argv[2] ?? join(import.meta.dirname, '..'))

interface LockEntry {
  version?: string
  license?: string
  integrity?: string
  hasInstallScript?: boolean
  link?: boolean
  dependencies?: Record<string, string>
  optionalDependencies?: Record<string, string>
}

const licences = new Set([
  'MIT',
  'ISC',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'Apache-2.0',
  '0BSD',
  'Zlib',
  'CC0-1.0',
  'BlueOak-1.0.0',
  'Python-2.0',
])

/** Packages under another licence: they only run here while developing, and nothing of them is shipped. */
const otherLicences: readonly { name: RegExp; licence: string; reason: string }[] = [
  {
    name: /^lightningcss(-|$)/,
    licence: 'MPL-2.0',
    reason: 'vite loads it for style sheets; vitest brings vite',
  },
  { name: /^axe-core$/, licence: 'MPL-2.0', reason: 'tests look at pages with it' },
  { name: /^caniuse-lite$/, licence: 'CC-BY-4.0', reason: 'a data set of browserslist; Stryker brings it' },
  {
    name: /^stream-buffers$/,
    licence: 'Unlicense',
    reason: 'the Kubernetes client brings it for what is not used: it is not in the command',
  },
]

/** Packages that may run a script when they are installed. */
const installScripts: Readonly<Record<string, string>> = {
  esbuild:
    'replaces its start script by the binary of the optional package for this platform; downloads only without that',
}

const gates: readonly { name: string; judge(name: string, entry: LockEntry): string | null }[] = [
  {
    name: 'licences',
    judge: (name, { license }) => (mayUse(name, license) ? null : `has the licence ${license ?? 'none'}`),
  },
  {
    name: 'install scripts',
    judge: (name, { hasInstallScript }) =>
      hasInstallScript && installScripts[name] === undefined ? 'runs a script when it is installed' : null,
  },
  {
    name: 'integrity',
    judge: (_, { integrity, link }) => (integrity === undefined && !link ? 'has no integrity hash' : null),
  },
  {
    // Without its entry even a package for another platform makes npm ci refuse the lock file.
    name: 'complete lock file',
    judge: (_, { dependencies, optionalDependencies }) => {
      const missing = Object.keys({ ...dependencies, ...optionalDependencies }).filter(
        (one) => !locked.has(one),
      )
      return missing.length === 0 ? null : `needs ${missing.join(', ')}, which the lock file lacks`
    },
  },
]

const entries = lockEntries()
const locked = new Set(entries.map(([path]) => nameOf(path)))
let failed = entries.length === 0
if (failed) console.log('lock file           FAILED: it lists no package')
for (const { name, judge } of gates) {
  tell(
    name,
    `${entries.length} packages`,
    entries.flatMap(([path, entry]) => {
      const packageName = nameOf(path)
      const problem = judge(packageName, entry)
      return problem === null ? [] : [`${packageName}@${entry.version} ${problem}`]
    }),
  )
}
const wanted = Object.entries(directDependencies())
tell(
  'exact versions',
  `${wanted.length} packages in package.json`,
  wanted
    .filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))
    .map(([name, version]) => `${name} is asked for as ${version}`),
)
if (!failed) tell('bill of materials', `${writeBillOfMaterials()} components in dist/sbom.cdx.json`, [])
process.exitCode = failed ? 1 : 0

function tell(gate: string, counted: string, problems: readonly string[]): void {
  failed ||= problems.length > 0
  console.log(
    `${gate.padEnd(20)}${problems.length === 0 ? `ok: ${counted}` : `FAILED: ${problems.join('; ')}`}`,
  )
}

/** `MIT`, `(MIT OR GPL-3.0)`: one is enough; `MIT AND Zlib`: all are needed. */
function mayUse(name: string, licence = ''): boolean {
  const other = otherLicences.some((one) => one.licence === licence && one.name.test(name))
  const alternatives = licence.replaceAll(/[()]/g, '').split(' OR ')
  return other || alternatives.some((one) => one.split(' AND ').every((part) => licences.has(part)))
}

function lockEntries(): [path: string, entry: LockEntry][] {
  const { packages } = readJson('package-lock.json') as { packages: Record<string, LockEntry> }
  return Object.entries(packages).filter(([path]) => path !== '')
}

function directDependencies(): Record<string, string> {
  const { dependencies, devDependencies, optionalDependencies } = readJson('package.json') as Record<
    string,
    Record<string, string>
  >
  return { ...dependencies, ...devDependencies, ...optionalDependencies }
}

function writeBillOfMaterials(): number {
  const options = {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 1e9,
    shell: process.platform === 'win32',
  } as const
  const text = execFileSync('npm', ['sbom', '--sbom-format', 'cyclonedx', '--package-lock-only'], options)
  mkdirSync(join(root, 'dist'), { recursive: true })
  writeFileSync(join(root, 'dist/sbom.cdx.json'), text)
  const { components } = JSON.parse(text) as { components: unknown[] }
  return components.length
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length)
}

function readJson(file: string): unknown {
  return JSON.parse(readFileSync(join(root, file), 'utf8'))
}
