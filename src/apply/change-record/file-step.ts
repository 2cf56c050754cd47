import { readFileSync } from 'node:fs'
import { fileFault } from '../../core/index.ts'
import { replaceFile } from './replace-file.ts'

/** A file with one text, and the text that it shall have. */
export interface FileStep {
  path: string
  before: string
  after: string
}

/** How the writing of a file came out; as `StepResult` of a cluster. */
export interface FileResult {
  state: 'done' | 'already' | 'refused'
  reason: string
}

/** Writes a file where it still has its text of before, and reads it back. */
export function writeFileStep({ path, before, after }: FileStep): FileResult {
  try {
    const now = readFileSync(path, 'utf8')
    if (now === after) return { state: 'already', reason: '' }
    if (now !== before)
      return { state: 'refused', reason: `Somebody changed ${path} since: it was left as it is.` }
    replaceFile(path, after)
    const written = readFileSync(path, 'utf8')
    return written === after
      ? { state: 'done', reason: '' }
      : { state: 'refused', reason: `${path} does not hold what was written.` }
  } catch (cause) {
    return { state: 'refused', reason: `${path} could not be written: ${fileFault(cause)}.` }
  }
}
