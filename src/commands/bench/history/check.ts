import { checkHistory, type HistoryData } from '../../../comparison/index.ts'
import { type Outcome, parseRatio, parseWhole } from '../../../core/index.ts'
import { defineCommand, value } from '../../command.ts'
import { historyFile } from './history-file.ts'

/** Whether benchmarks lately got worse and stayed so. */
export const command = defineCommand({
  name: 'bench history check',
  summary: 'fail where the level of a benchmark lately got worse',
  about: [
    'Judges the latest step of each series, where it began within the last runs: an older one is known, and fails no more.',
  ],
  options: {
    tolerance: value('--tolerance <share>', 'steps up to it never fail (default 2%)', parseRatio),
    last: value('--last <runs>', 'judge steps that began within so many runs (default 20)', (text) =>
      parseWhole(text, { minimum: 1 }),
    ),
  },
  operands: [{ name: 'history', description: 'the file of JSON lines', required: true }],
  examples: [{ command: 'lewis-perf bench history check main.jsonl --last 30', shows: 'the last 30 runs' }],
  exitCodes: {
    0: 'no level got worse',
    1: 'the level of a benchmark got worse',
    2: 'the file is no history',
    4: 'inconclusive: no series is long enough',
    130: 'interrupted',
  },
  async run(input, context): Promise<Outcome<HistoryData>> {
    const [file = ''] = context.operands
    const rules = { tolerance: input.tolerance ?? 0.02, last: input.last ?? 20 }
    return checkHistory(historyFile(file, context), file, rules)
  },
})
