import { checks, type DiffData, diffResults } from '../../checks/index.ts'
import { type Envelope, OperatorError, type Outcome, parseSavedResult } from '../../core/index.ts'
import type { Context } from '../command.ts'
import { flagOf } from '../flag-of.ts'
import { readInput } from '../read-input.ts'
import type { DiagnoseInput } from './targets.ts'

/** What changed between the two saved results that the operands name. Throws OperatorError (exit 2) on other files. */
export function diff(input: DiagnoseInput, context: Context): Outcome<DiffData> {
  const [old, young, ...more] = context.operands
  if (old === undefined || young === undefined || more.length > 0) {
    throw new OperatorError({
      sentence: `--diff compares two files, got ${context.operands.length}.`,
      hint: 'Write lewis-perf diagnose --diff OLD.json NEW.json.',
    })
  }
  const other = Object.keys(input).find((key) => key !== 'diff')
  if (other !== undefined) {
    throw new OperatorError({
      sentence: `--diff reads saved results, and ${flagOf(other)} changes nothing there.`,
      hint: 'Leave it out, or give it to the runs that are compared.',
    })
  }
  const thresholds = Object.fromEntries(checks.map((check) => [check.id, check.thresholds]))
  return diffResults(read(old, context), read(young, context), thresholds)
}

function read(file: string, context: Context): Envelope {
  const hint = 'Give a file that lewis-perf diagnose wrote with --json.'
  const [first, ...more] = parseSavedResult(readInput(file, hint, context), file)
  if (first !== undefined && more.length === 0) return first
  throw new OperatorError({
    sentence: `${file} holds ${more.length + 1} results, where one is needed.`,
    hint,
  })
}
