// From measured samples to what may be said of them: summaries, verdicts, files of other tools.

export {
  type CommandComparison,
  type CommandResult,
  type CommandResults,
  type CommandRun,
  commandFindings,
  commandHeadline,
  commandTables,
  compareCommands,
  hyperfineExport,
} from './commands/index.ts'
export type { Measured } from './measured.ts'
