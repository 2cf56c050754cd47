import { defineCommand } from '../../command.ts'
import { calibrateOptions } from './options.ts'

/** Unit costs from what was measured. */
export const command = defineCommand({
  name: 'calibrate',
  summary: 'unit costs by regression: what a scan, a user and a day cost, from recordings and load tests',
  about: [
    'It fits CPU, memory, network and storage to the work that was done, says how sure it is, tries the fit on what it did not see,',
    'and prints (or with --write writes) the part of a profile that size --model demand computes with.',
    'Metrics of a recording are its series, as lewis_scans_total:rate or app.connections; those of a load test are requests, jobs, users and in-flight.',
    'It refuses loads that hardly change, scans and users that rise and fall together, and too few points.',
  ],
  options: calibrateOptions,
  examples: [
    {
      command: 'lewis-perf size calibrate --samples low.json high.json --per scans=requests --write my.yaml',
      shows: 'CPU and network of a request, from two runs of loadtest --watch',
    },
    {
      command:
        'lewis-perf size calibrate --samples week.jsonl --per scans=lewis_scans_total:rate --per users=app.connections --of lewis',
      shows: 'all unit costs from a week of monitor --record',
    },
  ],
  exitCodes: {
    0: 'fitted',
    1: 'with --strict: fitted, with a doubt',
    2: 'a flag or a file is wrong, or nothing can be fitted',
    3: 'the profile could not be written',
  },
  async run(input, context) {
    return (await import('./run.ts')).runCalibrate(input, context)
  },
})
