import type { Command, CommandEntry } from '../../command.ts'

const load = (module: Promise<{ command: Command }>): Promise<Command> =>
  module.then(({ command }) => command)

/** The laws, one line each, in the order in which a handbook has them. */
export const laws: readonly CommandEntry[] = [
  {
    name: 'littles-law',
    summary: 'rate, time and number: any two give the third',
    load: () => load(import('./littles-law.ts')),
  },
  {
    name: 'usl',
    summary: 'fit a sweep: peak, limit, knee, predictions with a band',
    load: () => load(import('./usl.ts')),
  },
  {
    name: 'amdahl',
    summary: 'what more processors gain where a part is serial',
    load: () => load(import('./amdahl.ts')),
  },
  {
    name: 'erlang-b',
    summary: 'how many are refused where nobody queues',
    load: () => load(import('./erlang-b.ts')),
  },
  {
    name: 'erlang-c',
    summary: 'how many wait; the fewest servers for a wait',
    load: () => load(import('./erlang-c.ts')),
  },
  {
    name: 'mmc',
    summary: 'servers that share a queue, with percentiles',
    load: () => load(import('./mmc.ts')),
  },
  { name: 'mmck', summary: 'the same where the queue has a limit', load: () => load(import('./mmck.ts')) },
  { name: 'mg1', summary: 'one server, service times of any spread', load: () => load(import('./mg1.ts')) },
  { name: 'gg1', summary: 'one server, bursts too: an upper bound', load: () => load(import('./gg1.ts')) },
  { name: 'mgc', summary: 'many servers, service times of any spread', load: () => load(import('./mgc.ts')) },
  {
    name: 'mva',
    summary: 'users that think and wait at several stations',
    load: () => load(import('./mva.ts')),
  },
  {
    name: 'power-of-d',
    summary: 'what asking two servers gains',
    load: () => load(import('./power-of-d.ts')),
  },
  {
    name: 'redundancy',
    summary: 'instances that survive failures and updates',
    load: () => load(import('./redundancy.ts')),
  },
  {
    name: 'headroom',
    summary: 'how much load is left, and for how long',
    load: () => load(import('./headroom.ts')),
  },
  {
    name: 'pool',
    summary: 'connections of a pool, and of the database',
    load: () => load(import('./pool.ts')),
  },
  {
    name: 'error-budget',
    summary: 'what may fail, how fast it burns, which alerts',
    load: () => load(import('./error-budget.ts')),
  },
  {
    name: 'forecast',
    summary: 'where a series goes, when it is full',
    load: () => load(import('./forecast.ts')),
  },
]
