import { readBenchstat } from './benchstat.ts'
import { fileProblem, howToWriteFiles } from './file-problem.ts'
import { readGoBench, readGoBenchEvents } from './go-bench.ts'
import { readGoogleBenchmark } from './google-benchmark.ts'
import { readHyperfine } from './hyperfine.ts'
import type { ImportedFile, ReadFile } from './imported.ts'
import { readOwnResult } from './own-result.ts'
import { pooled } from './pooled.ts'
import { readTinybench } from './tinybench.ts'
import { readVitestBench } from './vitest-bench.ts'

/** Which side of a comparison a file is for: benchstat's layout holds both. */
export type Side = 'old' | 'new'

type JsonReader = (value: unknown, source: string, text: string) => ReadFile | null
type TextReader = (text: string, source: string, side: Side) => ReadFile | null

/** Each answers null for a file of another tool. */
const jsonReaders: readonly JsonReader[] = [
  readOwnResult,
  readHyperfine,
  readVitestBench,
  readGoogleBenchmark,
  readTinybench,
]
const textReaders: readonly TextReader[] = [readGoBenchEvents, readGoBench, readBenchstat]

/**
 * The benchmarks in the text of a file, told by its content; `source` names it in messages. Throws OperatorError
 * (exit 2) where it is empty, cut off, of no known tool, or holds no benchmark.
 */
export function readBenchmarkFile(text: string, source: string, side: Side = 'new'): ImportedFile {
  const clean = text.replace(/^\uFEFF/, '')
  if (clean.trim() === '') throw fileProblem(source, 'is empty', howToWriteFiles)
  const read = fromText(clean, source, side) ?? fromJson(clean, source)
  const file: ImportedFile = {
    tool: read.tool,
    ...pooled(read.readings),
    failed: read.failed ?? [],
    machine: read.machine ?? null,
    stated: read.stated ?? {},
    measuredAt: read.measuredAt ?? null,
    warnings: (read.warnings ?? []).map((warning) => `${source}: ${warning}`),
  }
  if (file.benchmarks.length === 0) throw nothingIn(file, source)
  return file
}

function fromText(text: string, source: string, side: Side): ReadFile | null {
  for (const read of textReaders) {
    const found = read(text, source, side)
    if (found !== null) return found
  }
  return null
}

function fromJson(text: string, source: string): ReadFile {
  const value = parsedJson(text, source)
  for (const read of jsonReaders) {
    const found = read(value, source, text)
    if (found !== null) return found
  }
  throw fileProblem(source, 'is JSON, but not the result of a known benchmark tool', howToWriteFiles)
}

function parsedJson(text: string, source: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    if (!/^\s*[[{]/.test(text)) {
      throw fileProblem(source, 'is not the result of a known benchmark tool', howToWriteFiles, cause)
    }
    throw fileProblem(
      source,
      'is cut off or damaged: it begins as JSON and does not end as such',
      'Write it again, and let the benchmark end before the file is read.',
      cause,
    )
  }
}

function nothingIn({ failed, tool }: ImportedFile, source: string): Error {
  const [first] = failed
  if (first !== undefined) {
    return fileProblem(
      source,
      `holds no measured benchmark: ${first.name} ${first.because}`,
      'Mend what fails, and measure again.',
    )
  }
  return fileProblem(
    source,
    `is a file of ${tool} without a measured benchmark`,
    'Look whether the benchmarks ran: a filter may have left none.',
  )
}
