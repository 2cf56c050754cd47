import { join } from 'node:path'
import { type Plugin, transform } from 'esbuild'

/** The import() that everything else stands behind. */
const file = 'src/cli/run.ts'

/**
 * JavaScript that loads chunks. `head` says where they are: `source(name)` is the text of a chunk (undefined where there is
 * none of that name), `place(name)` what a stack calls it, and `cached(name)` what V8 made of it before, or undefined.
 */
export function chunkLoader(head: string): string {
  return `
const { Script } = process.getBuiltinModule('vm')
${head}
const loaded = new Map()
const scripts = new Map()
function load(name) {
  const before = loaded.get(name)
  if (before !== undefined) return before.exports
  const text = source(name)
  if (text === undefined) return builtin(name)
  const module = { exports: {} }
  loaded.set(name, module)
  const code = '(function(require,module,exports){' + text + '\\n})'
  const script = new Script(code, { filename: place(name), cachedData: cached(name) })
  scripts.set(name, script)
  script.runInThisContext()(load, module, module.exports)
  return module.exports
}
function builtin(name) {
  const found = process.getBuiltinModule(name)
  if (found === undefined) throw new Error('There is no module ' + name + '.')
  return found
}
`
}

/** Puts `loader` in the place of the first import(), which gets the chunk `start`. */
export function startBy(loader: string, start: string): Plugin {
  return {
    name: 'start-by-loader',
    setup(build) {
      build.onResolve({ filter: /\.ts$/ }, ({ kind, path, resolveDir }) => {
        const isStart = kind === 'dynamic-import' && join(resolveDir, path).endsWith(`/${file}`)
        return isStart ? { path: start, namespace: 'loader' } : undefined
      })
      build.onLoad({ filter: /.*/, namespace: 'loader' }, () => ({
        contents: `${loader}\nexport const { run } = load('${start}')`,
      }))
    },
  }
}

/** An imported module as a required one: only those can be made from a text. */
export async function asRequired(text: string, { minify }: { minify: boolean }): Promise<string> {
  const { code } = await transform(text, {
    format: 'cjs',
    platform: 'node',
    target: 'node20.19',
    minifySyntax: true,
    minifyWhitespace: true,
    minifyIdentifiers: minify,
    // A minified line of 100 kB would fill the terminal when an error prints it.
    lineLimit: 160,
    supported: { 'dynamic-import': false },
  })
  return code
}
