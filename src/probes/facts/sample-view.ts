import type { Gathered, Snapshot } from '../../core/index.ts'
import { type Found, found, nothing } from './found.ts'
import { type SnapshotFiles, snapshotFiles } from './snapshot-files.ts'

/** One sample of a machine, as the readers of facts see it. */
export interface SampleView {
  /** What the snapshot calls the machine. */
  host: string
  atMs: number
  files: SnapshotFiles
  /** The files of the last sample: what stays over the window is read there, for the first sample has only counters. */
  standing: SnapshotFiles
  command(name: string): Gathered<string>
}

/** The last sample of `snapshot`, and the first where there are two. */
export function sampleViews(snapshot: Snapshot): { last: SampleView; first: SampleView | null } {
  const none = { atMs: 0, files: {}, commands: {} }
  const last = viewOf(snapshot.host, snapshot.samples.at(-1) ?? none, null)
  const first = snapshot.samples.length > 1 ? snapshot.samples[0] : undefined
  return { last, first: first === undefined ? null : viewOf(snapshot.host, first, last.files) }
}

/** What `parse` makes of the file at `path`; `unreadable` when it answers null. */
export function readParsed<T>(
  files: Pick<SnapshotFiles, 'text'>,
  path: string,
  parse: (text: string) => T | null,
): Found<T> {
  return parsed(files.text(path), path, parse)
}

/** What `parse` makes of what the command `name` printed; `unreadable` when it answers null. */
export function readCommand<T>(view: SampleView, name: string, parse: (text: string) => T | null): Found<T> {
  return parsed(view.command(name), name, parse)
}

function parsed<T>(text: Gathered<string>, path: string, parse: (text: string) => T | null): Found<T> {
  if (!text.ok) return nothing(path, text.reason)
  const value = parse(text.value)
  return value === null ? nothing(path, 'unreadable') : found(path, value)
}

function viewOf(
  host: string,
  sample: Snapshot['samples'][number],
  standing: SnapshotFiles | null,
): SampleView {
  const { atMs, commands } = sample
  const files = snapshotFiles(sample)
  return {
    host,
    atMs,
    files,
    standing: standing ?? files,
    command(name) {
      const output = Object.hasOwn(commands, name) ? commands[name] : undefined
      if (typeof output === 'string') return { ok: true, value: output, atMs }
      return { ok: false, reason: output?.missing ?? 'absent' }
    },
  }
}
