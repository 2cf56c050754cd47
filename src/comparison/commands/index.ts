// What whole commands took, beside each other.

export { commandFindings } from './command-cautions.ts'
export { commandHeadline, commandTables } from './command-report.ts'
export type { CommandResult, CommandResults, CommandRun } from './command-run.ts'
export { type CommandComparison, commandChange, compareCommands, type Reference } from './compare-commands.ts'
export { hyperfineExport } from './hyperfine-export.ts'
