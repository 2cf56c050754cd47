import type { Reporter } from './look.ts'

/** The names of the formats, as `--format` takes them. */
export type FormatName = 'table' | 'json' | 'markdown' | 'csv' | 'junit' | 'github' | 'html' | 'svg'

/** One format: its name, the file extensions that choose it, and how to load it when it is needed. */
export interface Format {
  name: FormatName
  extensions: readonly string[]
  load(): Promise<Reporter>
}

/** Every format, in the order in which help lists them. */
export const formats: readonly Format[] = [
  {
    name: 'table',
    extensions: ['.txt'],
    load: async () => (await import('./table.ts')).table,
  },
  {
    name: 'json',
    extensions: ['.json'],
    load: async () => (await import('./json.ts')).json,
  },
  {
    name: 'markdown',
    extensions: ['.md'],
    load: async () => (await import('./markdown.ts')).markdown,
  },
  {
    name: 'csv',
    extensions: ['.csv'],
    load: async () => (await import('./csv.ts')).csv,
  },
  {
    name: 'junit',
    extensions: ['.xml'],
    load: async () => (await import('./junit.ts')).junit,
  },
  {
    name: 'github',
    extensions: [],
    load: async () => (await import('./github.ts')).github,
  },
  {
    name: 'html',
    extensions: ['.html', '.htm'],
    load: async () => (await import('./html.ts')).html,
  },
  {
    name: 'svg',
    extensions: ['.svg'],
    load: async () => (await import('./svg.ts')).svg,
  },
]
