import { join } from 'node:path'
import { type BuildOptions, transform } from 'esbuild'

/** What stands in the comment for the end of a comment. */
const end = '*<>/'

/**
 * Options that put the chunks of a split build into the one file, where an import() of `file` gets the chunk `start`. They
 * stand there as texts, of which only those that a run needs are compiled: as code, all would be read by the compiler at every
 * start, and every new command would slow down all others. In a comment they are passed over four times as fast as in a string.
 */
export async function packChunks(
  chunks: readonly (readonly [name: string, text: string])[],
  { file, start }: { file: string; start: string },
): Promise<BuildOptions> {
  const texts = await Promise.all(chunks.map(async ([, text]) => hidden(await required(text))))
  const names = chunks.map(([name]) => `./${name}`)
  const lengths = Object.fromEntries(names.map((name, index) => [name, texts[index]?.length]))
  return {
    footer: { js: `function packed(){/*${texts.join('')}*/}` },
    plugins: [
      {
        name: 'packed-chunks',
        setup(build) {
          build.onResolve({ filter: /\.ts$/ }, ({ kind, path, resolveDir }) => {
            const isStart = kind === 'dynamic-import' && join(resolveDir, path).endsWith(`/${file}`)
            return isStart ? { path: start, namespace: 'packed' } : undefined
          })
          build.onLoad({ filter: /.*/, namespace: 'packed' }, () => ({
            contents: `const lengths = ${JSON.stringify(lengths)}\n${loader}\nexport const { run } = load('./${start}')`,
          }))
        },
      },
    ],
  }
}

/** An imported module becomes a required one, because only those can be made from a text without a file. */
async function required(text: string): Promise<string> {
  const { code } = await transform(text, {
    format: 'cjs',
    platform: 'node',
    target: 'node20.19',
    minify: true,
    // A minified line of 100 kB would fill the terminal when an error prints it.
    lineLimit: 160,
    supported: { 'dynamic-import': false },
  })
  return code
}

function hidden(code: string): string {
  if (code.includes(end)) throw new Error(`a chunk of the one file has ${end} in it: choose another stand-in`)
  // One letter beyond Latin would double the memory of the whole file.
  const plain = code.replace(
    /[^\0-\x7f]/g,
    (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
  return plain.replaceAll('*/', end)
}

const loader = `
const { compileFunction } = process.getBuiltinModule('vm')
const source = packed.toString()
const places = new Map()
let from = source.indexOf('/*') + 2
for (const [name, length] of Object.entries(lengths)) {
  places.set(name, [from, from + length])
  from += length
}
const loaded = new Map()
function load(name) {
  const place = places.get(name)
  if (place === undefined) return builtin(name)
  if (!loaded.has(name)) {
    const module = { exports: {} }
    loaded.set(name, module)
    const text = source.slice(...place).replaceAll('${end}', '*/')
    compileFunction(text, ['require', 'module', 'exports'], { filename: name })(load, module, module.exports)
  }
  return loaded.get(name).exports
}
function builtin(name) {
  const found = process.getBuiltinModule(name)
  if (found === undefined) throw new Error('There is no module ' + name + '.')
  return found
}
`
