/** Keys, and places in lists, from the top of a document. */
export type YamlPath = readonly (string | number)[]

/** A value to be set in a text, or to be taken out of it with what it leaves empty. */
export interface YamlChange {
  /** From 0. */
  document: number
  path: YamlPath
  /** Undefined takes it out. */
  value: unknown
}

/** The documents of a text as plain data, aliases and merge keys resolved. Throws OperatorError (exit 2) where it is no YAML, with line and column in `file`. */
export async function readYamlFile(text: string, file: string): Promise<unknown[]> {
  const { plainDocuments } = await import('./yaml-documents.ts')
  return plainDocuments(text, file)
}

/** The text with changes and nothing else changed: comments, order, quotes and blank lines stay. Throws OperatorError (exit 2) where that is not possible. */
export async function changedYaml(
  text: string,
  changes: readonly YamlChange[],
  file: string,
): Promise<string> {
  const { changeYaml } = await import('./yaml-change.ts')
  return changes.reduce((changed, change) => changeYaml(changed, change, file), text)
}
