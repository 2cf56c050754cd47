import { compareFiles, type NamedFile, type Side } from '../../comparison/index.ts'
import { parseRatio } from '../../core/index.ts'
import { type Context, defineCommand, switchOption, value } from '../command.ts'
import { benchmarkFile } from './benchmark-file.ts'

/** Two files of benchmarks, also of other tools. */
export const command = defineCommand({
  name: 'bench compare',
  summary: 'compare two files of benchmarks, also those of other tools',
  about: [
    'Reads results of lewis-perf bench, hyperfine, tinybench, vitest bench, go test -bench, benchstat and Google Benchmark.',
    'The files were measured at different times, so that a drift of the machine looks like a change: to gate, use bench --base-ref.',
    'A slowdown fails when its p, adjusted over all benchmarks, is at most 0.01 and it exceeds --tolerance; a benchmark passes when a slowdown of --detect is excluded at 95 %.',
  ],
  options: {
    tolerance: value('--tolerance <share>', 'slowdowns up to it never fail (default 2%)', parseRatio),
    detect: value('--detect <share>', 'the slowdown that a pass excludes (default 5%)', parseRatio),
    allowRemoved: switchOption('--allow-removed', 'a benchmark that only the old file has does not fail'),
    allowCrossMachine: switchOption(
      '--allow-cross-machine',
      'compare files of different machines; nothing fails then',
    ),
  },
  operands: [
    { name: 'old', description: 'the file to compare with', required: true },
    { name: 'new', description: 'the file that is judged', required: true },
  ],
  examples: [
    {
      command: 'lewis-perf bench compare main.json branch.json',
      shows: 'what changed, and how sure that is',
    },
    {
      command: 'lewis-perf bench compare old.txt new.txt --format markdown',
      shows: 'two outputs of go test -bench as a pull-request comment',
    },
  ],
  exitCodes: {
    0: 'a slowdown of --detect is excluded for every benchmark',
    1: 'a benchmark is slower, failed, or is gone (--allow-removed)',
    2: 'a file is wrong, comes from another machine (--allow-cross-machine), or shares no benchmark',
    4: 'inconclusive: a slowdown is neither shown nor excluded',
    130: 'interrupted',
  },
  async run(input, context) {
    const [old = '', fresh = ''] = context.operands
    return compareFiles(named(old, 'old', context), named(fresh, 'new', context), {
      tolerance: input.tolerance ?? 0.02,
      detect: input.detect ?? 0.05,
      allowRemoved: input.allowRemoved === true,
      allowCrossMachine: input.allowCrossMachine === true,
    })
  },
})

function named(name: string, side: Side, context: Context): NamedFile {
  return { name, file: benchmarkFile(name, context, side) }
}
