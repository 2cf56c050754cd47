import type { Envelope } from '../../core/index.ts'
import type { Command } from '../command.ts'
import type { CalcData } from './law.ts'
import { laws } from './laws/index.ts'

/** A whole result of any law, as `--json` prints it. */
export type CalcResult = Envelope<CalcData<unknown> | null>

/** The laws of capacity as calculators. */
export const command: Command = {
  name: 'calc',
  summary: 'the laws of capacity, each a calculator with its source',
  about: [
    'Find your question below, and its law: each says what it assumes, prints its equation and source with every answer, takes its numbers',
    'from flags or --from FILE, and refuses what has no answer. Measure first: lewis-perf loadtest, bench and monitor give the numbers.',
    'Requests at random and service times spread exponentially: mmc, with a limit mmck. Another spread: mg1, mgc. Bursts: gg1, or simulate.',
  ],
  options: {},
  examples: [
    {
      command: 'lewis-perf calc mmc --rate 300/s --service 10ms --servers 4',
      shows: 'waits and percentiles of four servers',
    },
    { command: 'lewis-perf calc usl --from sweep.json', shows: 'where throughput peaks, with an interval' },
    {
      command: 'lewis-perf calc pool --rate 400/s --hold 20ms --pods 4',
      shows: 'the connection pool of each pod',
    },
  ],
  exitCodes: {
    0: 'answered',
    1: 'a check failed (with --strict: or there is a doubt)',
    2: 'a flag or a file is wrong, or there is no such answer (an unstable queue)',
  },
  subcommands: laws,
}
