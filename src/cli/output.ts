import { type Document, type Envelope, OperatorError, rowCount, type World } from '../core/index.ts'
import { type FormatName, formats, type Look, plainColour } from '../report/index.ts'
import { type Progress, startProgress } from './progress.ts'
import { saveFile } from './save-file.ts'

const rowsBetweenUpdates = 5000

/** Where the result goes: standard output in one format, and any number of files. */
export interface Destinations {
  standardOutput: FormatName
  files: { format: FormatName; file: string }[]
}

/** Writes results to all destinations and their documents to their files. Throws OperatorError (exit 3) when one cannot be written. */
export async function writeResults(
  envelopes: readonly Envelope[],
  destinations: Destinations,
  look: Look,
  world: World,
): Promise<void> {
  const progress = await startProgress(envelopes, world, look.quiet)
  try {
    await writeAll(
      envelopes.map((envelope) => watched(envelope, world.interrupted, progress)),
      destinations,
      look,
      world,
    )
  } finally {
    progress.stop()
  }
}

async function writeAll(
  shown: readonly Envelope[],
  destinations: Destinations,
  look: Look,
  world: World,
): Promise<void> {
  for (const document of shown.flatMap(({ documents }) => documents ?? [])) {
    if (document.file !== undefined)
      await saveFile(document.file, [document.text], { keepExisting: document.keepExisting === true })
  }
  for (const { format, file } of destinations.files) {
    await saveFile(file, await render(shown, format, { ...look, colour: plainColour }), {
      append: file === world.environment.GITHUB_STEP_SUMMARY,
    })
  }
  await writeStandardOutput(await screen(shown, destinations.standardOutput, look), world)
}

/** Whether documents take the place of the table, so that what it would have said has to be said elsewhere. */
export function documentsTakeScreen(envelopes: readonly Envelope[], format: FormatName): boolean {
  return format === 'table' && envelopes.some(({ documents }) => documents?.some(isForScreen))
}

/** The text of a file that was asked for on standard output takes the place of the table. */
async function screen(
  envelopes: readonly Envelope[],
  format: FormatName,
  look: Look,
): Promise<Iterable<string>> {
  if (!documentsTakeScreen(envelopes, format)) return render(envelopes, format, look)
  const documents = envelopes.flatMap((envelope) => envelope.documents ?? [])
  return documents.filter(isForScreen).map(({ text }) => text)
}

function isForScreen({ file }: Document): boolean {
  return file === undefined
}

async function render(
  envelopes: readonly Envelope[],
  name: FormatName,
  look: Look,
): Promise<Iterable<string>> {
  const format = formats.find((candidate) => candidate.name === name)
  if (format === undefined) throw new Error(`no reporter for ${name}`)
  const reporter = await format.load()
  return reporter(envelopes, look)
}

async function writeStandardOutput(pieces: Iterable<string>, world: World): Promise<void> {
  try {
    for (const piece of pieces) {
      if (!world.output.open) return
      await world.output.write(piece)
    }
  } catch (cause) {
    throw new OperatorError({
      sentence: `Standard output could not be written: ${cause instanceof Error ? cause.message : String(cause)}.`,
      hint: 'Free space where it is redirected to, or use -o FILE elsewhere.',
      exitCode: 3,
      cause,
    })
  }
}

/** `envelope` whose long tables tell their progress and end at Ctrl-C, with a warning that says how far they came. */
function watched(envelope: Envelope, interrupted: AbortSignal, progress: Progress): Envelope {
  if (envelope.tables.every(({ rest }) => rest === undefined)) return envelope
  const warnings = [...envelope.warnings]
  const tables = envelope.tables.map((table) => {
    const { rest } = table
    if (rest === undefined) return table
    const rows = function* () {
      let written = table.rows.length
      for (const row of rest.rows()) {
        if (interrupted.aborted) {
          warnings.push(
            `Interrupted: only the first ${written} of ${rowCount(table)} rows of "${table.title}" were written.`,
          )
          return
        }
        yield row
        written += 1
        if (written % rowsBetweenUpdates === 0)
          progress.update(`${written} of ${rowCount(table)} rows written`)
      }
    }
    return { ...table, rest: { count: rest.count, rows } }
  })
  return { ...envelope, tables, warnings }
}
