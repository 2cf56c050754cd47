import type { Command, CommandEntry } from '../../command.ts'

const load = (module: Promise<{ command: Command }>): Promise<Command> =>
  module.then(({ command }) => command)

/** The laws by the question that they answer, one line each. */
const byQuestion: Record<string, readonly Omit<CommandEntry, 'group'>[]> = {
  'How many servers, instances, connections?': [
    {
      name: 'erlang-c',
      summary: 'fewest servers for a wait; how many have to wait',
      load: () => load(import('./erlang-c.ts')),
    },
    {
      name: 'erlang-b',
      summary: 'how many are refused where nobody queues',
      load: () => load(import('./erlang-b.ts')),
    },
    {
      name: 'pool',
      summary: 'connections of each pod, and of the database',
      load: () => load(import('./pool.ts')),
    },
    {
      name: 'redundancy',
      summary: 'instances that survive failures and updates',
      load: () => load(import('./redundancy.ts')),
    },
  ],
  'How long is the wait, how long the answer?': [
    {
      name: 'mmc',
      summary: 'servers that share a queue: exact percentiles',
      load: () => load(import('./mmc.ts')),
    },
    {
      name: 'mmck',
      summary: 'the same with a limit: who is turned away',
      load: () => load(import('./mmck.ts')),
    },
    {
      name: 'mg1',
      summary: 'one server, service times of any spread',
      load: () => load(import('./mg1.ts')),
    },
    {
      name: 'mgc',
      summary: 'several servers, service times of any spread',
      load: () => load(import('./mgc.ts')),
    },
    {
      name: 'gg1',
      summary: 'one server, arrivals in bursts: an upper bound',
      load: () => load(import('./gg1.ts')),
    },
    {
      name: 'power-of-d',
      summary: 'what asking two servers for the shorter queue gains',
      load: () => load(import('./power-of-d.ts')),
    },
  ],
  'Where does throughput peak, and what does more of it bring?': [
    {
      name: 'usl',
      summary: 'fit a measured sweep: peak, limit, predictions',
      load: () => load(import('./usl.ts')),
    },
    {
      name: 'amdahl',
      summary: 'what more processors gain where a part is serial',
      load: () => load(import('./amdahl.ts')),
    },
    {
      name: 'mva',
      summary: 'users that think and wait: the bottleneck',
      load: () => load(import('./mva.ts')),
    },
  ],
  'How much is under way, what is left, when is it full?': [
    {
      name: 'littles-law',
      summary: 'rate, time and number: any two give the third',
      load: () => load(import('./littles-law.ts')),
    },
    {
      name: 'headroom',
      summary: 'how much load is left, and for how long',
      load: () => load(import('./headroom.ts')),
    },
    {
      name: 'forecast',
      summary: 'where a series goes, when it is full',
      load: () => load(import('./forecast.ts')),
    },
  ],
  'What may fail?': [
    {
      name: 'error-budget',
      summary: 'what is allowed, how fast it burns, which alerts',
      load: () => load(import('./error-budget.ts')),
    },
  ],
}

/** All laws, in the order of the questions. */
export const laws: readonly CommandEntry[] = Object.entries(byQuestion).flatMap(([group, entries]) =>
  entries.map((entry) => ({ ...entry, group })),
)
