import { basename, dirname, join } from 'node:path'
import { rotatedParts } from '../../apply/index.ts'
import type { Files } from '../../core/index.ts'

/** The files of a recording in the order of their time: what was rotated away, packed or not, then the newest. */
export function recordingParts(files: Pick<Files, 'entries' | 'size'>, path: string): string[] {
  const folder = dirname(path)
  const entries = files.entries(folder)
  const names = rotatedParts(path, entries.ok ? entries.value : [])
  // One whose packing was cut off right before its end is there twice.
  const once = names.filter((name) => !names.includes(`${name}.gz`))
  const rotated = once.map((name) => join(folder, name))
  return rotated.length > 0 && !files.size(join(folder, basename(path))).ok ? rotated : [...rotated, path]
}
