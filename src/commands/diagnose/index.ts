import { defineCommand } from '../command.ts'
import { diagnoseOptions } from './options.ts'

/** What is wrong with a machine, with evidence. */
export const command = defineCommand({
  name: 'diagnose',
  summary: 'what is wrong with a machine, ranked, with evidence and the command that mends it',
  about: [
    'It reads /proc, /sys and cgroups twice, 3 seconds apart, judges by rules, and names the likely bottleneck.',
    'It changes nothing, needs no root and, but for network mounts and the clock, starts no other program.',
  ],
  options: diagnoseOptions,
  operands: [
    { name: 'old', description: 'with --diff: the earlier saved result' },
    { name: 'new', description: 'with --diff: the later saved result' },
  ],
  examples: [
    { command: 'lewis-perf diagnose', shows: 'this machine' },
    {
      command: 'lewis-perf diagnose --host root@db1 --host root@db2',
      shows: 'two machines over ssh, side by side',
    },
    {
      command: "lewis-perf diagnose --via 'kubectl exec -i -n lewis-system deploy/lewis-app -- sh'",
      shows: 'a container from the inside',
    },
    { command: 'lewis-perf diagnose --save-facts box.json.gz', shows: 'the raw facts, for a look elsewhere' },
    { command: 'lewis-perf diagnose --facts box.json.gz --all', shows: 'that look' },
    {
      command: 'lewis-perf diagnose process 4711 --cpu-profile 10s',
      shows: 'one process, and where its CPU goes',
    },
  ],
  exitCodes: {
    0: 'nothing fails (--strict: nothing warns)',
    1: 'a check failed (--strict: or warned)',
    2: 'a flag, the profile or a file is wrong',
    3: 'a machine could not be reached or read whole',
    130: 'interrupted',
  },
  subcommands: [
    {
      name: 'process',
      summary: 'one process: CPU, memory, I/O, waits, profiles',
      load: async () => (await import('./process/index.ts')).command,
    },
  ],
  async run(input, context) {
    if (input.diff === true) {
      const { diff } = await import('./diff.ts')
      return diff(input, context)
    }
    const { diagnose } = await import('./run.ts')
    return diagnose(input, context)
  },
})
