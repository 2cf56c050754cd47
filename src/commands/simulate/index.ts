import type { Envelope } from '../../core/index.ts'
import { defineCommand } from '../command.ts'
import { simulateOptions } from './options.ts'
import type { SimulateData } from './simulate-data.ts'

/** A whole `simulate` result, as `--json` prints it. */
export type SimulateResult = Envelope<SimulateData | null>

/** What if, before money is spent. */
export const command = defineCommand({
  name: 'simulate',
  summary: 'what if: a deployment simulated request by request, before money is spent',
  about: [
    'Requests come, find an instance, wait, are served, time out and are tried again, while instances fail, start and are scaled. The',
    'simulation is repeated until the mean is as certain as --precision asks, and every figure has its interval. The same --seed gives the',
    'same result on every machine.',
    'Measure how long a request takes first: lewis-perf loadtest URL --users 1 --json > one.json, then --service-from one.json.',
  ],
  options: simulateOptions,
  examples: [
    {
      command:
        'lewis-perf simulate --profile lewis --rate 300/s --instances 4 --balance least-connections --service 10ms --duration 1h',
      shows: 'response times, utilization and queues of four instances',
    },
    {
      command:
        'lewis-perf simulate --rate 300/s --service 10ms --instances 4 --compare least-connections,round-robin,power-of-two',
      shows: 'which algorithm is better, and by how much',
    },
    {
      command: "lewis-perf simulate --rate 300/s --service 10ms --find-min-instances --slo 'p99<50ms'",
      shows: 'the fewest instances that hold a limit',
    },
    {
      command:
        'lewis-perf simulate --pattern 0h=50/s,9h=300/s,18h=100/s --service 10ms --autoscale hpa --duration 24h --runs 5',
      shows: 'whether an autoscaler keeps up with a day',
    },
  ],
  exitCodes: {
    0: 'simulated; every limit holds',
    1: 'a limit does not hold',
    2: 'a flag or a file is wrong, or the system is not stable',
    4: 'a limit is not decided: simulate longer',
    130: 'interrupted; what was simulated is reported',
  },
  async run(input, context) {
    const { runSimulate } = await import('./run.ts')
    return runSimulate(input, context)
  },
})
