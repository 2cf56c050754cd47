import { OperatorError } from '../../../core/index.ts'
import { presentProfile, readStacks } from '../../../profiling/index.ts'
import type { Context } from '../../command.ts'
import { readInput } from '../../read-input.ts'
import { combined, type ProcessOutcome } from './process-result.ts'

/** The answer about a profile in `file`, its page in `pageFile`. Throws OperatorError (exit 2) where it cannot be read. */
export function importedProfile(
  file: string,
  pageFile: string | undefined,
  context: Context,
): ProcessOutcome {
  const hint = 'Give collapsed stacks, the output of perf script, a speedscope file or a .cpuprofile.'
  const stacks = readStacks(readInput(file, hint, context), file)
  const name = file === '-' ? 'standard input' : file
  if (!stacks.ok) throw new OperatorError({ sentence: `${name} ${stacks.problem}.`, hint: stacks.hint })
  const shown = name.replace(/^.*\//, '')
  const cpuProfile = presentProfile(stacks.value, {
    subject: shown,
    takenBy: 'file',
    pageFile: pageFile ?? pageOf(file),
  })
  return combined({ cpuProfile })
}

/** `flame-graph-out.html` for `out.collapsed.gz`. */
function pageOf(file: string): string {
  const stem = file
    .replace(/^.*\//, '')
    .replace(/\.gz$/, '')
    .replace(/(?<=.)\.[^.]*$/, '')
    .replace(/[^A-Za-z0-9._-]+/g, '_')
  return `flame-graph-${file === '-' ? 'stdin' : stem}.html`
}
