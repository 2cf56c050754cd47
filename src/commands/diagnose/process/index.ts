import { defineCommand } from '../../command.ts'
import { processOptions } from './options.ts'

/** One process: what it spends its time on. */
export const command = defineCommand({
  name: 'process',
  summary: 'one process: CPU, memory, I/O, files, threads, waits, sockets; profiles of CPU and heap',
  about: [
    'It reads /proc twice, 3 seconds apart; any process will do, Python and Node included.',
    'Profiles of Node need --attach: it opens the inspector of the process on 127.0.0.1:9229 and closes it again.',
  ],
  options: processOptions,
  operands: [{ name: 'process', description: 'process id or exact name' }],
  examples: [
    { command: 'lewis-perf diagnose process 4711', shows: 'what process 4711 spends its time on' },
    {
      command: 'lewis-perf diagnose process gunicorn --cpu-profile 10s',
      shows: 'its top 20 functions and a flame graph (by py-spy or perf)',
    },
    { command: 'lewis-perf diagnose process 4711 --attach --heap', shows: 'who allocates in a Node process' },
    {
      command: 'lewis-perf diagnose process --import out.collapsed',
      shows: 'the same answer from a profile that another tool took',
    },
  ],
  exitCodes: {
    0: 'answered (a Node process: and its checks pass)',
    1: 'a check of the Node process failed',
    2: 'a flag is wrong, or there is no such process or file',
    3: 'the process could not be read or profiled',
    130: 'interrupted, after what there was',
  },
  async run(input, context) {
    return (await import('./run.ts')).diagnoseProcess(input, context)
  },
})
