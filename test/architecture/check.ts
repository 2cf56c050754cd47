import ts from 'typescript'
import { fileWriteFaults } from './file-writes.ts'
import { globalFaults } from './globals.ts'
import { doorFaults, importFaults, packageFaults } from './import-rules.ts'
import { type Import, importsOf } from './imports.ts'
import { lazyFaults } from './lazy-loading.ts'
import { nameFaults } from './names.ts'

/** What is wrong at one place. */
export interface Fault {
  file: string
  line: number
  message: string
}

/** One file of src/ with its syntax tree and its imports. */
export interface SourceFile {
  path: string
  folder: string
  tree: ts.SourceFile
  imports: readonly Import[]
}

/** Every fault against the architecture in `files` (path from the project root -> text), by file and line; throws when there are none to look at. */
export function architectureFaults(files: ReadonlyMap<string, string>): Fault[] {
  const sources = [...files]
    .filter(([path]) => path.startsWith('src/'))
    .map(([path, text]) => read(path, text))
  if (sources.length === 0) throw new Error('There is no file in src/: nothing was checked.')
  const faults = [
    ...[...files].flatMap(([path, text]) => nameFaults(path, text)),
    ...sources.flatMap((file) => [
      ...importFaults(file),
      ...fileWriteFaults(file),
      ...lazyFaults(file, files),
      ...doorFaults(file),
    ]),
    ...packageFaults(sources),
    ...globalFaults(sources),
  ]
  return faults.sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : a.line - b.line))
}

/** A fault at `node`. */
export function faultAt(file: SourceFile, node: ts.Node, message: string): Fault {
  return { file: file.path, line: lineOf(file.tree, node), message }
}

function read(path: string, text: string): SourceFile {
  const tree = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true)
  const folder = path.split('/').length > 2 ? (path.split('/')[1] ?? '') : ''
  return { path, folder, tree, imports: importsOf(tree) }
}

function lineOf(tree: ts.SourceFile, node: ts.Node): number {
  return tree.getLineAndCharacterOfPosition(node.getStart(tree)).line + 1
}
