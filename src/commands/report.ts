import { type Envelope, parseSavedResult } from '../core/index.ts'
import type { Command } from './command.ts'
import { readInput } from './read-input.ts'

/** Saved results in another format. */
export const command: Command = {
  name: 'report',
  summary: 'render saved results again, several on one page',
  about: [
    'Takes files that were written with --json or -o FILE.json, and - for standard input.',
    'It judges nothing anew: it exits 0 unless --strict asks for the worst exit code of the results.',
  ],
  options: {},
  operands: [{ name: 'file', description: 'saved JSON results', required: true, variadic: true }],
  examples: [
    { command: 'lewis-perf report size.json --format html > size.html', shows: 'one page of a saved result' },
    {
      command: 'lewis-perf report monday.json friday.json -o week.md',
      shows: 'two results in one Markdown file',
    },
  ],
  exitCodes: {
    0: 'rendered',
    1: 'with --strict: one of the results warned or failed',
    2: 'a file is missing or is not a saved result',
    3: 'an output could not be written',
    130: 'interrupted',
  },
  async saved(_input, context) {
    const envelopes: Envelope[] = []
    for (const file of context.operands)
      envelopes.push(
        ...parseSavedResult(
          readInput(file, 'Give a file that lewis-perf wrote with --json or -o FILE.json.', context),
          nameOf(file),
        ),
      )
    return envelopes
  },
}

function nameOf(file: string): string {
  return file === '-' ? 'standard input' : file
}
