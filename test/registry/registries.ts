import { posix } from 'node:path'

/** A kind of thing that is listed by hand: one file an entry, one line in a list. */
export interface Registry {
  /** What an entry is called in messages. */
  kind: string
  /** Whether this file is an entry. */
  isEntry(path: string, text: string): boolean
  /** The files that may list it: one of them has to. */
  lists(path: string): readonly string[]
  /** What the line holds: for src/commands/size.ts, './size.ts'. */
  line(path: string): string
  /** An entry loads when it is used: its line holds import(). */
  lazy?: true
}

/** Every list of the project, the later ones already waiting for their folder. */
export const registries: readonly Registry[] = [
  {
    kind: 'command',
    isEntry: (path, text) => path.startsWith('src/commands/') && /^export const command\b/m.test(text),
    // A command that is a folder is listed above it; subcommands are listed inside it.
    lists: (path) => [posix.join(posix.dirname(folderForm(path)), 'index.ts')],
    line: (path) => `'./${posix.relative(posix.dirname(folderForm(path)), path)}'`,
    lazy: true,
  },
  {
    kind: 'format',
    isEntry: (path, text) =>
      /^src\/report\/[^/]+\.ts$/.test(path) && /^export (default|const \w+: Reporter\b)/m.test(text),
    lists: () => ['src/report/index.ts', 'src/report/formats.ts'],
    line: besideList,
    lazy: true,
  },
  {
    kind: 'load-balancing algorithm',
    isEntry: (path, text) =>
      /^src\/balancing\/[^/]+\.ts$/.test(path) && /^export function [^{]*\): Balancer\b/m.test(text),
    lists: () => ['src/balancing/index.ts'],
    line: besideList,
  },
  {
    kind: 'check',
    isEntry: (path, text) => /^src\/checks\/.+\.ts$/.test(path) && /= defineCheck\(/.test(text),
    lists: (path) => [`${posix.dirname(path)}/index.ts`],
    line: besideList,
  },
  {
    // The build compiles them: one that it left out is not known by its name.
    kind: 'profile',
    isEntry: (path) => /^profiles\/[^/]+\.yaml$/.test(path),
    lists: () => ['src/profiles/shipped-texts.ts'],
    line: (path) => `"${stemOf(path)}":`,
  },
  {
    kind: 'kind of source',
    isEntry: (path, text) => /^src\/monitor\/sources\/[^/]+\.ts$/.test(path) && /= sourceKind\(/.test(text),
    lists: () => ['src/monitor/sources/open-sources.ts'],
    line: besideList,
  },
  {
    kind: 'benchmark',
    isEntry: (path) => /^test\/benchmarks\/[^/]+\.ts$/.test(path),
    lists: () => ['package.json'],
    line: (path) => `"benchmark:${stemOf(path)}":`,
  },
]

// src/commands/size/index.ts is the entry src/commands/size.
function folderForm(path: string): string {
  return path.replace(/\/index\.ts$/, '')
}

function besideList(path: string): string {
  return `'./${stemOf(path)}.ts'`
}

function stemOf(path: string): string {
  return path.replace(/^.*\//, '').replace(/\.[a-z]+$/, '')
}
