import ts from 'typescript'
import { type Fault, faultAt, type SourceFile } from './check.ts'
import { writingFolders } from './table.ts'

const writers = new Set(
  [
    'appendFile',
    'chmod',
    'chown',
    'copyFile',
    'cp',
    'createWriteStream',
    'ftruncate',
    'mkdir',
    'mkdtemp',
    'rename',
    'rm',
    'rmdir',
    'symlink',
    'truncate',
    'unlink',
    'utimes',
    'write',
    'writeFile',
    'writev',
  ].flatMap((name) => [name, `${name}Sync`]),
)
const fileModules = new Set(['fs', 'fs/promises', 'node:fs', 'node:fs/promises'])

/** Functions of node:fs that change files, taken anywhere but in the folders that may. */
export function fileWriteFaults(file: SourceFile): Fault[] {
  if (writingFolders.has(file.folder)) return []
  const fileImports = file.imports.filter(({ specifier }) => specifier !== null && fileModules.has(specifier))
  const named = fileImports.flatMap(({ names, node }) =>
    (names ?? []).filter((name) => writers.has(name)).map((name) => faultAt(file, node, messageFor(name))),
  )
  // Taken whole, or with its `promises`, a writer shows only where it is called or unpacked.
  const whole = fileImports.some(({ names }) => names === null || names.includes('promises'))
  return whole ? [...named, ...memberFaults(file)] : named
}

function memberFaults(file: SourceFile): Fault[] {
  const faults: Fault[] = []
  const visit = (node: ts.Node): void => {
    const name = memberName(node)
    if (name !== null && writers.has(name)) faults.push(faultAt(file, node, messageFor(name)))
    ts.forEachChild(node, visit)
  }
  visit(file.tree)
  return faults
}

function memberName(node: ts.Node): string | null {
  if (ts.isPropertyAccessExpression(node)) return node.name.text
  if (ts.isElementAccessExpression(node) && ts.isStringLiteralLike(node.argumentExpression))
    return node.argumentExpression.text
  if (!ts.isBindingElement(node)) return null
  const name = node.propertyName ?? node.name
  return ts.isIdentifier(name) ? name.text : null
}

function messageFor(name: string): string {
  return `takes ${name} from node:fs: only ${[...writingFolders].join(' and ')} may change files`
}
