import type { Command } from '../../command.ts'

/** Benchmarks over time. */
export const command: Command = {
  name: 'bench history',
  summary: 'keep benchmarks over time, and find where their level changed',
  about: [
    'A history is a file of JSON lines, one a run, that only ever grows: keep it in a branch or a cache of its own.',
    'Series are kept apart by machine. A step is a lasting change of level; a single outlier is none.',
  ],
  options: {},
  examples: [
    {
      command: 'lewis-perf bench history add run.json --history main.jsonl --commit HEAD',
      shows: 'one more run',
    },
    {
      command: 'lewis-perf bench history check main.jsonl',
      shows: 'whether something lately got slower and stayed so',
    },
  ],
  exitCodes: { 2: 'no subcommand was given' },
  subcommands: [
    {
      name: 'add',
      summary: 'append results to a history',
      load: async () => (await import('./add.ts')).command,
    },
    {
      name: 'show',
      summary: 'a history as charts, with its steps',
      load: async () => (await import('./show.ts')).command,
    },
    {
      name: 'check',
      summary: 'fail where the level of a benchmark lately got worse',
      load: async () => (await import('./check.ts')).command,
    },
  ],
}
