import { CommanderError, Option, Command as Program } from 'commander'
import {
  type Command,
  type CommandEntry,
  globalOptions,
  type Options,
  parseChoice,
} from '../commands/index.ts'
import { OperatorError } from '../core/index.ts'
import { commandHelp, topHelp } from './help.ts'
import { parseOption, quoted, type WrittenValue } from './option-value.ts'
import { explainUsage } from './usage-error.ts'
import { version } from './version.ts'

/** What the command line asked for. */
export interface Invocation {
  /** `profile show`. */
  name: string
  command: Command
  operands: string[]
  /** Values of the command's own options, understood. */
  input: Record<string, unknown>
  /** Values of the global options, understood. */
  globals: Record<string, unknown>
  /** The options and operands as they were written, for the record. */
  written: Record<string, unknown>
}

/** Help or the version: to be printed as it is. */
export interface Printed {
  text: string
}

/**
 * Reads the command line. Only commands whose names occur in it are loaded, so that --help stays instant.
 * Throws OperatorError (exit 2) with a did-you-mean on anything that it does not know.
 */
export async function readCommandLine(
  argv: readonly string[],
  entries: readonly CommandEntry[],
  width: number,
): Promise<Invocation | Printed> {
  const session: Session = { named: new Set(argv), implied: new Map(), printed: '', invocation: null }
  const program = newProgram(session, width)
  program.description('Size, measure, diagnose and scale a LEWIS deployment.').usage('<command> [options]')
  program.version(version, '-V, --version', 'version').addHelpText('after', topHelp)
  program.commandsGroup('Commands:')
  for (const entry of entries) await addCommand(program, entry, [], session)
  addGlobals(program)
  try {
    const words = withImplied(argv[0] === 'help' ? [...argv.slice(1), '--help'] : argv, session.implied)
    await program.parseAsync(words, { from: 'user' })
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error
    if (error.code === 'commander.help') throw noCommand('lewis-perf', entries)
    if (error.exitCode !== 0) throw explainUsage(error, program, argv)
  }
  if (session.printed !== '') return { text: session.printed }
  if (session.invocation !== null) return session.invocation
  throw noCommand('lewis-perf', entries)
}

interface Session {
  /** Every word of the command line. */
  named: ReadonlySet<string>
  /** Options whose value may be left out, by name: what is then meant. */
  implied: Map<string, string>
  printed: string
  invocation: Invocation | null
}

/** `--heap` written as `--heap=sampling`; what follows `--` is left alone. */
function withImplied(argv: readonly string[], implied: ReadonlyMap<string, string>): string[] {
  const end = argv.includes('--') ? argv.indexOf('--') : argv.length
  return argv.map((word, index) => {
    const meant = index < end ? implied.get(word) : undefined
    return meant === undefined ? word : `${word}=${meant}`
  })
}

function newProgram(session: Session, width: number): Program {
  const helpWidth = Math.min(Math.max(width, 80), 100)
  return new Program('lewis-perf')
    .exitOverride()
    .helpCommand(false)
    .helpOption('-h, --help', 'help and examples')
    .enablePositionalOptions(false)
    .configureOutput({
      writeOut: (text) => {
        session.printed += text
      },
      writeErr: () => {},
      getOutHelpWidth: () => helpWidth,
      getErrHelpWidth: () => helpWidth,
    })
}

async function addCommand(
  parent: Program,
  entry: CommandEntry,
  before: readonly string[],
  session: Session,
): Promise<void> {
  const program = parent.command(entry.name).helpCommand(false).summary(entry.summary)
  if (entry.group !== undefined) program.helpGroup(entry.group)
  if (!session.named.has(entry.name)) return
  const command = await entry.load()
  const path = [...before, entry.name]
  program.description(`lewis-perf ${path.join(' ')}: ${command.summary}.\n\n${command.about.join(' ')}`)
  for (const operand of command.operands ?? []) {
    const name = operand.variadic ? `${operand.name}...` : operand.name
    program.argument(operand.required ? `<${name}>` : `[${name}]`, operand.description)
  }
  addOptions(program, command.options)
  for (const option of Object.values(command.options)) {
    if (option.kind === 'value' && option.implied !== undefined && !option.flags.endsWith(']'))
      session.implied.set(option.flags.replace(/ .*/, ''), option.implied)
  }
  addGlobals(program)
  program.addHelpText('after', () => commandHelp(command))
  for (const sub of command.subcommands ?? []) await addCommand(program, sub, path, session)
  if (command.run === undefined && command.saved === undefined) {
    program.action(() => {
      throw noCommand(`lewis-perf ${path.join(' ')}`, command.subcommands ?? [])
    })
  } else {
    program.action(() => {
      assertOwnOptions(program, command)
      session.invocation = invocationOf(program, path.join(' '), command)
      assertOperands(session.invocation)
    })
  }
}

function addGlobals(program: Program): void {
  program.optionsGroup('Options of every command:')
  addOptions(program, globalOptions)
}

function addOptions(program: Program, options: Options): void {
  for (const option of Object.values(options)) {
    const added = new Option(option.flags, option.description)
    if (option.kind === 'value') {
      added.argParser((text, before: unknown) => parseOption(option, text, before))
      if (added.optional) added.preset(option.implied)
    }
    program.addOption(added)
  }
}

function invocationOf(program: Program, name: string, command: Command): Invocation {
  const given = program.optsWithGlobals<Record<string, unknown>>()
  const operands = program.processedArgs
    .flat()
    .filter((operand): operand is string => typeof operand === 'string')
  return {
    name,
    command,
    operands,
    input: valuesOf(command.options, given),
    globals: valuesOf(globalOptions, given),
    written: {
      ...(operands.length > 0 ? { operands } : {}),
      ...writtenOf({ ...command.options, ...globalOptions }, given),
    },
  }
}

/** An option of a parent, given to its subcommand, would be read and do nothing. */
function assertOwnOptions(program: Program, command: Command): void {
  const own = new Set([...Object.keys(command.options), ...Object.keys(globalOptions)])
  for (let parent = program.parent; parent?.parent; parent = parent.parent) {
    for (const option of parent.options) {
      const key = option.attributeName()
      if (own.has(key) || own.has(`no${key.charAt(0).toUpperCase()}${key.slice(1)}`)) continue
      if (parent.getOptionValueSource(key) !== 'cli') continue
      throw new OperatorError({
        sentence: `${program.name()} has no option ${option.long ?? option.flags}: it belongs to ${parent.name()}.`,
        hint: `Leave it out, or see lewis-perf ${parent.name()} ${program.name()} --help.`,
      })
    }
  }
}

function assertOperands({ command, operands }: Invocation): void {
  for (const [index, { name, choices }] of (command.operands ?? []).entries()) {
    const operand = operands[index]
    if (operand === undefined || choices === undefined) continue
    const parsed = parseChoice(operand, choices)
    if (parsed.ok) continue
    throw new OperatorError({
      sentence: `${name.toUpperCase()} ${parsed.problem}, got ${quoted(operand)}.`,
      hint: parsed.hint,
    })
  }
}

function valuesOf(options: Options, given: Record<string, unknown>): Record<string, unknown> {
  return collect(options, given, (written) => written.value)
}

function writtenOf(options: Options, given: Record<string, unknown>): Record<string, unknown> {
  return collect(options, given, (written) => written.text)
}

function collect(
  options: Options,
  given: Record<string, unknown>,
  take: (written: WrittenValue) => unknown,
): Record<string, unknown> {
  const found: Record<string, unknown> = {}
  for (const [key, option] of Object.entries(options)) {
    // commander keeps --no-color as `color`, which is true until the option is given.
    const negated = option.flags.includes('--no-')
    const value = given[negated ? key.charAt(2).toLowerCase() + key.slice(3) : key]
    if (option.kind === 'switch') {
      if (value === !negated) found[key] = true
    } else if (Array.isArray(value)) {
      const written = value as WrittenValue[]
      const last = written.at(-1)
      if (last !== undefined) found[key] = option.repeatable ? written.map(take) : take(last)
    }
  }
  return found
}

function noCommand(after: string, entries: readonly CommandEntry[]): OperatorError {
  return new OperatorError({
    sentence: `No command was given after ${after}.`,
    hint: `Choose one of ${entries.map(({ name }) => name).join(', ')}; ${after} --help tells what each does.`,
  })
}
