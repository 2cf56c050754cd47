import type { Command } from '../command.ts'

/** Benchmarks. */
export const command: Command = {
  name: 'bench',
  summary: 'benchmarks that can be believed',
  about: ['Compares files of benchmarks and keeps them over time.'],
  options: {},
  examples: [{ command: 'lewis-perf bench compare main.json branch.json', shows: 'what changed' }],
  exitCodes: { 2: 'no subcommand was given' },
  subcommands: [
    {
      name: 'compare',
      summary: 'compare two files of benchmarks, also those of other tools',
      load: async () => (await import('./compare.ts')).command,
    },
    {
      name: 'history',
      summary: 'keep benchmarks over time, and find where their level changed',
      load: async () => (await import('./history/index.ts')).command,
    },
  ],
}
