import { type OutputTarget, parseChoice } from '../commands/index.ts'
import { OperatorError, type World } from '../core/index.ts'
import { type FormatName, formats } from '../report/index.ts'
import { quoted } from './option-value.ts'
import type { Destinations } from './output.ts'

/** The global options, completed by the environment: flags beat environment, environment beats default. */
export interface Settings {
  profile: string
  destinations: Destinations
  strict: boolean
  quiet: boolean
  verbose: boolean
  noColor: boolean
  /** Null where a new one is drawn. */
  seed: number | null
}

const formatNames = formats.map(({ name }) => name)
const defaultProfile = 'recommended'

/** Throws OperatorError (exit 2) on options that contradict each other and on an unknown LEWIS_PERF_FORMAT. */
export function readSettings(globals: Record<string, unknown>, environment: World['environment']): Settings {
  const { format, json, output, profile } = globals as Partial<{
    format: FormatName
    json: true
    output: OutputTarget[]
    profile: string
  }>
  if (json && format !== undefined && format !== 'json') {
    throw new OperatorError({
      sentence: `--json and --format ${format} contradict each other.`,
      hint: `Leave one out, or write one of them to a file: -o ${format}=FILE.`,
    })
  }
  if (globals.quiet && globals.verbose) {
    throw new OperatorError({
      sentence: '--quiet and --verbose contradict each other.',
      hint: 'Leave one out.',
    })
  }
  const asked = json ? 'json' : format
  const chosen = asked ?? environmentFormat(environment) ?? 'table'
  return {
    profile: profile ?? (environment.LEWIS_PERF_PROFILE || defaultProfile),
    destinations: withJobSummary(destinationsOf(chosen, asked, output ?? []), environment),
    strict: globals.strict === true,
    quiet: globals.quiet === true,
    verbose: globals.verbose === true,
    noColor: globals.noColor === true,
    seed: typeof globals.seed === 'number' ? globals.seed : null,
  }
}

/** Whether the command line asks for JSON on standard output, also where the rest of it cannot be read. */
export function asksForJson(argv: readonly string[], environment: World['environment']): boolean {
  const format = argv.includes('--format') ? argv[argv.indexOf('--format') + 1] : undefined
  const named =
    argv.includes('--json') || format === 'json' || argv.includes('--format=json') || argv.includes('json=-')
  return named || (format === undefined && environment.LEWIS_PERF_FORMAT === 'json')
}

function destinationsOf(
  format: FormatName,
  asked: FormatName | undefined,
  targets: readonly OutputTarget[],
): Destinations {
  const toScreen = targets.filter(({ file }) => file === '-')
  if (toScreen.length > 1) {
    throw new OperatorError({
      sentence: 'Standard output can carry one format, got several -o for it.',
      hint: 'Give the others a file: -o FMT=FILE.',
    })
  }
  const files = targets.flatMap((target) =>
    target.file === '-' ? [] : [{ format: target.format ?? format, file: target.file }],
  )
  const [screen] = toScreen
  if (asked !== undefined && screen?.format != null && screen.format !== asked) {
    throw new OperatorError({
      sentence: `-o ${screen.format}=- and --format ${asked} contradict each other.`,
      hint: `Leave one out, or write one of them to a file: -o ${asked}=FILE.`,
    })
  }
  return {
    standardOutput: screen?.format ?? format,
    isChosen: asked !== undefined || screen?.format != null,
    files,
  }
}

/** In a GitHub workflow, annotations come with the summary of the job, which the runner gathers from a file. */
function withJobSummary(destinations: Destinations, environment: World['environment']): Destinations {
  const { standardOutput, files } = destinations
  const summary = environment.GITHUB_STEP_SUMMARY
  if (standardOutput !== 'github' || !summary || files.some(({ file }) => file === summary))
    return destinations
  return { ...destinations, files: [...files, { format: 'markdown', file: summary }] }
}

function environmentFormat(environment: World['environment']): FormatName | undefined {
  const text = environment.LEWIS_PERF_FORMAT
  if (text === undefined || text === '') return undefined
  const format = parseChoice(text, formatNames)
  if (format.ok) return format.value
  throw new OperatorError({
    sentence: `LEWIS_PERF_FORMAT ${format.problem}, got ${quoted(text)}.`,
    hint: format.hint,
  })
}
