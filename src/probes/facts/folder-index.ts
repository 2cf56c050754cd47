/** A look-up of the names in each folder that `paths` imply, sorted; null for a folder that none of them is in. */
export function folderIndex(paths: readonly string[]): (folder: string) => readonly string[] | null {
  const folders = new Map<string, Set<string>>()
  for (const path of paths) note(folders, path)
  const sorted = new Map<string, readonly string[]>()
  return (folder) => {
    const names = folders.get(folder)
    if (names === undefined) return null
    const known = sorted.get(folder) ?? [...names].sort()
    sorted.set(folder, known)
    return known
  }
}

function note(folders: Map<string, Set<string>>, path: string): void {
  let child = path
  while (child.length > 1) {
    const slash = child.lastIndexOf('/')
    const folder = slash > 0 ? child.slice(0, slash) : '/'
    const name = child.slice(slash + 1)
    const names = folders.get(folder)
    // A folder that has a name already is itself noted above.
    if (names !== undefined) {
      names.add(name)
      return
    }
    folders.set(folder, new Set([name]))
    child = folder
  }
}
