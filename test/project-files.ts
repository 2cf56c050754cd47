import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))

/** The text of every file under `folders` whose name ends in one of `endings`, by its path from the project root. */
export function projectFiles(folders: readonly string[], endings: readonly string[]): Map<string, string> {
  const files = new Map<string, string>()
  for (const folder of folders) {
    const entries = readdirSync(`${root}${folder}`, { recursive: true, withFileTypes: true })
    for (const entry of entries) {
      if (!entry.isFile() || !endings.some((ending) => entry.name.endsWith(ending))) continue
      const path = `${entry.parentPath}/${entry.name}`
      files.set(path.slice(root.length), readFileSync(path, 'utf8'))
    }
  }
  return files
}

/** The text of one file, by its path from the project root. */
export function projectFile(path: string): string {
  return readFileSync(`${root}${path}`, 'utf8')
}
