import { readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import type { Metafile, Plugin } from 'esbuild'

const request = 'lewis-perf:shared'

/**
 * The files of our own that a split build put into chunks between its entries: one chunk for each set of commands that shares
 * them, some of a few lines. Every file that is loaded takes another millisecond of the start. Files that stand on a package
 * are left out, because sharing them with every command would load the package with every command; so is what `entry` itself
 * imports, because it answers --version before anything else is loaded.
 */
export function sharedFiles(root: string, entry: string, { inputs, outputs }: Metafile): string[] {
  const first = Object.values(outputs).find(({ entryPoint }) => entryPoint === entry)
  const atOnce = new Set(first?.imports.map(({ path }) => path))
  const between = Object.entries(outputs)
    .filter(([path, { entryPoint }]) => entryPoint === undefined && !atOnce.has(path))
    .map(([, output]) => output)
  const files = new Set(between.flatMap((output) => Object.keys(output.inputs)))
  return [...files]
    .filter((file) => !standsOnPackage(file, inputs, new Set()))
    .map((file) => join(root, file))
}

function standsOnPackage(file: string, inputs: Metafile['inputs'], seen: Set<string>): boolean {
  if (!file.startsWith('src/')) return true
  if (seen.has(file)) return false
  seen.add(file)
  const imports = inputs[file]?.imports ?? []
  return imports.some(
    ({ external, kind, path }) =>
      !external && kind !== 'dynamic-import' && standsOnPackage(path, inputs, seen),
  )
}

/** Makes everything that is loaded lazily import all of `files`, so that they are shared by all and come out as one chunk. */
export function oneSharedChunk(root: string, files: readonly string[]): Plugin {
  const shared = new Set(files)
  const entries = new Set<string>()
  return {
    name: 'one-shared-chunk',
    setup(build) {
      build.onResolve({ filter: /^lewis-perf:shared$/ }, () => ({
        path: request,
        namespace: 'shared',
        sideEffects: true,
      }))
      build.onLoad({ filter: /.*/, namespace: 'shared' }, () => ({
        contents: files.map((file) => `import ${JSON.stringify(file)}`).join('\n'),
        resolveDir: root,
      }))
      build.onResolve({ filter: /\.ts$/ }, ({ path, importer, kind }) => {
        const file = resolve(dirname(importer), path)
        if (kind === 'dynamic-import') entries.add(file)
        // Without this an import of a file that only declares things would be dropped.
        return shared.has(file) ? { path: file, sideEffects: true } : undefined
      })
      build.onLoad({ filter: /\/src\/.*\.ts$/ }, ({ path }) => {
        if (!entries.has(path) || shared.has(path)) return undefined
        return { contents: `import '${request}'\n${readFileSync(path, 'utf8')}`, loader: 'ts' }
      })
    },
  }
}
