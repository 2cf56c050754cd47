import { resolve } from 'node:path'
import { appendLines } from '../../../apply/index.ts'
import { type HistoryAddData, type HistoryRun, historyRun, parseHistory } from '../../../comparison/index.ts'
import {
  type Cell,
  maskSecretsIn,
  OperatorError,
  type Outcome,
  type Parsed,
  rejected,
  secretValues,
  understood,
} from '../../../core/index.ts'
import { type Context, defineCommand, value } from '../../command.ts'
import { benchmarkFile } from '../benchmark-file.ts'
import { commitOf } from './commit-of.ts'

/** Results appended to a history. */
export const command = defineCommand({
  name: 'bench history add',
  summary: 'append results to a history',
  about: [
    'One line for each file, at the end of the history, which is made where it is not there; nothing in it is ever changed.',
    'The time of a run is that in its file; where it has none, that of --at, or now.',
  ],
  options: {
    history: value('--history <file>', 'the history to append to', parseName),
    commit: value('--commit <ref>', 'what was measured: a git revision, kept as its hash', parseName),
    at: value('--at <time>', 'when it was measured, as 2026-03-01T12:00:00Z', parseTime),
  },
  operands: [{ name: 'file', description: 'results of a benchmark tool', required: true, variadic: true }],
  examples: [
    {
      command: 'lewis-perf bench history add run.json --history main.jsonl --commit HEAD',
      shows: 'the run of the commit that is checked out',
    },
  ],
  exitCodes: {
    0: 'appended',
    2: 'a file holds no benchmarks, or --history is no history',
    3: 'the history could not be written',
    130: 'interrupted',
  },
  async run(input, context): Promise<Outcome<HistoryAddData>> {
    if (input.history === undefined) {
      throw new OperatorError({
        sentence: '--history is missing: there is nothing to append to.',
        hint: 'Add --history HISTORY.jsonl; the file is made where it is not there.',
      })
    }
    const { history } = input
    const commit = input.commit === undefined ? null : await commitOf(input.commit, context.world)
    const files = context.operands.map((file) => ({ file, read: benchmarkFile(file, context) }))
    const now = new Date(context.world.clock.epochMs()).toISOString()
    const added = files.map(({ read }) =>
      historyRun(read, { at: input.at ?? read.measuredAt ?? now, commit }),
    )
    assertHistory(history, context)
    appendLines(
      resolve(context.world.directory, history),
      // A history is meant to be kept and shared.
      added.map((run) => JSON.stringify(maskSecretsIn(run, secretValues(context.world.environment)))),
    )
    return outcome(
      history,
      added,
      files.flatMap(({ read }) => read.warnings),
    )
  },
})

/** What is no history must not become half of one: only its first line is looked at, and a lone torn one passes. */
function assertHistory(file: string, { world }: Context): void {
  const text = world.files.text(resolve(world.directory, file), 512 * 2 ** 20)
  if (!text.ok) return
  const first = text.value.split('\n', 1)[0] ?? ''
  if (first.trim() === '' || (text.value.indexOf('\n') === -1 && first.startsWith('{'))) return
  parseHistory(text.value, file)
}

function outcome(file: string, added: HistoryRun[], warnings: string[]): Outcome<HistoryAddData> {
  return {
    headline: `${added.length} ${added.length === 1 ? 'run' : 'runs'} appended to ${file}.`,
    data: { file, added },
    findings: [],
    tables: [
      {
        title: 'Appended',
        columns: [
          { key: 'at', title: 'At' },
          { key: 'commit', title: 'Commit' },
          { key: 'tool', title: 'Tool' },
          { key: 'benchmarks', title: 'Measurements', align: 'right' },
        ],
        rows: added.map(({ at, commit, tool, benchmarks }): Cell[] => [
          at,
          commit,
          tool,
          { value: benchmarks.length, unit: 'count' },
        ]),
      },
    ],
    warnings,
  }
}

function parseName(text: string): Parsed<string> {
  return text.trim() === '' ? rejected('is empty', 'Give a name.') : understood(text)
}

/** With a zone, so that it names one moment. */
function parseTime(text: string): Parsed<string> {
  const isWhole = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d))?$/.test(text)
  const atMs = Date.parse(text)
  return isWhole && !Number.isNaN(atMs)
    ? understood(new Date(atMs).toISOString())
    : rejected('is not a time', 'Write it as 2026-03-01 or 2026-03-01T12:00:00Z.')
}
