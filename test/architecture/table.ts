/** The folders of src/, one row above the other: a folder imports only from rows above its own, never from its own row. */
export const rows: readonly (readonly string[])[] = [
  ['core'],
  ['metrics', 'report'],
  ['capacity', 'balancing', 'profiling', 'comparison'],
  ['sizing', 'scaling', 'tuning', 'traffic', 'alerting'],
  ['simulation', 'checks'],
  ['clients'],
  ['profiles', 'probes', 'services'],
  ['load', 'apply'],
  ['bench', 'monitor'],
  ['commands'],
  ['cli'],
]

/** Rows 1 to 5 touch nothing but their arguments. */
export const pureFolders: ReadonlySet<string> = new Set(rows.slice(0, 5).flat())

/** What src/index.ts may hand out. */
export const publicFolders: ReadonlySet<string> = new Set([...pureFolders, 'services', 'monitor/collector'])

/** The folders that may change files. */
export const writingFolders: ReadonlySet<string> = new Set(['cli', 'apply'])

/** Where each package may be imported; and that in one file only, unless `files` says many. */
export const packages: Readonly<Record<string, { where: RegExp; files: 'one' | 'many' }>> = {
  '@bomb.sh/tab': { where: /^src\/cli\//, files: 'one' },
  '@kubernetes/client-node': { where: /^src\/clients\//, files: 'one' },
  autocannon: { where: /^src\/clients\//, files: 'one' },
  chalk: { where: /^src\/cli\//, files: 'one' },
  'cli-table3': { where: /^src\/report\//, files: 'one' },
  commander: { where: /^src\/cli\//, files: 'one' },
  'csv-parse': { where: /^src\/load\//, files: 'one' },
  'log-update': { where: /^src\/cli\//, files: 'one' },
  ora: { where: /^src\/cli\//, files: 'one' },
  'prom-client': { where: /^src\/clients\//, files: 'one' },
  sucrase: { where: /^src\/bench\//, files: 'one' },
  systeminformation: { where: /^src\/clients\//, files: 'one' },
  tinybench: { where: /^src\/bench\//, files: 'one' },
  uplot: { where: /^src\/monitor\/page\/program\//, files: 'one' },
  ws: { where: /^src\/clients\//, files: 'one' },
  yaml: { where: /^src\/profiles\//, files: 'one' },
  zod: { where: /^src\/profiles\/schema[^/]*\.ts$/, files: 'many' },
}

/** Files that import what nobody knows before the run, each with what that is. */
export const computedImports: Readonly<Record<string, string>> = {
  'src/bench/suite/program/hooks.ts': 'the compiler, which lies in the folder of the run',
  'src/bench/suite/program/load-suites.ts': 'the suite files of the user',
  'src/bench/suite/program/main.ts': 'tinybench, which lies in the folder of the run',
}

/** Files past the limit of lines, each with its reason. */
export const longFiles: Readonly<Record<string, string>> = {
  'src/profiles/shipped.ts': 'written by the build',
}

/** Past so many lines a file does two jobs. */
export const maximumLines = 250

/** Names that say nothing about their subject. */
export const emptyNames: ReadonlySet<string> = new Set([
  'util',
  'utils',
  'helper',
  'helpers',
  'common',
  'types',
  'lib',
])
