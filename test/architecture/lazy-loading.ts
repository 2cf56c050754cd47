import { registries } from '../registry/registries.ts'
import { type Fault, faultAt, type SourceFile } from './check.ts'
import type { Import } from './imports.ts'

/** Lists of commands and formats that load an entry at once, though a run uses only one of them. */
export function lazyFaults(file: SourceFile, files: ReadonlyMap<string, string>): Fault[] {
  return file.imports
    .filter((one) => one.kind === 'static' && isLazyEntry(file, one, files))
    .map(({ node, target }) => faultAt(file, node, `loads ${target} at once: use import() in its line`))
}

function isLazyEntry(file: SourceFile, { target }: Import, files: ReadonlyMap<string, string>): boolean {
  const text = target === null ? undefined : files.get(target)
  if (target === null || text === undefined) return false
  return registries.some(
    ({ lazy, isEntry, lists }) => lazy && isEntry(target, text) && lists(target).includes(file.path),
  )
}
