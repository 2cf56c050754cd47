import type { SnapshotFiles } from './snapshot-files.ts'
import { wholeNumber } from './whole-number.ts'

/** Looks at the files of one folder; null for what is not there, damaged, or in no folder at all. */
export interface FileReader {
  text(name: string): string | null
  /** A file that is one whole number. */
  number(name: string): number | null
  parsed<T>(name: string, parse: (text: string) => T | null): T | null
}

/** A reader of the files in `folder`. */
export function fileReader(files: Pick<SnapshotFiles, 'text'>, folder: string | undefined): FileReader {
  const text = (name: string): string | null => {
    const read = folder === undefined ? null : files.text(`${folder}/${name}`)
    return read?.ok ? read.value : null
  }
  const parsed = <T>(name: string, parse: (text: string) => T | null): T | null => {
    const read = text(name)
    return read === null ? null : parse(read)
  }
  return { text, parsed, number: (name) => parsed(name, (read) => wholeNumber(read.trim())) }
}
