import type { World } from '../../src/core/index.ts'
import { type LiteralFile, literalFiles } from '../worlds.ts'

/** A world with these files in its working directory, `/home/operator`. */
export function profileWorld(
  files: Readonly<Record<string, LiteralFile>>,
): Pick<World, 'files' | 'directory'> {
  const directory = '/home/operator'
  const placed = Object.entries(files).map(([path, file]) => [
    path.startsWith('/') ? path : `${directory}/${path}`,
    file,
  ])
  return { directory, files: literalFiles(Object.fromEntries(placed)) }
}
