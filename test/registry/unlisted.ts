import { registries } from './registries.ts'

/** One sentence for every entry among `files` (path from the project root -> text) that no list names. */
export function unlisted(files: ReadonlyMap<string, string>): string[] {
  return [...files].flatMap(([path, text]) =>
    registries
      .filter((registry) => registry.isEntry(path, text))
      .filter(({ lists, line }) => !lists(path).some((list) => files.get(list)?.includes(line(path))))
      .map(
        ({ kind, lists, line }) =>
          `${path} is a ${kind} without its line ${line(path)} in ${lists(path).join(' or ')}.`,
      ),
  )
}

/** How many entries of each kind there are among `files`. */
export function entryCounts(files: ReadonlyMap<string, string>): Record<string, number> {
  const counts = registries.map(({ kind, isEntry }) => [
    kind,
    [...files].filter(([path, text]) => isEntry(path, text)).length,
  ])
  return Object.fromEntries(counts)
}
