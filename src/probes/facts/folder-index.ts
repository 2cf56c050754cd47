/** The names in each folder that a list of paths implies; null for a folder that none of them is in. */
export interface FolderIndex {
  /** Sorted, each once. */
  names(folder: string): readonly string[] | null
  count(folder: string): number | null
}

/** An index of `paths`, made in one pass over them. */
export function folderIndex(paths: readonly string[]): FolderIndex {
  const folders = new Map<string, string[]>()
  for (const path of paths) note(folders, path)
  const sorted = new Map<string, readonly string[]>()
  return {
    names(folder) {
      const names = folders.get(folder)
      if (names === undefined) return null
      const known = sorted.get(folder) ?? [...new Set(names)].sort()
      sorted.set(folder, known)
      return known
    },
    count(folder) {
      const names = folders.get(folder)
      return names === undefined ? null : new Set(names).size
    },
  }
}

/** A name is noted twice where a link or a mark stands at a folder. */
function note(folders: Map<string, string[]>, path: string): void {
  let child = path
  while (child.length > 1) {
    const slash = child.lastIndexOf('/')
    const folder = slash > 0 ? child.slice(0, slash) : '/'
    const name = child.slice(slash + 1)
    const names = folders.get(folder)
    // A folder that has a name already is itself noted above.
    if (names !== undefined) {
      names.push(name)
      return
    }
    folders.set(folder, [name])
    child = folder
  }
}
