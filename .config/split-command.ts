import { basename } from 'node:path'
import { type BuildOptions, build, type Metafile } from 'esbuild'
import { oneSharedChunk, sharedFiles } from './one-shared-chunk.ts'

/** The command in chunks: ES modules by the names under which they import each other. */
export interface Chunks {
  texts: Readonly<Record<string, string>>
  /** The name of the one that begins. */
  start: string
  /** The names of those that are nothing but a package which drives another tool or system. */
  drivers: readonly string[]
  /** The names of those that only other commands than loadtest need. */
  besidesLoad: readonly string[]
  metafile: Metafile
}

const drivers: readonly string[] = ['@kubernetes/client-node', 'autocannon']

/** One chunk for what all commands share, and one for each thing that only some of them load; `root` is the project's folder. */
export async function splitCommand(root: string, options: BuildOptions): Promise<Chunks> {
  const split: BuildOptions = {
    ...options,
    entryPoints: ['src/cli/run.ts'],
    outdir: 'dist',
    outExtension: { '.js': '.cjs' },
    splitting: true,
    write: false,
  }
  const trial = (await build(split)).metafile as Metafile
  const sharing = oneSharedChunk(root, sharedFiles(root, trial), trial)
  const { outputFiles = [], metafile } = await build({
    ...split,
    plugins: [sharing, ...(options.plugins ?? [])],
  })
  const texts = outputFiles.map(({ path, text }) => [`./${basename(path)}`, text])
  return {
    texts: Object.fromEntries(texts),
    start: './run.cjs',
    drivers: driversIn(metafile as Metafile),
    besidesLoad: besidesLoad(metafile as Metafile),
    metafile: metafile as Metafile,
  }
}

/** What is not reached from the start without passing through the begin of another command. */
function besidesLoad({ outputs }: Metafile): string[] {
  const isOther = (path: string): boolean =>
    /^src\/commands\/(?!loadtest\/)/.test(outputs[path]?.entryPoint ?? '')
  const needed = new Set<string>()
  const follow = (path: string): void => {
    if (needed.has(path) || isOther(path)) return
    needed.add(path)
    for (const { path: next, external } of outputs[path]?.imports ?? []) if (external !== true) follow(next)
  }
  for (const [path, { entryPoint }] of Object.entries(outputs))
    if (entryPoint === 'src/cli/run.ts') follow(path)
  return Object.keys(outputs)
    .filter((path) => !needed.has(path))
    .map((path) => `./${basename(path)}`)
}

function driversIn({ outputs }: Metafile): string[] {
  return Object.entries(outputs).flatMap(([path, { entryPoint }]) =>
    drivers.some((driver) => entryPoint?.includes(`node_modules/${driver}/`)) ? [`./${basename(path)}`] : [],
  )
}
