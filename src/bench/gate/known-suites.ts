import type { ScratchFolder } from '../../apply/index.ts'

/** Two versions of a suite whose difference is known: `slower` does really 5 % more work. */
export interface KnownSuites {
  base: string
  head(kind: 'same' | 'slower'): string
}

const usual = 2000
const more = 2100

// Text, numbers and small objects, as programs have them; one piece of work takes a few nanoseconds.
const suiteText = `import { repeats } from './repeats.mjs'
suite('known', ({ bench }) => {
  const words = Array.from({ length: 64 }, (_, index) => 'word' + (index * 7919) % 64)
  bench('work', () => {
    let sum = 0
    for (let i = 0; i < repeats; i++) {
      const word = words[i & 63]
      sum = (sum * 31 + word.charCodeAt(word.length - 1) + i) % 1000003
    }
    return sum
  })
})
`

/** Writes them into folders of equal length in `scratch`. */
export function writeKnownSuites(scratch: ScratchFolder): KnownSuites {
  const write = (folder: string, repeats: number): string => {
    scratch.write(`${folder}/repeats.mjs`, `export const repeats = ${repeats}\n`)
    const file = scratch.write(`${folder}/known.bench.mjs`, suiteText)
    return file.slice(0, file.lastIndexOf('/'))
  }
  const folders = { base: write('base', usual), same: write('same', usual), slower: write('more', more) }
  return { base: folders.base, head: (kind) => folders[kind] }
}
