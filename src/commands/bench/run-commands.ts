import { openScratchFolder } from '../../apply/index.ts'
import { runCommands as measureCommands, openCommandSession, type Parameter } from '../../bench/index.ts'
import {
  type BenchData,
  type BenchmarkSummary,
  type CommandComparison,
  type CommandResults,
  caseOf,
  commandChange,
  commandFindings,
  commandHeadline,
  commandTables,
  compareCommands,
  hyperfineExport,
  type Measured,
  presentBenchmarks,
  type Reference,
  summarise,
} from '../../comparison/index.ts'
import { type Document, maskSecretsIn, OperatorError, type Outcome, secretValues } from '../../core/index.ts'
import { counted } from '../../report/index.ts'
import type { Context } from '../command.ts'
import { commandOptions, parametersOf } from './command-settings.ts'
import { commandWarnings } from './command-warnings.ts'
import type { BenchInput } from './options.ts'

/** The result of measuring commands. */
export interface CommandsData extends CommandResults, BenchData {
  kind: 'commands'
  benchmarks: (Measured & { summary: BenchmarkSummary })[]
  /** Each command by the reference. */
  ratios: CommandComparison[]
  seed: number
}

/** Measures whole commands, several of them interleaved and compared by pairs. */
export async function runCommands(input: BenchInput, context: Context): Promise<Outcome<CommandsData>> {
  const { world } = context
  const commands = input.command ?? []
  const parameters = parametersOf(input)
  assertCounts(input, commands, parameters)
  const seed = context.seed()
  const scratch = openScratchFolder()
  try {
    const session = await openCommandSession(world, scratch)
    const results = await measureCommands(world, session, {
      ...commandOptions(input, world),
      commands,
      names: input.commandName ?? [],
      parameters,
      isInBlocks: input.blocks === true,
      warmupRuns: input.warmup ?? 0,
      minimumRuns: input.runs ?? input.minRuns ?? 10,
      maximumRuns: input.runs ?? input.maxRuns ?? 10_000,
      minimumSeconds: input.runs === undefined ? 3 : 0,
      prepare: input.prepare ?? [],
      conclude: input.conclude ?? [],
      setup: input.setup ?? null,
      cleanup: input.cleanup ?? null,
      seed,
      saying: context.progress,
    })
    const reference = { index: (input.reference ?? 1) - 1, commands: commands.length }
    return outcomeOf(results, { seed, reference, input, secrets: secretValues(world.environment) })
  } finally {
    scratch.remove()
  }
}

function assertCounts(
  { commandName = [], minRuns, maxRuns, runs, reference = 1 }: BenchInput,
  { length: count }: readonly string[],
  parameters: readonly Parameter[],
): void {
  if (commandName.length > count)
    throw new OperatorError({
      sentence: `There are ${commandName.length} names for ${counted(count, 'command')}.`,
      hint: 'Give --command-name once for each --command, in the same order, or not at all.',
    })
  const values = parameters.reduce((product, one) => product * one.values.length, 1)
  const most = count > 1 ? count : values
  if (reference > most)
    throw new OperatorError({
      sentence: `--reference is ${reference}, and there ${most === 1 ? 'is' : 'are'} ${counted(most, count === 1 && values > 1 ? 'value' : 'command')}.`,
      hint:
        count > 1
          ? 'Count the --command options from 1.'
          : 'Count the values of the parameter from 1, or give several --command.',
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
  {
    seed,
    reference,
    input,
    secrets,
  }: { seed: number; reference: Reference; input: BenchInput; secrets: readonly string[] },
): Outcome<CommandsData> {
  const ratios = compareCommands(results, reference)
  const benchmarks = results.commands
    .filter(({ runs }) => runs.length > 0)
    .map(({ measured }) => ({ ...measured, summary: summarise(measured) }))
  const { tables, charts } = presentBenchmarks(
    benchmarks.map(({ summary }) => summary),
    benchmarks,
  )
  // The first one is told better by those of commands.
  const [, distribution] = tables
  const exported = input.exportHyperfine
  const documents: Document[] =
    exported === undefined
      ? []
      : [
          {
            name: 'hyperfine.json',
            mediaType: 'application/json',
            text: hyperfineExport(maskSecretsIn(results, secrets)),
            ...(exported === '-' ? {} : { file: exported }),
          },
        ]
  return {
    data: {
      kind: 'commands',
      ...results,
      benchmarks,
      cases: benchmarks.map(({ name, seconds }) => caseOf(name, seconds)),
      ratios,
      comparisons: ratios.flatMap(commandChange),
      seed,
    },
    headline: commandHeadline(results, ratios),
    findings: commandFindings(results),
    tables: [...commandTables(results, ratios), ...(distribution === undefined ? [] : [distribution])],
    charts,
    warnings: commandWarnings(input),
    ...(documents.length > 0 ? { documents } : {}),
    ...(results.problem === null ? {} : { exitCode: 3 }),
  }
}
