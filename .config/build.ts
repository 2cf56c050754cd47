import { execFile } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { brotliCompressSync } from 'node:zlib'
import { type BuildOptions, build, type Metafile } from 'esbuild'
import { asRequired, chunkLoader, startBy } from './chunk-loader.ts'
import { chunkFiles, writeCodeCache } from './code-cache.ts'
import { lazyBuiltins } from './lazy-builtins.ts'
import { narrowWidth } from './narrow-width.ts'
import { onlyInventory } from './only-inventory.ts'
import { onlyKubeconfig } from './only-kubeconfig.ts'
import { onlyLoadClient } from './only-load-client.ts'
import { packChunks } from './pack-one-file.ts'
import { resultSchemas } from './result-schemas.ts'
import { type Chunks, splitCommand } from './split-command.ts'
import { thirdPartyNotices } from './third-party-notices.ts'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const at = (...parts: string[]) => join(root, ...parts)
const { version } = JSON.parse(readFileSync(at('package.json'), 'utf8')) as { version: string }

/** One self-contained file must stay small enough to send over ssh at once. */
const oneFileLimitBytes = 3e6

const shared: BuildOptions = {
  absWorkingDir: root,
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  define: { LEWIS_PERF_VERSION: JSON.stringify(version) },
  legalComments: 'none',
  logLevel: 'warning',
  metafile: true,
  plugins: [lazyBuiltins, narrowWidth, onlyKubeconfig, onlyLoadClient],
  // cli-table3 looks for it only to colour, which is done here with chalk.
  external: ['@colors/colors'],
}

/** A program for a process of its own or for a browser: the file that begins it, and where its text goes under which name. */
interface ChildProgram
  extends Pick<BuildOptions, 'format' | 'plugins' | 'external' | 'minify' | 'platform' | 'target'> {
  entry: string
  text: string
  name: string
  /** Large, and needed by few runs. */
  isPacked?: boolean
}

/** In the order in which they are built: one that imports the folder of another comes after it. */
const childPrograms: readonly ChildProgram[] = [
  {
    entry: 'src/apply/disk/program/main.ts',
    text: 'src/apply/disk/disk-text.ts',
    name: 'text',
    format: 'esm',
  },
  {
    entry: 'src/apply/generator-host/program/main.ts',
    text: 'src/apply/generator-host/host-text.ts',
    name: 'text',
    format: 'cjs',
  },
  {
    entry: 'src/clients/inventory-worker.ts',
    text: 'src/clients/inventory-program.ts',
    name: 'inventoryProgram',
    format: 'cjs',
    isPacked: true,
    plugins: [onlyInventory],
  },
  ...['main', 'hooks', 'compiler', 'tinybench', 'sweep'].map((part) => ({
    entry: `src/bench/suite/program/${part}.ts`,
    text: `src/bench/suite/${part}-text.ts`,
    name: 'text',
    format: 'esm' as const,
    isPacked: part === 'compiler',
  })),
  {
    entry: 'src/load/program/main.ts',
    text: 'src/load/program-text.ts',
    name: 'text',
    format: 'cjs',
  },
  {
    entry: 'src/load/demo-target/program/main.ts',
    text: 'src/load/demo-target/demo-text.ts',
    name: 'text',
    format: 'cjs',
  },
  {
    entry: 'src/services/simulation-threads/program/main.ts',
    text: 'src/services/simulation-threads/program-text.ts',
    name: 'text',
    format: 'cjs',
  },
  {
    entry: 'src/services/planning-threads/program/main.ts',
    text: 'src/services/planning-threads/program-text.ts',
    name: 'text',
    format: 'cjs',
  },
  {
    entry: 'src/monitor/page/program/main.ts',
    text: 'src/monitor/page/script-text.ts',
    name: 'script',
    format: 'iife',
    platform: 'browser',
    target: 'es2022',
  },
  {
    entry: 'src/bench/host/program/main.ts',
    text: 'src/bench/host/host-text.ts',
    name: 'text',
    format: 'esm',
  },
]

async function main(): Promise<void> {
  rmSync(at('dist'), { recursive: true, force: true })
  await writeShippedProfiles()
  const programs: Metafile[] = []
  for (const program of childPrograms) programs.push(await writeChildProgram(program))
  const chunks = await splitCommand(root, shared)
  await Promise.all([buildCommand(chunks), buildOneFile(chunks), buildLibrary(), writeSchemas()])
  const inputs = inputsOf(...programs, chunks.metafile)
  writeFileSync(at('dist/THIRD-PARTY-NOTICES.txt'), thirdPartyNotices(root, inputs))
  const bytes = readFileSync(at('dist/lewis-perf.mjs')).length
  if (bytes > oneFileLimitBytes)
    throw new Error(`dist/lewis-perf.mjs has ${bytes} bytes, at most ${oneFileLimitBytes}`)
  console.log(`built lewis-perf ${version}: one file ${Math.round(bytes / 1000)} kB`)
}

/** Compiles profiles/*.yaml, so that neither yaml nor zod is loaded for a shipped profile. */
async function writeShippedProfiles(): Promise<void> {
  const { renderShippedModule } = await import('../src/profiles/compile.ts')
  const names = readdirSync(at('profiles')).filter((name) => name.endsWith('.yaml'))
  const texts = Object.fromEntries(names.map((name) => [name, readFileSync(at('profiles', name), 'utf8')]))
  writeFileSync(at('src/profiles/shipped.ts'), renderShippedModule(texts))
  writeFileSync(at('src/profiles/shipped-texts.ts'), textsModule(texts))
}

/** The same files as they were written, for `profile show`: a module of its own, because nothing else needs them. */
function textsModule(texts: Record<string, string>): string {
  const entries = Object.entries(texts).map(
    ([file, text]) => `  ${JSON.stringify(file.replace(/\.yaml$/, ''))}: ${JSON.stringify(text)},`,
  )
  return `/** Generated from profiles/*.yaml by the build: the shipped profiles as written, by name. */
export const shippedTexts: Readonly<Record<string, string>> = {
${entries.join('\n')}
}
`
}

/** A program that runs in a process of its own. It is a text, so that it is found wherever the command runs. */
async function writeChildProgram({
  entry,
  text,
  name,
  isPacked,
  ...options
}: ChildProgram): Promise<Metafile> {
  const { outputFiles, metafile } = await build({
    ...shared,
    minify: true,
    lineLimit: 160,
    plugins: [],
    ...options,
    entryPoints: [entry],
    write: false,
  })
  const program = outputFiles?.[0]?.text ?? ''
  const source = isPacked === true ? packedText(program) : JSON.stringify(program)
  const head = isPacked === true ? "import { brotliDecompressSync } from 'node:zlib'\n\n" : ''
  writeFileSync(
    at(text),
    `${head}/** Generated from ${basename(entry)} by the build: a program in one text. */\nexport const ${name}: string =\n  ${source}\n`,
  )
  return metafile as Metafile
}

/** A large program that few runs need is a quarter as long packed, and unpacked in a few milliseconds. */
function packedText(program: string): string {
  const packed = brotliCompressSync(program).toString('base64')
  return `brotliDecompressSync(Buffer.from('${packed}', 'base64')).toString()`
}

/** The installed command: chunks as files, of which a run loads those that it needs. */
async function buildCommand({ texts, start }: Chunks): Promise<void> {
  const folder = at('dist/cli/chunks')
  mkdirSync(folder, { recursive: true })
  for (const [name, text] of Object.entries(texts))
    writeFileSync(join(folder, name), await asRequired(text, { minify: false }))
  const loader = chunkLoader(chunkFiles("import.meta.dirname + '/chunks'"))
  await build({
    ...shared,
    entryPoints: ['src/cli/index.ts'],
    outfile: 'dist/cli/index.js',
    plugins: [startBy(loader, start)],
  })
  const problem = writeCodeCache(folder, start)
  if (problem !== null) console.warn(`every start will take longer, for there is no code cache: ${problem}`)
}

async function buildOneFile(chunks: Chunks): Promise<void> {
  await build({
    ...shared,
    entryPoints: ['src/cli/index.ts'],
    outfile: 'dist/lewis-perf.mjs',
    minify: true,
    ...(await packChunks(chunks)),
  })
}

/** The library door with its types. */
async function buildLibrary(): Promise<void> {
  const compiler = at('node_modules/typescript/bin/tsc')
  const types = promisify(execFile)(process.execPath, [compiler, '-p', at('.config/tsconfig.types.json')])
  await build({ ...shared, entryPoints: ['src/index.ts'], outfile: 'dist/index.js' })
  await build({ ...shared, entryPoints: ['src/bench/suite/door.ts'], outfile: 'dist/bench.js' })
  await types.catch((error: { stdout?: string }) => {
    throw new Error(`the types do not compile:\n${error.stdout}`)
  })
  for (const file of readdirSync(at('dist'), { recursive: true, encoding: 'utf8' })) {
    if (file.endsWith('.d.ts')) nameCompiledFiles(at('dist', file))
  }
}

/** The compiler leaves `./x.ts` in declarations, which other projects cannot resolve. */
function nameCompiledFiles(file: string): void {
  const text = readFileSync(file, 'utf8')
  writeFileSync(file, text.replaceAll(/(from '\.[^']*|import\("\.[^"]*)\.ts(?=['"])/g, '$1.js'))
}

async function writeSchemas(): Promise<void> {
  mkdirSync(at('dist/schemas'), { recursive: true })
  const { profileJsonSchema } = await import('../src/profiles/compile.ts')
  const schemas = { profile: profileJsonSchema(), ...resultSchemas(root) }
  for (const [name, schema] of Object.entries(schemas)) {
    writeFileSync(at('dist/schemas', `${name}.json`), `${JSON.stringify(schema, null, 2)}\n`)
  }
}

function inputsOf(...metafiles: Metafile[]): string[] {
  return metafiles.flatMap(({ inputs }) => Object.keys(inputs))
}

await main()
