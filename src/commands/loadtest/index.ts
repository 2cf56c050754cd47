import type { Envelope } from '../../core/index.ts'
import type { LoadtestData } from '../../traffic/index.ts'
import { defineCommand } from '../command.ts'
import { loadtestOptions } from './options.ts'

/** A whole `loadtest` result, as `--json` prints it. */
export type LoadtestResult = Envelope<LoadtestData | null>

/** Load tests whose numbers are true. */
export const command = defineCommand({
  name: 'loadtest',
  summary: 'load an endpoint, and say truly how fast it answers',
  about: [
    'Closed (--users): so many users, each of which waits for its answer. Open (--rate, --stages): requests are due when they are due,',
    'and latency counts from that moment, so that a target that stands still is seen to.',
    'Without a server of your own: --demo.',
    'A target outside this machine has to be allowed by name: --allow HOST.',
  ],
  options: loadtestOptions,
  operands: [{ name: 'url', description: 'what to load', variadic: true }],
  examples: [
    { command: 'lewis-perf loadtest http://127.0.0.1:8000/api/health', shows: 'ten users for ten seconds' },
    {
      command:
        "lewis-perf loadtest http://127.0.0.1:8000/ --rate 500/s --duration 30s --slo 'p99<200ms,errors<1%'",
      shows: 'whether it holds 500 requests a second: exit 0 or 1',
    },
    {
      command: "lewis-perf loadtest --demo --find-max --slo 'p99<100ms,errors<1%'",
      shows: 'the highest load that an embedded target holds: no server is needed',
    },
  ],
  exitCodes: {
    0: 'measured; every limit holds',
    1: 'a limit does not hold, or the target failed',
    2: 'a flag or a file is wrong, or the target is not allowed',
    3: 'a limit could not be judged',
    4: 'whether it got worse than --baseline is not decided',
    130: 'interrupted; what ran is reported',
  },
  subcommands: [
    {
      name: 'merge',
      summary: 'join the results of several generators into one',
      load: async () => (await import('./merge.ts')).command,
    },
    {
      name: 'slice',
      summary: 'run one part of a plan that several generators share',
      load: async () => (await import('./slice.ts')).command,
    },
  ],
  async run(input, context) {
    const { runLoadtest } = await import('./run.ts')
    return runLoadtest(input, context)
  },
})
