import { openScratchFolder } from '../../apply/index.ts'
import { runCommands as measureCommands, openCommandSession } from '../../bench/index.ts'
import {
  type BenchData,
  type BenchmarkSummary,
  type CommandComparison,
  type CommandResults,
  caseOf,
  commandFindings,
  commandHeadline,
  commandTables,
  compareCommands,
  hyperfineExport,
  type Measured,
  presentBenchmarks,
  summarise,
} from '../../comparison/index.ts'
import { type Document, type Finding, OperatorError, type Outcome } from '../../core/index.ts'
import type { Context } from '../command.ts'
import { commandOptions, parametersOf } from './command-settings.ts'
import type { BenchInput } from './options.ts'

/** The result of measuring commands. */
export interface CommandsData extends CommandResults, BenchData {
  kind: 'commands'
  benchmarks: (Measured & { summary: BenchmarkSummary })[]
  comparisons: CommandComparison[]
  seed: number
}

/** Measures whole commands, several of them interleaved and compared by pairs. */
export async function runCommands(input: BenchInput, context: Context): Promise<Outcome<CommandsData>> {
  const { world } = context
  const commands = input.command ?? []
  const reference = (input.reference ?? 1) - 1
  assertCounts(input, commands.length, reference)
  const seed = context.seed()
  const scratch = openScratchFolder()
  try {
    const session = await openCommandSession(world, scratch)
    context.progress(`running ${commands.length === 1 ? commands[0] : `${commands.length} commands in turn`}`)
    const results = await measureCommands(world, session, {
      ...commandOptions(input, world),
      commands,
      names: input.commandName ?? [],
      parameters: parametersOf(input),
      warmupRuns: input.warmup ?? 0,
      minimumRuns: input.runs ?? input.minRuns ?? 10,
      maximumRuns: input.runs ?? input.maxRuns ?? 10_000,
      minimumSeconds: input.runs === undefined ? 3 : 0,
      prepare: input.prepare ?? [],
      conclude: input.conclude ?? [],
      setup: input.setup ?? null,
      cleanup: input.cleanup ?? null,
      seed,
    })
    return outcomeOf(results, seed, reference, input.exportHyperfine)
  } finally {
    scratch.remove()
  }
}

function assertCounts(
  { commandName = [], minRuns, maxRuns, runs }: BenchInput,
  count: number,
  reference: number,
): void {
  if (commandName.length > count)
    throw new OperatorError({
      sentence: `There are ${commandName.length} names for ${count} commands.`,
      hint: 'Give --command-name once for each --command, in the same order, or not at all.',
    })
  if (reference >= count)
    throw new OperatorError({
      sentence: `--reference ${reference + 1} is none of the ${count} commands.`,
      hint: 'Count the --command options from 1.',
    })
  if (runs !== undefined && (minRuns !== undefined || maxRuns !== undefined))
    throw new OperatorError({
      sentence: '--runs sets the number of runs, so that --min-runs and --max-runs do nothing.',
      hint: 'Leave --runs out, or the other two.',
    })
  if (minRuns !== undefined && maxRuns !== undefined && minRuns > maxRuns)
    throw new OperatorError({
      sentence: `--min-runs ${minRuns} is more than --max-runs ${maxRuns}.`,
      hint: 'Give the smaller number to --min-runs.',
    })
}

function outcomeOf(
  results: CommandResults,
  seed: number,
  reference: number,
  exportFile: string | undefined,
): Outcome<CommandsData> {
  const comparisons = compareCommands(results.commands, reference)
  const benchmarks = results.commands
    .filter(({ runs }) => runs.length > 0)
    .map(({ measured }) => ({ ...measured, summary: summarise(measured) }))
  const [, distribution] = presentBenchmarks(
    benchmarks.map(({ summary }) => summary),
    benchmarks,
  ).tables
  const documents: Document[] =
    exportFile === undefined
      ? []
      : [
          {
            name: 'hyperfine.json',
            mediaType: 'application/json',
            text: hyperfineExport(results),
            file: exportFile,
          },
        ]
  return {
    data: {
      kind: 'commands',
      ...results,
      benchmarks,
      cases: benchmarks.map(({ name, seconds }) => caseOf(name, seconds)),
      comparisons,
      seed,
    },
    headline: commandHeadline(results, comparisons),
    findings: [...commandFindings(results), ...problemFinding(results)],
    tables: [...commandTables(results, comparisons), ...(distribution === undefined ? [] : [distribution])],
    charts: presentBenchmarks([], benchmarks).charts,
    warnings: [],
    ...(documents.length > 0 ? { documents } : {}),
    ...(results.problem === null ? {} : { exitCode: 3 }),
  }
}

function problemFinding({ problem }: CommandResults): Finding[] {
  if (problem === null) return []
  return [
    {
      id: 'command-stopped',
      title: 'A command failed, and the rest was not measured',
      status: 'unknown',
      because: problem.sentence,
      evidence: {},
      advice: [{ text: problem.hint }],
    },
  ]
}
