import { isBuiltin } from 'node:module'
import { posix } from 'node:path'
import ts from 'typescript'
import { type Fault, faultAt, type SourceFile } from './check.ts'
import type { Import } from './imports.ts'
import { computedImports, packages, publicFolders, pureFolders, rows } from './table.ts'

/** Imports against the table of rows, past another folder's index.ts, or of Node in a pure folder. */
export function importFaults(file: SourceFile): Fault[] {
  if (file.path === 'src/index.ts') return []
  if (rowOf(file.folder) < 0) {
    return [
      faultAt(
        file,
        file.tree,
        `the folder src/${file.folder} is not in the table of test/architecture/table.ts`,
      ),
    ]
  }
  return file.imports.flatMap((one) => {
    const message = problemOf(file, one)
    return message === null ? [] : [faultAt(file, one.node, message)]
  })
}

function problemOf(file: SourceFile, one: Import): string | null {
  if (one.specifier === null)
    return computedImports[file.path] === undefined ? 'imports a computed path, which nobody can check' : null
  if (one.target !== null) return relativeProblem(file, one.target)
  if (!isBuiltin(one.specifier)) return null
  return pureFolders.has(file.folder) ? `imports ${one.specifier}, but src/${file.folder} is pure` : null
}

function relativeProblem(file: SourceFile, target: string): string | null {
  if (!target.startsWith('src/')) return `imports ${target}, which is outside src/`
  // What the door may hand out is judged by itself.
  if (file.path === 'src/index.ts') return null
  const [, folder = '', ...rest] = target.split('/')
  if (rest.length === 0) return `imports ${target}, the door for other programs`
  if (folder !== file.folder) {
    if (rowOf(folder) >= rowOf(file.folder))
      return `imports ${target}, which is not above src/${file.folder} in the table`
    return rest.join('/') === 'index.ts' ? null : `imports ${target} past src/${folder}/index.ts`
  }
  // Inside one folder: upwards freely, into a subfolder only by its index.ts.
  const targetFolder = posix.dirname(target)
  const own = `${posix.dirname(file.path)}/`.startsWith(`${targetFolder}/`)
  return own || target.endsWith('/index.ts') ? null : `imports ${target} past ${targetFolder}/index.ts`
}

/** src/index.ts holding anything but re-exports of public folders. */
export function doorFaults(file: SourceFile): Fault[] {
  if (file.path !== 'src/index.ts') return []
  return file.tree.statements.flatMap((statement) => {
    if (!ts.isExportDeclaration(statement) || statement.moduleSpecifier === undefined) {
      return [faultAt(file, statement, 'is the door: it holds only "export ... from"')]
    }
    const target = file.imports.find((one) => one.node === statement)?.target ?? ''
    const [, folder = ''] = /^src\/(.+)\/index\.ts$/.exec(target) ?? []
    return publicFolders.has(folder)
      ? []
      : [faultAt(file, statement, `hands out ${target || 'a package'}, which is not public`)]
  })
}

/** Packages in the wrong place, in more than one file, or not in the table at all. */
export function packageFaults(files: readonly SourceFile[]): Fault[] {
  const faults: Fault[] = []
  const firstFile = new Map<string, string>()
  for (const file of files) {
    for (const one of file.imports) {
      const name = packageOf(one)
      if (name === null) continue
      const rule = packages[name]
      const first = firstFile.get(name) ?? file.path
      if (one.kind !== 'type') firstFile.set(name, first)
      if (rule === undefined) {
        faults.push(
          faultAt(file, one.node, `imports the package ${name}, which is not in test/architecture/table.ts`),
        )
      } else if (!rule.where.test(file.path)) {
        faults.push(
          faultAt(file, one.node, `imports the package ${name}, which belongs in ${rule.where.source}`),
        )
      } else if (rule.files === 'one' && one.kind !== 'type' && first !== file.path) {
        faults.push(faultAt(file, one.node, `imports the package ${name}, which ${first} already does`))
      }
    }
  }
  return faults
}

function packageOf({ specifier, target }: Import): string | null {
  if (specifier === null || target !== null || isBuiltin(specifier)) return null
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/')
}

function rowOf(folder: string): number {
  return rows.findIndex((row) => row.includes(folder))
}
