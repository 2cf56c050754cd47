import { createHash } from 'node:crypto'
import { brotliCompressSync, brotliDecompressSync } from 'node:zlib'
import { OperatorError } from '../../core/index.ts'
import type { SavedRun, SliceRun } from '../../traffic/index.ts'
import { runFromSaved } from './saved-run.ts'

const mark = 'lewis-perf-slice/1'
const line = new RegExp(
  `${mark} (\\d+)/(\\d+) ([0-9a-f]{32}) (\\d+) ([0-9a-f]{32}) ?([A-Za-z0-9+/=]*)`.replaceAll('/', '\\/'),
  'g',
)

/** What a log holds: the results that are whole, and a sentence for each that is not. */
export interface FoundResults {
  runs: SliceRun[]
  problems: string[]
}

/**
 * The result of a slice as one line that is found again in a log: mark, slice, digest of the plan, length and digest of what follows, and that
 * in base64.
 */
export function resultLine(saved: SavedRun): string {
  const { slice } = saved
  if (slice === undefined) throw new Error('only a slice of a plan has a result line')
  const payload = brotliCompressSync(JSON.stringify(saved)).toString('base64')
  return `${mark} ${slice.index + 1}/${slice.of} ${slice.digest} ${payload.length} ${shortDigest(payload)} ${payload}`
}

/**
 * All results in the text of a log, wherever they stand in a line: `kubectl logs` puts times and names before, and other lines stand between.
 * `name` is that of the log.
 */
export function resultsInLog(text: string, name: string): FoundResults {
  const found: FoundResults = { runs: [], problems: [] }
  for (const [, number, of, digest, length, checksum, rest = ''] of text.matchAll(line)) {
    const what = `The result of slice ${number} of ${of} in ${name}`
    const payload = rest.slice(0, Number(length))
    if (payload.length < Number(length)) {
      found.problems.push(`${what} is cut: ${payload.length} of ${length} characters are there.`)
      continue
    }
    if (shortDigest(payload) !== checksum) {
      found.problems.push(`${what} is damaged: its checksum does not match.`)
      continue
    }
    const run = runFromSaved(
      JSON.parse(brotliDecompressSync(Buffer.from(payload, 'base64')).toString()) as SavedRun,
    )
    if (!isSlice(run) || run.slice.digest !== digest)
      found.problems.push(`${what} does not hold what its line says.`)
    else found.runs.push(run)
  }
  const marks = text.split(mark).length - 1
  const whole = found.runs.length + found.problems.length
  if (marks > whole)
    found.problems.push(`${marks - whole} result lines in ${name} are cut before their length.`)
  return found
}

/** Whether a run is a part of a plan. */
export function isSlice(run: { slice?: SliceRun['slice'] }): run is SliceRun {
  return run.slice !== undefined
}

/** The first half of a SHA-256, in hex. */
export function shortDigest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 32)
}

/** Throws OperatorError (exit 2) where a log holds no result at all. */
export function assertResults({ runs, problems }: FoundResults, name: string): void {
  if (runs.length > 0) return
  throw new OperatorError({
    sentence: problems[0] ?? `${name} holds no result of a slice.`,
    hint: 'Give the whole logs of pods that are done: kubectl logs -l app.kubernetes.io/instance=JOB --tail=-1.',
  })
}
