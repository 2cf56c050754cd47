import { closeSync, fdatasyncSync, fstatSync, ftruncateSync, openSync, readSync, writeSync } from 'node:fs'
import { fileFault, isSampleHeader, OperatorError } from '../core/index.ts'
import { packRotated, rotateAway } from './rotate-file.ts'

/** A recording that grows by whole lines. */
export interface RecordFile {
  /** Null where the line went in; else why it did not: then the file is as it was before, and the next line is tried anew. */
  append(line: string): string | null
  /** Waits until what was rotated away is packed, and everything is on the disk. */
  close(): Promise<void>
}

export interface RecordOptions {
  /** The first line of every part. */
  header: string
  /** A part is rotated away before it grows past so many bytes, or past this age. */
  maximumBytes: number
  maximumAgeSeconds: number
  /** So many rotated parts are kept, the newest; null for all. */
  keep: number | null
  nowEpochMs(): number
}

/**
 * Opens a recording to append to. One that a crash cut off in the middle of a line loses that line; one with another header (another
 * machine or interval) is rotated away first. Throws OperatorError: exit 2 where the file is no recording, exit 3 where it cannot be written.
 */
export function openRecordFile(path: string, options: RecordOptions): RecordFile {
  const packing: Promise<void>[] = []
  const rotate = (): void => {
    const part = rotateAway(path, options.nowEpochMs())
    packing.push(packRotated(path, part, options.keep))
  }
  if (!continues(path, options.header)) rotate()
  // Null after a rotation that did not come to its end: the next line tries anew.
  let part: Part | null = openPart(path, options)
  return {
    append(line) {
      try {
        if (part !== null && isDue(part, line, options)) {
          const full = part
          part = null
          closeSync(full.file)
          rotate()
        }
        part ??= openPart(path, options)
        writeWhole(part, `${line}\n`)
        return null
      } catch (cause) {
        return cause instanceof OperatorError ? cause.sentence.replace(/\.$/, '') : fileFault(cause)
      }
    },
    async close() {
      await Promise.all(packing)
      if (part === null) return
      try {
        fdatasyncSync(part.file)
      } finally {
        closeSync(part.file)
      }
    },
  }
}

interface Part {
  file: number
  bytes: number
  openedMs: number
}

const longestHeader = 65_536

/** Whether the file at `path` may be gone on with: it is not there, is empty, or begins with the same header. */
function continues(path: string, header: string): boolean {
  let file: number
  try {
    file = openSync(path, 'r')
  } catch {
    return true
  }
  try {
    const start = Buffer.alloc(longestHeader)
    const text = start.toString('utf8', 0, readSync(file, start, 0, start.length, 0))
    const [first = ''] = text.split('\n', 1)
    if (text === '' || first === header) return true
    if (isSampleHeader(first)) return false
  } finally {
    closeSync(file)
  }
  throw new OperatorError({
    sentence: `${path} is there already and is no recording.`,
    hint: 'Give --record another file.',
  })
}

function openPart(path: string, { header, nowEpochMs }: RecordOptions): Part {
  try {
    const file = openSync(path, 'a+', 0o644)
    try {
      const part = { file, bytes: wholeBytes(file), openedMs: nowEpochMs() }
      ftruncateSync(file, part.bytes)
      if (part.bytes === 0) writeWhole(part, `${header}\n`)
      return part
    } catch (cause) {
      closeSync(file)
      throw cause
    }
  } catch (cause) {
    throw new OperatorError({
      sentence: `${path} cannot be recorded to: ${fileFault(cause)}.`,
      hint: 'Give --record a file that may be written to, on a disk with free space.',
      exitCode: 3,
      cause,
    })
  }
}

/** Up to the end of the last whole line. */
function wholeBytes(file: number): number {
  const piece = Buffer.alloc(65_536)
  let end = fstatSync(file).size
  while (end > 0) {
    const from = Math.max(0, end - piece.length)
    const count = readSync(file, piece, 0, end - from, from)
    const newline = piece.subarray(0, count).lastIndexOf(0x0a)
    if (newline >= 0) return from + newline + 1
    end = from
  }
  return 0
}

/** All of it or nothing: what a full disk took of a line is taken back. */
function writeWhole(part: Part, text: string): void {
  const bytes = Buffer.from(text)
  const { size } = fstatSync(part.file)
  try {
    const written = writeSync(part.file, bytes)
    if (written < bytes.length) throw new Error(`only ${written} of ${bytes.length} bytes went in`)
  } catch (cause) {
    ftruncateSync(part.file, size)
    throw cause
  }
  part.bytes = size + bytes.length
}

function isDue({ bytes, openedMs }: Part, line: string, options: RecordOptions): boolean {
  const isOld = options.nowEpochMs() - openedMs >= options.maximumAgeSeconds * 1000
  const wouldBeLarge = bytes + Buffer.byteLength(line) + 1 > options.maximumBytes
  return bytes > Buffer.byteLength(options.header) + 1 && (isOld || wouldBeLarge)
}
