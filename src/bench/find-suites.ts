import { readdirSync, statSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { OperatorError } from '../core/index.ts'

const ending = /\.bench\.[cm]?[jt]s$/
/** Folders that hold what others wrote, or what was built. */
const skipped = new Set(['node_modules', 'dist', 'build', 'coverage'])

/**
 * The suite files that `operands` name under `directory`, as paths relative to it, each once, in order: files as they are, and all
 * `*.bench.ts|js|mjs` below folders; without operands all below `directory`. Throws OperatorError (exit 2) for a name that
 * is not there, that is no JavaScript or TypeScript, and where nothing is found.
 */
export function findSuites(directory: string, operands: readonly string[]): string[] {
  const named = operands.length === 0 ? ['.'] : operands
  const files = [...new Set(named.flatMap((name) => filesOf(directory, name)))]
  if (files.length > 0) return files
  throw new OperatorError({
    sentence: `No suite file was found in ${operands.length === 0 ? 'this folder' : named.join(', ')} or below.`,
    hint: "Write one, for example parse.bench.js: suite('parse', ({ bench }) => bench('small', () => JSON.parse('{}'))).",
  })
}

/** The same for a folder of another version, where a file that is missing is none. */
export function suitesThere(directory: string, operands: readonly string[]): string[] {
  const there = operands.filter((name) => kindOf(directory, name) !== 'missing')
  if (operands.length > 0 && there.length === 0) return []
  return [...new Set((there.length === 0 ? ['.'] : there).flatMap((name) => filesOf(directory, name)))]
}

/** The mistake of a filter that leaves none of `names`. */
export function noneNamed(filter: string, names: readonly string[]): OperatorError {
  return new OperatorError({
    sentence: `No benchmark has ${JSON.stringify(filter)} in its name.`,
    hint: `There are: ${names.slice(0, 8).join(', ')}.`,
  })
}

function filesOf(directory: string, name: string): string[] {
  const kind = kindOf(directory, name)
  if (kind === 'missing')
    throw new OperatorError({
      sentence: `There is no suite file ${name}.`,
      hint: 'Give a file such as parse.bench.ts, or a folder with such files.',
    })
  if (kind === 'folder') return below(directory, resolve(directory, name))
  if (/\.[cm]?[jt]s$/.test(name)) return [relative(directory, resolve(directory, name))]
  throw new OperatorError({
    sentence: `${name} is no JavaScript or TypeScript file.`,
    hint: 'Give a file that ends in .bench.ts, .bench.js or .bench.mjs; a saved result belongs to bench compare.',
  })
}

function below(directory: string, folder: string): string[] {
  const entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))
  return entries.flatMap((entry) => {
    const path = join(folder, entry.name)
    if (entry.isDirectory())
      return skipped.has(entry.name) || entry.name.startsWith('.') ? [] : below(directory, path)
    return entry.isFile() && ending.test(entry.name) ? [relative(directory, path)] : []
  })
}

function kindOf(directory: string, name: string): 'file' | 'folder' | 'missing' {
  const found = statSync(resolve(directory, name), { throwIfNoEntry: false })
  if (found === undefined) return 'missing'
  return found.isDirectory() ? 'folder' : 'file'
}
