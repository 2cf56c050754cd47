import type { Envelope } from '../../core/index.ts'
import type { MonitorData } from '../../monitor/index.ts'
import { defineCommand } from '../command.ts'
import { monitorOptions } from './options.ts'

/** A whole `monitor` result, as `--json` prints it. */
export type MonitorResult = Envelope<MonitorData | null>

/** What a machine and its services do, live. */
export const command = defineCommand({
  name: 'monitor',
  summary: 'watch a machine and its services: live figures, alerts, a page, a recording',
  about: [
    'It looks every second, shows what it sees, and tells when something is wrong; Ctrl-C or q ends it with a result.',
    'It changes nothing, needs no root, and says what it costs itself.',
  ],
  options: monitorOptions,
  examples: [
    { command: 'lewis-perf monitor', shows: 'this machine, on the terminal' },
    { command: 'lewis-perf monitor --serve', shows: 'the same as a page on http://127.0.0.1:8765' },
    {
      command: 'lewis-perf monitor --name lewis --url http://127.0.0.1:8080/health --record lewis.jsonl',
      shows: 'a service too, and a recording of it',
    },
    { command: 'lewis-perf monitor --host root@db1', shows: 'another machine, over ssh' },
    {
      command: "lewis-perf monitor --duration 1h --notify-exec 'mail -s alert ops' -q -o hour.json",
      shows: 'an hour of it unattended',
    },
    { command: 'lewis-perf monitor --replay lewis.jsonl --speed 60', shows: 'an hour again in a minute' },
  ],
  exitCodes: {
    0: 'it ran as long as asked, and no serious alert fired (--strict: none at all)',
    1: 'an alert of severity high or critical fired (--strict: any)',
    2: 'a flag, the profile or a file is wrong, or a process is not there',
    3: 'a machine could not be watched, or an alert could not be judged',
    130: 'interrupted (Ctrl-C), after the result was written',
  },
  async run(input, context) {
    const { monitor } = await import('./run.ts')
    return monitor(input, context)
  },
})
