import type { ImportedFile } from '../files/index.ts'
import type { CompareData } from './compare-data.ts'
import type { ComparedMachines } from './compare-machines.ts'

/** Tools whose samples are calls within one process. */
const withinOneProcess = new Set(['tinybench', 'vitest'])

/** What makes a comparison doubtful, and what would remove the doubt. */
export function compareWarnings(
  data: CompareData,
  { differences, isKnown }: ComparedMachines,
  old: ImportedFile,
  fresh: ImportedFile,
): string[] {
  const warnings = [
    'The files were measured at different times: a drift of the machine looks like a change. Gate with --base-ref instead.',
  ]
  if (differences.length > 0) {
    warnings.push(
      `Advisory only, nothing fails: the files come from different machines: ${differences.join('; ')}.`,
    )
  } else if (!isKnown) {
    warnings.push('The files do not say which machine they were measured on: nothing was checked of it.')
  }
  if (data.old.tool !== data.new.tool) {
    warnings.push(`The files were made by ${data.old.tool} and ${data.new.tool}, which do not measure alike.`)
  }
  if ([old, fresh].some(({ tool }) => withinOneProcess.has(tool))) {
    warnings.push(
      'Samples of one process are not independent: their p-values are too small. Repeat the process, and give one value of each run.',
    )
  }
  // One file may stand on both sides.
  return [...new Set([...warnings, ...old.warnings, ...fresh.warnings])]
}
