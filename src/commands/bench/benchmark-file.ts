import { resolve } from 'node:path'
import { type ImportedFile, readBenchmarkFile, type Side } from '../../comparison/index.ts'
import { OperatorError } from '../../core/index.ts'
import type { Context } from '../command.ts'
import { readInput } from '../read-input.ts'

/** Samples of a long run are some MiB; more is another kind of file. */
const mostBytes = 128 * 2 ** 20

/** The benchmarks in `file` (`-` is standard input), whichever tool wrote it. Throws OperatorError (exit 2) where it holds none. */
export function benchmarkFile(file: string, context: Context, side?: Side): ImportedFile {
  const { directory, files } = context.world
  const size = file === '-' ? null : files.size(resolve(directory, file))
  if (size?.ok === true && size.value > mostBytes) {
    throw new OperatorError({
      sentence: `${file} is larger than ${mostBytes / 2 ** 20} MiB, which no file of benchmarks is.`,
      hint: 'Give the result file itself, not a log or a trace.',
    })
  }
  const text = readInput(file, 'Give the result file of a benchmark tool.', context)
  return readBenchmarkFile(text, file === '-' ? 'standard input' : file, side)
}
