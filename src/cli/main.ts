import { type Context, commands, runCommand } from '../commands/index.ts'
import {
  type Envelope,
  type ExitCode,
  type Machine,
  maskSecrets,
  OperatorError,
  type Profile,
  type World,
  worstExitCode,
} from '../core/index.ts'
import { loadProfile } from '../profiles/index.ts'
import { lookOf, widthOf } from './look.ts'
import { documentsTakeScreen, writeResults } from './output.ts'
import { type Invocation, readCommandLine } from './program.ts'
import { asksForJson, readSettings, type Settings } from './settings.ts'
import { withStandardInput } from './standard-input.ts'

/** One run of the command line in `world`; the answer is the exit code. Only a bug throws. */
export async function main(argv: readonly string[], world: World): Promise<ExitCode> {
  try {
    const read = await readCommandLine(argv, commands, widthOf(world))
    if ('command' in read) return await runInvocation(read, world)
    await world.output.write(read.text)
    return 0
  } catch (error) {
    if (!(error instanceof OperatorError)) throw error
    return refuse(error, argv, world)
  }
}

async function runInvocation(invocation: Invocation, world: World): Promise<ExitCode> {
  const settings = readSettings(invocation.globals, world.environment)
  const look = await lookOf(world, settings)
  const session = new Session(
    await withStandardInput(world, [settings.profile, ...invocation.operands]),
    invocation,
    settings,
  )
  const envelopes = await session.run()
  for (const { error } of session.saved ? [] : envelopes) if (error !== null) await printError(error, world)
  await writeResults(envelopes, settings.destinations, look, world)
  if (!settings.quiet) await session.printNotes(envelopes)
  if (world.interrupted.aborted) return 130
  if (session.saved && !settings.strict) return 0
  return worstExitCode(envelopes.map((envelope) => strictExitCode(envelope, settings.strict)))
}

/** A run of one command: what it may use, and what it used of it. */
class Session {
  readonly saved: boolean
  readonly #world: World
  readonly #invocation: Invocation
  readonly #settings: Settings
  #profile: Promise<Profile> | null = null
  #used: { profile: Profile | null; machine: Machine | null } = { profile: null, machine: null }

  constructor(world: World, invocation: Invocation, settings: Settings) {
    this.#world = world
    this.#invocation = invocation
    this.#settings = settings
    this.saved = invocation.command.saved !== undefined
  }

  async run(): Promise<Envelope[]> {
    const { command, input, name, written } = this.#invocation
    const context = this.#context()
    if (command.saved !== undefined) return command.saved(input, context)
    const options = { command: name, input: written, strict: this.#settings.strict, used: () => this.#used }
    return [await runCommand(options, this.#world, async () => command.run?.(input, context) ?? emptyOutcome)]
  }

  async printNotes(envelopes: readonly Envelope[]): Promise<void> {
    const { name, globals } = this.#invocation
    const notes: string[] = []
    if (globals.profile !== undefined && this.#profile === null)
      notes.push(`${name} reads no profile: --profile changes nothing here.`)
    if (globals.seed !== undefined)
      notes.push(`${name} draws no random numbers: --seed is recorded and changes nothing else.`)
    if (this.#settings.verbose && !this.saved) {
      const profile = this.#used.profile
      const from = profile === null ? '' : ` with profile ${profile.name} (${profile.source})`
      for (const { durationMs } of envelopes) notes.push(`${name} took ${durationMs} ms${from}.`)
    }
    for (const document of envelopes.flatMap(({ documents }) => documents ?? [])) {
      if (document.file !== undefined) notes.push(`wrote ${document.file}.`)
    }
    if (documentsTakeScreen(envelopes, this.#settings.destinations.standardOutput))
      notes.push(...doubtsOf(envelopes))
    for (const note of notes) await this.#world.errors.write(`note: ${note}\n`)
  }

  #context(): Context {
    return {
      world: this.#world,
      operands: this.#invocation.operands,
      profile: () => {
        this.#profile ??= this.#loadProfile()
        return this.#profile
      },
      measuredOn: (machine) => {
        this.#used.machine = machine
      },
    }
  }

  async #loadProfile(): Promise<Profile> {
    const { profile } = await loadProfile(this.#settings.profile, this.#world)
    this.#used.profile = profile
    return profile
  }
}

function doubtsOf(envelopes: readonly Envelope[]): string[] {
  return envelopes.flatMap(({ findings, warnings }) => [
    ...findings
      .filter(({ status }) => status === 'fail' || status === 'warn' || status === 'unknown')
      .map(({ status, title, because }) => `${status}: ${title}: ${because}.`),
    ...warnings,
  ])
}

const emptyOutcome = { data: null, findings: [], tables: [], warnings: [] }

function strictExitCode({ exitCode, status }: Envelope, strict: boolean): ExitCode {
  return strict && exitCode === 0 && status === 'warn' ? 1 : exitCode
}

/** A mistake before or beside the run: two lines on standard error and, where JSON was asked for, an envelope too. */
async function refuse(error: OperatorError, argv: readonly string[], world: World): Promise<ExitCode> {
  await printError(error, world)
  if (asksForJson(argv, world.environment) && error.exitCode === 2) {
    const command = argv.find((word) => !word.startsWith('-')) ?? 'lewis-perf'
    const options = { command, input: {}, strict: false, used: () => ({ profile: null, machine: null }) }
    const envelope = await runCommand(options, world, () => Promise.reject(error))
    const look = await lookOf(world, { noColor: true, verbose: false, quiet: false })
    await writeResults([envelope], { standardOutput: 'json', files: [] }, look, world)
  }
  return error.exitCode
}

async function printError(
  { sentence, hint }: { sentence: string; hint: string },
  world: World,
): Promise<void> {
  await world.errors.write(maskSecrets(`error: ${sentence}\nhint: ${hint}\n`))
}
