import type { Command } from '../command.ts'

/** Everything about profiles; its subcommands do the work. */
export const command: Command = {
  name: 'profile',
  summary: 'list, show, check and start profiles',
  about: [
    'A profile holds every number a deployment is planned against: tiers, sizing factors, unit costs, prices, quota.',
    'It is found by name (lewis-perf profile list) or by path (--profile my.yaml), and may extend another.',
  ],
  options: {},
  examples: [
    { command: 'lewis-perf profile list', shows: 'the profiles that are shipped' },
    { command: 'lewis-perf profile init my.yaml', shows: 'a profile to start from' },
    { command: 'lewis-perf profile validate my.yaml', shows: 'every mistake in it, with line and column' },
  ],
  exitCodes: {
    0: 'done',
    2: 'no such profile, mistakes in it, or a wrong flag',
    3: 'a file could not be written',
  },
  subcommands: [
    { name: 'list', summary: 'the shipped profiles', load: async () => (await import('./list.ts')).command },
    {
      name: 'show',
      summary: 'one profile, as written or resolved',
      load: async () => (await import('./show.ts')).command,
    },
    {
      name: 'validate',
      summary: 'every mistake in a profile file',
      load: async () => (await import('./validate.ts')).command,
    },
    {
      name: 'init',
      summary: 'a commented profile to start from',
      load: async () => (await import('./init.ts')).command,
    },
    {
      name: 'schema',
      summary: 'the JSON Schema of profiles',
      load: async () => (await import('./schema.ts')).command,
    },
  ],
}
