import type { BuildOptions } from 'esbuild'
import { asRequired, chunkLoader, startBy } from './chunk-loader.ts'
import type { Chunks } from './split-command.ts'

/** What stands in the comment for the end of a comment. */
const end = '*<>/'

/**
 * Options that put the chunks of the command into the one file. They stand there as texts, of which only those that a run
 * needs are compiled: as code, all would be read by the compiler at every start, and every new command would slow down all
 * others. In a comment they are passed over four times as fast as in a string. Drivers are left out: the command says what to install.
 */
export async function packChunks({ texts, start, drivers, besidesLoad }: Chunks): Promise<BuildOptions> {
  const packed = Object.entries(texts).filter(([name]) => !drivers.includes(name))
  const hiddenTexts = await Promise.all(
    packed.map(async ([, text]) => hidden(await asRequired(text, { minify: true }))),
  )
  const lengths = packed.map(([name], index) => [name, hiddenTexts[index]?.length])
  let from = 0
  const others = packed.flatMap(([name], index): [number, number][] => {
    const length = hiddenTexts[index]?.length ?? 0
    from += length
    return besidesLoad.includes(name) ? [[from - length, length]] : []
  })
  return {
    // Machines that only generate load are sent the file without these stretches: src/load/distribute/packed-command.ts.
    footer: {
      js: `/*besides load: ${JSON.stringify(others)}*/function packed(){/*${hiddenTexts.join('')}*/}`,
    },
    plugins: [startBy(chunkLoader(`const lengths = ${JSON.stringify(lengths)}\n${head}`), start)],
  }
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

const head = `
const all = packed.toString()
const places = new Map()
let from = all.indexOf('/*') + 2
for (const [name, length] of lengths) {
  places.set(name, [from, from + length])
  from += length
}
const source = (name) => {
  if (!places.has(name)) return undefined
  const text = all.slice(...places.get(name)).replaceAll('${end}', '*/')
  if (text.trim() === '') throw new Error('This copy of lewis-perf runs load tests only: install all of it for the rest.')
  return text
}
const place = (name) => name
const cached = () => undefined
`
