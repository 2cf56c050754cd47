import { type HistoryData, showHistory } from '../../../comparison/index.ts'
import { type Outcome, understood } from '../../../core/index.ts'
import { defineCommand, value } from '../../command.ts'
import { historyFile } from './history-file.ts'

/** A history as charts. */
export const command = defineCommand({
  name: 'bench history show',
  summary: 'a history as charts, with its steps',
  about: ['One chart for each benchmark and machine: the medians, and the levels where there are steps.'],
  options: {
    benchmark: value('--benchmark <name>', 'only the benchmark of this name', understood),
  },
  operands: [{ name: 'history', description: 'the file of JSON lines', required: true }],
  examples: [
    { command: 'lewis-perf bench history show main.jsonl', shows: 'all benchmarks' },
    {
      command: "lewis-perf bench history show main.jsonl --benchmark 'parse > small' -o parse.svg",
      shows: 'one of them as a picture',
    },
  ],
  exitCodes: { 0: 'shown', 2: 'the file is no history, or has no such benchmark', 130: 'interrupted' },
  async run({ benchmark }, context): Promise<Outcome<HistoryData>> {
    const [file = ''] = context.operands
    return showHistory(historyFile(file, context), file, benchmark)
  },
})
