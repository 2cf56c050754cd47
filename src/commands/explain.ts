import {
  allChecks,
  type ExplainAllData,
  type ExplainData,
  explain,
  explainAll,
  thresholdChanges,
  thresholdsOf,
} from '../checks/index.ts'
import { OperatorError, type Outcome, suggestion } from '../core/index.ts'
import { defineCommand } from './command.ts'

/** What a check of `diagnose` means. */
export const command = defineCommand({
  name: 'explain',
  summary: 'what a check of diagnose means: its source, limits, fix and undo',
  about: ['Without an id it lists every check. With --profile it shows the limits of that profile.'],
  options: {},
  operands: [{ name: 'id', description: 'a check, as disk.space' }],
  examples: [
    { command: 'lewis-perf explain cpu.throttled', shows: 'what it means and what to do' },
    { command: 'lewis-perf explain', shows: 'every check in a line' },
  ],
  exitCodes: { 0: 'explained', 2: 'there is no such check' },
  async run(_input, context): Promise<Outcome<ExplainData | ExplainAllData>> {
    const [id] = context.operands
    if (id === undefined) return explainAll(allChecks)
    const check = allChecks.find((candidate) => candidate.id === id)
    if (check === undefined) {
      throw new OperatorError({
        sentence: `There is no check ${id}.`,
        hint: suggestion(
          id,
          allChecks.map((known) => known.id),
          'Run lewis-perf explain for the list.',
        ),
      })
    }
    const changes = thresholdChanges(await context.profile(), allChecks)
    return explain(check, check.thresholds === undefined ? undefined : thresholdsOf(check, changes))
  },
})
