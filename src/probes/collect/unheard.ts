import type { Snapshot } from '../../core/index.ts'
import type { Sample } from './collected.ts'
import { toldByPrograms } from './manifest.ts'
import type { Frames } from './parse-frames.ts'

/** Folders of all that is read. */
const folders = ['/proc', '/sys', '/etc', '/usr', '/run', '/.dockerenv']

/**
 * Marks in the last sample of a stream that broke off what was not heard: it is missing by `timeout`, not absent. The first
 * of two samples holds only what rates need, so all the rest is unheard too.
 */
export function markUnheard(
  { samples, unfinished }: Pick<Frames, 'samples' | 'unfinished'>,
  isFirstOfTwo: boolean,
): void {
  const last = samples.at(-1)
  if (last === undefined) return
  if (unfinished !== null || isFirstOfTwo) for (const folder of folders) mark(last, folder)
  // A list of processes is missing where not one of them was seen.
  if (unfinished !== null && unfinished !== 'open') mark(last, '/proc/1/stat')
  for (const name of ['df -P', 'df -Pi', 'network mounts', 'dmesg', ...toldByPrograms.map((one) => one.name)])
    last.commands[name] ??= { missing: 'timeout' }
}

/** Whether a snapshot was made of a stream that broke off before its last sample was whole. */
export function isCutShort({ samples }: Pick<Snapshot, 'samples'>): boolean {
  const folder = samples.at(-1)?.files['/proc']
  return typeof folder === 'object' && 'missing' in folder && folder.missing === 'timeout'
}

function mark({ files }: Sample, path: string): void {
  files[path] ??= { missing: 'timeout' }
}
