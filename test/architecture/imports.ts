import { posix } from 'node:path'
import ts from 'typescript'

/** One way in which a file names another module. */
export interface Import {
  /** As written; null where it is computed. */
  specifier: string | null
  /** The path from the project root, for a relative specifier. */
  target: string | null
  /** `type` vanishes when compiled, `lazy` loads when it is reached, `static` loads at once. */
  kind: 'static' | 'lazy' | 'type'
  /** The names taken from it; null when it is taken whole. */
  names: readonly string[] | null
  node: ts.Node
}

/** Every import, export-from, import(), import type, `import x = require()` and require() in `tree`, in order. */
export function importsOf(tree: ts.SourceFile): Import[] {
  const found: Import[] = []
  const visit = (node: ts.Node): void => {
    const one = importAt(node)
    if (one !== null) found.push({ ...one, node, target: targetOf(tree.fileName, one.specifier) })
    ts.forEachChild(node, visit)
  }
  visit(tree)
  return found
}

type Found = Pick<Import, 'specifier' | 'kind' | 'names'>

function importAt(node: ts.Node): Found | null {
  if (ts.isImportDeclaration(node)) return importDeclaration(node)
  if (ts.isExportDeclaration(node) && node.moduleSpecifier !== undefined) {
    const names =
      node.exportClause !== undefined && ts.isNamedExports(node.exportClause)
        ? namesIn(node.exportClause)
        : null
    return { specifier: textOf(node.moduleSpecifier), kind: node.isTypeOnly ? 'type' : 'static', names }
  }
  if (ts.isImportTypeNode(node)) {
    const argument = ts.isLiteralTypeNode(node.argument) ? node.argument.literal : undefined
    return { specifier: textOf(argument), kind: 'type', names: null }
  }
  if (ts.isExternalModuleReference(node))
    return { specifier: textOf(node.expression), kind: 'static', names: null }
  if (!ts.isCallExpression(node)) return null
  const [argument] = node.arguments
  if (node.expression.kind === ts.SyntaxKind.ImportKeyword)
    return { specifier: textOf(argument), kind: 'lazy', names: null }
  const isRequire = ts.isIdentifier(node.expression) && node.expression.text === 'require'
  return isRequire ? { specifier: textOf(argument), kind: 'lazy', names: null } : null
}

function importDeclaration(node: ts.ImportDeclaration): Found {
  const clause = node.importClause
  const bindings = clause?.namedBindings
  const whole = clause?.name !== undefined || (bindings !== undefined && ts.isNamespaceImport(bindings))
  return {
    specifier: textOf(node.moduleSpecifier),
    kind: clause?.phaseModifier === ts.SyntaxKind.TypeKeyword ? 'type' : 'static',
    names: whole ? null : bindings === undefined ? [] : namesIn(bindings as ts.NamedImports),
  }
}

function namesIn(list: ts.NamedImports | ts.NamedExports): string[] {
  return list.elements.map((element) => (element.propertyName ?? element.name).text)
}

function textOf(node: ts.Node | undefined): string | null {
  return node !== undefined && ts.isStringLiteralLike(node) ? node.text : null
}

function targetOf(file: string, specifier: string | null): string | null {
  return specifier?.startsWith('.') ? posix.normalize(posix.join(posix.dirname(file), specifier)) : null
}
