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
  metafile: Metafile
}

const drivers: readonly string[] = ['autocannon']

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
    metafile: metafile as Metafile,
  }
}

function driversIn({ outputs }: Metafile): string[] {
  return Object.entries(outputs).flatMap(([path, { entryPoint }]) =>
    drivers.some((driver) => entryPoint?.includes(`node_modules/${driver}/`)) ? [`./${basename(path)}`] : [],
  )
}
