import { commands, runCommand } from '../commands/index.ts'
import {
  type Envelope,
  type ExitCode,
  maskSecrets,
  OperatorError,
  secretValues,
  type World,
  worstExitCode,
} from '../core/index.ts'
import { lookOf, widthOf } from './look.ts'
import { notesOn } from './notes.ts'
import { writeResults, writeStandardOutput } from './output.ts'
import { type Invocation, readCommandLine } from './program.ts'
import { assertWritable } from './save-file.ts'
import { filesNamed, runInvocation } from './session.ts'
import { asksForJson, readSettings, type Settings } from './settings.ts'

/** One run of the command line in `world`; the answer is the exit code. Only a bug throws. */
export async function main(argv: readonly string[], world: World): Promise<ExitCode> {
  try {
    const read = await readCommandLine(argv, commands, widthOf(world))
    if ('command' in read) return await answer(read, world)
    await writeStandardOutput([read.text], world)
    return 0
  } catch (error) {
    if (!(error instanceof OperatorError)) throw error
    // What was missing is missing because nobody waited for it.
    if (world.interrupted.aborted) return 130
    return refuse(error, argv, world)
  }
}

async function answer(invocation: Invocation, world: World): Promise<ExitCode> {
  const settings = readSettings(invocation.globals, world.environment)
  await assertPlaces(invocation, settings, world)
  const look = await lookOf(world, settings)
  const ran = await runInvocation(invocation, settings, world)
  const { envelopes, saved } = ran
  for (const { error } of saved ? [] : envelopes) if (error !== null) await printError(error, world)
  const written = await writeResults({ envelopes, saved }, settings.destinations, look, world)
  const notes = settings.quiet
    ? written.urgent
    : [...notesOn(invocation, settings, ran), ...written.urgent, ...written.notes]
  for (const note of notes) await world.errors.write(maskSecrets(`note: ${note}\n`))
  for (const problem of written.problems) await printError(problem, world)
  if (world.interrupted.aborted) return 130
  const codes =
    saved && !settings.strict ? [] : envelopes.map((envelope) => strictExitCode(envelope, settings.strict))
  return worstExitCode([...codes, ...written.problems.map(({ exitCode }) => exitCode)])
}

/** Throws OperatorError (exit 2) where a file that was asked for could not be written: known before minutes were spent on measuring. */
async function assertPlaces({ command, input }: Invocation, settings: Settings, world: World): Promise<void> {
  const asked = settings.destinations.files.map(({ file }) => file)
  const files = [...asked, ...filesNamed(command, input, 'writesFile')]
  // Those are no wish of the operator, or no file.
  const known = [world.environment.GITHUB_STEP_SUMMARY, '-']
  for (const file of files) if (!known.includes(file)) await assertWritable(file)
}

/** A saved result that only warned exits 1 where --strict is given now. */
function strictExitCode({ exitCode, status }: Envelope, strict: boolean): ExitCode {
  return strict && exitCode === 0 && status === 'warn' ? 1 : exitCode
}

/** A mistake before or beside the run: two lines on standard error and, where JSON was asked for, an envelope too. */
async function refuse(error: OperatorError, argv: readonly string[], world: World): Promise<ExitCode> {
  await printError(error, world)
  if (asksForJson(argv, world.environment) && error.exitCode === 2) {
    const command = argv.find((word) => commands.some(({ name }) => name === word)) ?? 'lewis-perf'
    const options = { command, input: {}, strict: false, used: () => ({ profile: null, machine: null }) }
    const envelope = await runCommand(options, world, () => Promise.reject(error))
    const look = await lookOf(world, { noColor: true, verbose: false, quiet: false })
    await writeResults(
      { envelopes: [envelope], saved: false },
      { standardOutput: 'json', isChosen: true, files: [] },
      look,
      world,
    )
  }
  return error.exitCode
}

async function printError(
  { sentence, hint }: { sentence: string; hint: string },
  world: World,
): Promise<void> {
  const known = secretValues(world.environment)
  await world.errors.write(`error: ${maskSecrets(sentence, known)}\nhint: ${maskSecrets(hint, known)}\n`)
}
