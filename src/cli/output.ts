import { resolve } from 'node:path'
import { type Document, type Envelope, OperatorError, type World } from '../core/index.ts'
import { type FormatName, formats, type Look, plainColour } from '../report/index.ts'
import { type Ending, endableRows } from './endable-rows.ts'
import { rowsProgress } from './progress.ts'
import { saveFile } from './save-file.ts'

/** Where the result goes: standard output in one format, and any number of files. */
export interface Destinations {
  standardOutput: FormatName
  /** Asked for by an option, not by the environment or by default. */
  isChosen: boolean
  files: { format: FormatName; file: string }[]
}

/** Results of this run, or saved ones of an earlier run. */
export interface Results {
  envelopes: readonly Envelope[]
  saved: boolean
}

/** What happened while results were written. */
export interface Written {
  /** Said also with --quiet. */
  urgent: string[]
  notes: string[]
  /** One destination that cannot be written takes no other with it. */
  problems: OperatorError[]
}

/** Writes results to all destinations, and the files that a run made to their places; saved results write no files of their own. */
export async function writeResults(
  { envelopes, saved }: Results,
  destinations: Destinations,
  look: Look,
  world: World,
): Promise<Written> {
  assertPlaces(saved ? [] : envelopes, destinations)
  const progress = rowsProgress(envelopes, world, look.quiet)
  const ending: Ending = { interrupted: world.interrupted, progress, cut: false }
  const shown = envelopes.map((envelope) => endableRows(envelope, ending))
  const written: Written = { urgent: [], notes: [], problems: [] }
  try {
    for (const document of saved ? [] : shown.flatMap(({ documents }) => documents ?? [])) {
      await attempt(written, () => saveDocument(document, written))
    }
    for (const { format, file } of destinations.files) {
      await attempt(written, async () => {
        const pieces = await render(shown, format, { ...look, colour: plainColour })
        const append = file === world.environment.GITHUB_STEP_SUMMARY
        const place = await saveFile(file, pieces, { append, isCut: () => ending.cut })
        if (place !== file) written.urgent.push(`interrupted: what was written of ${file} is in ${place}.`)
      })
    }
    await attempt(written, async () => {
      if (destinations.standardOutput === 'table' && !saved && envelopes.some(({ error }) => error !== null))
        return
      await writeStandardOutput(await screen({ envelopes: shown, saved }, destinations, look), world)
    })
  } finally {
    progress.stop()
  }
  return written
}

/** Writes `pieces` to standard output until its reader goes away. Throws OperatorError (exit 3) when it cannot be written. */
export async function writeStandardOutput(pieces: Iterable<string>, world: World): Promise<void> {
  for (const piece of pieces) {
    if (!world.output.open) return
    try {
      await world.output.write(piece)
    } catch (cause) {
      throw new OperatorError({
        sentence: `Standard output could not be written: ${cause instanceof Error ? cause.message : String(cause)}.`,
        hint: 'Free space where it is redirected to, or use -o FILE elsewhere.',
        exitCode: 3,
        cause,
      })
    }
  }
}

/** Whether documents take the place of the table, so that what it would have said has to be said elsewhere. */
export function documentsTakeScreen(
  { envelopes, saved }: Results,
  { standardOutput, isChosen }: Destinations,
): boolean {
  const isFree = standardOutput === 'table' || !isChosen
  return !saved && isFree && envelopes.some(({ documents }) => documents?.some(isForScreen))
}

function assertPlaces(envelopes: readonly Envelope[], { files }: Destinations): void {
  const made = envelopes.flatMap(({ documents }) => documents ?? []).flatMap(({ file }) => file ?? [])
  const places = [...made, ...files.map(({ file }) => file)]
  const twice = places.find(
    (place, index) => places.findIndex((other) => resolve(other) === resolve(place)) !== index,
  )
  if (twice === undefined) return
  throw new OperatorError({
    sentence: `Two results would be written to one file, got ${twice} twice.`,
    hint: 'Give each a file of its own.',
  })
}

async function attempt(written: Written, write: () => Promise<void>): Promise<void> {
  try {
    await write()
  } catch (error) {
    if (!(error instanceof OperatorError)) throw error
    written.problems.push(error)
  }
}

async function saveDocument({ file, text, keepExisting }: Document, { notes }: Written): Promise<void> {
  if (file === undefined) return
  await saveFile(file, [file.endsWith('.gz') ? packed(text) : text], {
    keepExisting: keepExisting === true,
  })
  notes.push(`wrote ${file}.`)
}

function packed(text: string): Uint8Array {
  return process.getBuiltinModule('node:zlib').gzipSync(text)
}

/** The text of a file that was asked for on standard output takes the place of the table. */
async function screen(results: Results, destinations: Destinations, look: Look): Promise<Iterable<string>> {
  if (!documentsTakeScreen(results, destinations))
    return render(results.envelopes, destinations.standardOutput, look)
  const documents = results.envelopes.flatMap((envelope) => envelope.documents ?? [])
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
