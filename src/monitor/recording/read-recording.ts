import { type Files, OperatorError, parseSampleFile, type Sample, type SampleFile } from '../../core/index.ts'
import { recordingParts } from './recording-parts.ts'

/** A recording as it is read: what its newest part says of itself, and its samples. */
export interface Recording extends Pick<SampleFile, 'intervalSeconds' | 'machine'> {
  /** In the order of their parts; one part at a time is in memory. */
  samples(): Iterable<Sample>
}

/**
 * Reads a recording with all parts that were rotated away from it, or one part alone where that is named; parts of another machine or interval are left out. A last line that was cut
 * off is left out. Throws OperatorError (exit 2) where a part is missing or is no recording.
 */
export function readRecording(files: Files, path: string): Recording {
  const parts = recordingParts(files, path)
  const { intervalSeconds, machine } = readPart(files, parts.at(-1) ?? path)
  const isOfIt = (part: SampleFile): boolean =>
    part.intervalSeconds === intervalSeconds && part.machine?.id === machine?.id
  return {
    intervalSeconds,
    machine,
    *samples() {
      for (const name of parts) {
        const part = readPart(files, name)
        if (isOfIt(part)) yield* part.samples
      }
    },
  }
}

function readPart(files: Files, path: string): SampleFile {
  const text = files.text(path)
  if (!text.ok) {
    throw new OperatorError({
      sentence: `${path} ${text.reason === 'absent' ? 'is not there' : 'cannot be read'}.`,
      hint: 'Give a file that monitor --record wrote.',
    })
  }
  const parsed = parseSampleFile(text.value)
  if (parsed.ok) return parsed.value
  throw new OperatorError({ sentence: `${path} ${parsed.problem}.`, hint: parsed.hint })
}
