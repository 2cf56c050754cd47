import { measuredMachine } from '../../bench/index.ts'
import type { GateData, HostData, SelfTestData, SweepData } from '../../comparison/index.ts'
import type { Envelope, Outcome } from '../../core/index.ts'
import { type Context, defineCommand } from '../command.ts'
import { type Mode, modeOf } from './modes.ts'
import { type BenchInput, benchOptions } from './options.ts'
import type { CommandsData } from './run-commands.ts'
import type { GuideData } from './run-guide.ts'
import type { SuitesData } from './run-suites.ts'

/** A whole `bench` result, as `--json` prints it: `data.kind` tells what was measured; without data where it ended in an error. */
export type BenchResult = Envelope<
  SuitesData | GuideData | SweepData | CommandsData | GateData | HostData | SelfTestData | null
>

type Run = (input: BenchInput, context: Context) => Promise<Outcome<unknown>>

/** Each mode loads only what it needs. */
const runs: Readonly<Record<Mode, () => Promise<Run>>> = {
  suites: async () => (await import('./run-suites.ts')).runSuites,
  'suite-gate': async () => (await import('./run-suite-gate.ts')).runSuiteGate,
  sweep: async () => (await import('./run-sweep.ts')).runSweep,
  commands: async () => (await import('./run-commands.ts')).runCommands,
  'command-gate': async () => (await import('./run-command-gate.ts')).runCommandGate,
  'self-test': async () => (await import('./run-self-test.ts')).runSelfTest,
  host: async () => (await import('./run-host.ts')).runHost,
  guide: async () => (await import('./run-guide.ts')).runGuide,
}

/** Benchmarks that can be believed, and a gate that does not cry wolf. */
export const command = defineCommand({
  name: 'bench',
  summary: 'measure code, commands and machines; fail only when something really got slower',
  about: [
    'Suite files (*.bench.ts, .js, .mjs) are measured in a process of their own; TypeScript needs no build.',
    "suite('parse', ({ bench }) => bench('small', () => JSON.parse('{}')))",
    'With --base-ref or --base-dir both versions are measured in pairs, and the exit code is the verdict.',
  ],
  options: benchOptions,
  operands: [
    {
      name: 'file',
      description: 'suite files, or folders with *.bench.* files (all below this folder)',
      variadic: true,
    },
  ],
  examples: [
    { command: 'lewis-perf bench parse.bench.ts', shows: 'how long each case takes' },
    {
      command: 'lewis-perf bench --base-ref origin/main',
      shows: 'whether this branch is slower than main: exit 0, 1 or 4',
    },
    {
      command: "lewis-perf bench --command 'gzip -k -9 a' --command 'gzip -k -6 a'",
      shows: 'two commands, interleaved and paired',
    },
    {
      command: 'lewis-perf bench scan.bench.ts --concurrency 1,2,4,8 --workers 1,2,4',
      shows: 'what more concurrency gains',
    },
    { command: 'lewis-perf bench --suite host', shows: 'whether this machine is what it was sold as' },
  ],
  exitCodes: {
    0: 'measured; a gate found no slowdown of --detect or more',
    1: 'a benchmark got slower, fails or is gone; or the machine is below its reference',
    2: 'a flag, a suite file or the base is wrong',
    3: 'something could not be measured',
    4: 'the gate could not decide',
    130: 'interrupted',
  },
  subcommands: [
    {
      name: 'compare',
      summary: 'two files of results, of this or another tool',
      load: async () => (await import('./compare.ts')).command,
    },
    {
      name: 'history',
      summary: 'results over time, and where they changed',
      load: async () => (await import('./history/index.ts')).command,
    },
  ],
  async run(input, context) {
    const mode = modeOf(input, context.operands)
    context.measuredOn(measuredMachine(context.world, input.nodeFlag))
    const run = await runs[mode]()
    return run(input, context)
  },
})
