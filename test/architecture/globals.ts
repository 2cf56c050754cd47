import ts from 'typescript'
import { type Fault, faultAt, type SourceFile } from './check.ts'
import { pureFolders } from './table.ts'

const impure = new Set([
  'process',
  'console',
  'fetch',
  'performance',
  'crypto',
  'globalThis',
  'global',
  'require',
  'setTimeout',
  'setInterval',
  'setImmediate',
])

/** The clock, chance, the console, the network and the process, used in a pure folder. */
export function globalFaults(files: readonly SourceFile[]): Fault[] {
  const pure = files.filter((file) => pureFolders.has(file.folder))
  const checker = checkerOf(pure)
  return pure.flatMap((file) => {
    const faults: Fault[] = []
    const visit = (node: ts.Node): void => {
      const used = impureUse(node, checker)
      if (used !== null) faults.push(faultAt(file, node, `uses ${used}, but src/${file.folder} is pure`))
      ts.forEachChild(node, visit)
    }
    visit(file.tree)
    return faults
  })
}

// Without libraries every global is a name that resolves to nothing, and a local of the same name is not.
function checkerOf(files: readonly SourceFile[]): ts.TypeChecker {
  const trees = new Map(files.map(({ path, tree }) => [path, tree]))
  const host: ts.CompilerHost = {
    getSourceFile: (name) => trees.get(name),
    fileExists: (name) => trees.has(name),
    readFile: () => undefined,
    writeFile: () => {},
    getDefaultLibFileName: () => 'none',
    getCurrentDirectory: () => '',
    getCanonicalFileName: (name) => name,
    useCaseSensitiveFileNames: () => true,
    getNewLine: () => '\n',
  }
  const options: ts.CompilerOptions = {
    noLib: true,
    noResolve: true,
    types: [],
    target: ts.ScriptTarget.Latest,
  }
  return ts.createProgram([...trees.keys()], options, host).getTypeChecker()
}

function impureUse(node: ts.Node, checker: ts.TypeChecker): string | null {
  if (ts.isMetaProperty(node) && node.keywordToken === ts.SyntaxKind.ImportKeyword) return 'import.meta'
  if (!ts.isIdentifier(node) || !isExpression(node)) return null
  const watched = impure.has(node.text) || node.text === 'Math' || node.text === 'Date'
  if (!watched || (isLocal(node, checker) && node.text !== 'globalThis')) return null
  if (node.text === 'Math') return mathUse(node)
  return node.text === 'Date' ? dateUse(node) : node.text
}

function mathUse({ parent }: ts.Identifier): string | null {
  if (!ts.isPropertyAccessExpression(parent)) return 'Math as a whole, which hides Math.random'
  return parent.name.text === 'random' ? 'Math.random' : null
}

function dateUse(node: ts.Identifier): string | null {
  const { parent } = node
  if (ts.isPropertyAccessExpression(parent)) return parent.name.text === 'now' ? 'Date.now' : null
  if (ts.isNewExpression(parent)) return parent.arguments?.length ? null : 'new Date() without arguments'
  if (ts.isCallExpression(parent) && parent.expression === node) return 'Date()'
  const compared =
    ts.isBinaryExpression(parent) && parent.operatorToken.kind === ts.SyntaxKind.InstanceOfKeyword
  return compared ? null : 'Date as a whole, which hides Date.now'
}

function isLocal(node: ts.Identifier, checker: ts.TypeChecker): boolean {
  const { parent } = node
  const symbol = ts.isShorthandPropertyAssignment(parent)
    ? checker.getShorthandAssignmentValueSymbol(parent)
    : checker.getSymbolAtLocation(node)
  return symbol !== undefined && (symbol.declarations?.length ?? 0) > 0
}

function isExpression(node: ts.Identifier): boolean {
  const { parent } = node
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node
  if (ts.isShorthandPropertyAssignment(parent)) return true
  if (ts.isBindingElement(parent)) return parent.initializer === node
  if (ts.isPartOfTypeNode(node) || ts.isTypeQueryNode(parent) || ts.isQualifiedName(parent)) return false
  if (ts.isImportSpecifier(parent) || ts.isExportSpecifier(parent)) return false
  return true
}
