import type { Reporter } from './look.ts'

/** The names of the formats, as `--format` takes them. */
export type FormatName = 'table' | 'json' | 'markdown' | 'csv' | 'junit' | 'github' | 'html'

/** One format: its name, the file extensions that choose it, what it is for, and how to load it when it is needed. */
export interface Format {
  name: FormatName
  extensions: readonly string[]
  summary: string
  load(): Promise<Reporter>
}

/** Every format, in the order in which help lists them. */
export const formats: readonly Format[] = [
  {
    name: 'table',
    extensions: ['.txt'],
    summary: 'the terminal screen',
    load: async () => (await import('./table.ts')).table,
  },
  {
    name: 'json',
    extensions: ['.json'],
    summary: 'everything, for programs and for reading again',
    load: async () => (await import('./json.ts')).json,
  },
  {
    name: 'markdown',
    extensions: ['.md'],
    summary: 'a pull-request comment',
    load: async () => (await import('./markdown.ts')).markdown,
  },
  {
    name: 'csv',
    extensions: ['.csv'],
    summary: 'the tables, for spreadsheets, with every row',
    load: async () => (await import('./csv.ts')).csv,
  },
  {
    name: 'junit',
    extensions: ['.xml'],
    summary: 'findings as test cases, for CI servers',
    load: async () => (await import('./junit.ts')).junit,
  },
  {
    name: 'github',
    extensions: [],
    summary: 'annotations in a GitHub workflow',
    load: async () => (await import('./github.ts')).github,
  },
  {
    name: 'html',
    extensions: ['.html', '.htm'],
    summary: 'one self-contained page',
    load: async () => (await import('./html.ts')).html,
  },
]
