import { size } from '../../sizing/index.ts'
import { defineCommand } from '../command.ts'
import { gatherRequest } from './gather.ts'
import { sizeOptions } from './options.ts'

/** How big a deployment has to be. */
export const command = defineCommand({
  name: 'size',
  summary: 'how big a deployment has to be: CPU, memory, storage, network, tier, instances, growth, cost',
  about: [
    'Without measured unit costs it gives the estimate of the LEWIS Performance Guide and says so;',
    'with them (flags or the profile section unitCosts) it computes the need by the utilisation law.',
    'With --model queueing it counts the cores and instances that keep --slo, from a measured curve or service times.',
    'A range or a list in place of a number makes a what-if table: --users 10..200:10, --scans-per-hour 50,100.',
  ],
  options: sizeOptions,
  examples: [
    {
      command: 'lewis-perf size --profile lewis --scans-per-hour 100 --users 20 --retention-days 365',
      shows: 'the need, the nearest tier and what they rest on',
    },
    {
      command:
        'lewis-perf size --scans-per-hour 100 --users 20 --retention-days 90 --instance 4c8g --redundancy n+1 --zones 3',
      shows: 'how many 4-core instances survive the loss of a zone',
    },
    {
      command: 'lewis-perf size --scans-per-hour 50 --users 10..200:10 --retention-days 90 --format csv',
      shows: 'a what-if table',
    },
    {
      command: 'lewis-perf size --scans-per-hour 7 --users 2 --retention-days 30 --compare-host',
      shows: 'whether this machine is large enough',
    },
    {
      command:
        "lewis-perf size --scans-per-hour 36000 --users 20 --retention-days 90 --model queueing --slo 'p99<200ms' --curve sweep.json --instance 4c8g --redundancy n+1",
      shows: 'how many instances keep the limit, also when one fails',
    },
    {
      command: 'lewis-perf size calibrate --samples load.json --per scans=requests --write my.yaml',
      shows: 'what a scan costs, from a watched load test, as a profile',
    },
  ],
  exitCodes: {
    0: 'the plan stands (with --compare-host: this machine is large enough)',
    1: 'this machine or the quota is too small (--strict: or tight)',
    2: 'a flag or the profile is wrong',
    3: 'this machine could not be read, or an output not written',
    130: 'interrupted',
  },
  subcommands: [
    {
      name: 'calibrate',
      summary: 'unit costs from recordings and watched load tests',
      load: async () => (await import('./calibrate/index.ts')).command,
    },
  ],
  async run(input, context) {
    const request = await gatherRequest(input, context)
    const outcome = size(request)
    if (input.emit === undefined) return outcome
    const { emitDocuments } = await import('./emit.ts')
    return emitDocuments(outcome, request, input.emit)
  },
})
