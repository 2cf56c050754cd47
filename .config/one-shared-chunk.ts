import { readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import type { Metafile, Plugin } from 'esbuild'

const request = 'lewis-perf:shared'

/** To read and compile so much takes as long as to open another file. */
const largeBytes = 32e3

/**
 * The files of our own that a split build put into small chunks between its entries: one chunk for each set of commands that
 * shares them, some of a few lines. Every file that is loaded takes another millisecond of the start; so does every large one
 * that a command does without. What stands on a large chunk or on a package is left out, because sharing it with every command
 * would load that with every command.
 */
export function sharedFiles(root: string, { inputs, outputs }: Metafile): string[] {
  const between = Object.values(outputs).filter(({ entryPoint }) => entryPoint === undefined)
  const large = new Set(
    between.filter(({ bytes }) => bytes > largeBytes).flatMap((output) => Object.keys(output.inputs)),
  )
  const files = new Set(between.flatMap((output) => Object.keys(output.inputs)))
  return [...files]
    .filter((file) => !standsOn(file, (one) => !one.startsWith('src/') || large.has(one), inputs, new Set()))
    .map((file) => join(root, file))
}

function standsOn(
  file: string,
  isHeavy: (file: string) => boolean,
  inputs: Metafile['inputs'],
  seen: Set<string>,
): boolean {
  if (isHeavy(file)) return true
  if (seen.has(file)) return false
  seen.add(file)
  const imports = inputs[file]?.imports ?? []
  return imports.some(
    ({ external, kind, path }) =>
      !external && kind !== 'dynamic-import' && standsOn(path, isHeavy, inputs, seen),
  )
}

/** Makes everything that `trial` loads lazily import all of `files`, so that they are shared by all and come out as one chunk. */
export function oneSharedChunk(root: string, files: readonly string[], { outputs }: Metafile): Plugin {
  const shared = new Set(files)
  const lazy = new Set(
    Object.values(outputs).flatMap(({ entryPoint }) =>
      entryPoint === undefined ? [] : [join(root, entryPoint)],
    ),
  )
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
      build.onResolve({ filter: /\.ts$/ }, ({ path, importer }) => {
        const file = resolve(dirname(importer), path)
        // Without this an import of a file that only declares things would be dropped.
        return shared.has(file) ? { path: file, sideEffects: true } : undefined
      })
      build.onLoad({ filter: /\/src\/.*\.ts$/ }, ({ path }) => {
        if (!lazy.has(path) || shared.has(path)) return undefined
        return { contents: `import '${request}'\n${readFileSync(path, 'utf8')}`, loader: 'ts' }
      })
    },
  }
}
