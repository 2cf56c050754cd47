import { fdatasyncSync, readSync, writeSync } from 'node:fs'
import type { DirectFile } from './direct-file.ts'
import { type Deadline, within } from './within.ts'

/** What was moved in how long. */
export interface Moved {
  bytes: number
  bytesPerSecond: number
}

/** Writes chunk after chunk, each until it is on the disk, up to `fileBytes` or the end of the time; one at least. */
export function writeSequentially(
  file: number,
  { fileBytes, chunkBytes, ...deadline }: Deadline & { fileBytes: number; chunkBytes: number },
): Moved {
  const chunk = filled(chunkBytes)
  let bytes = 0
  const seconds = within(deadline, () => {
    for (let done = 0; done < chunk.length; )
      done += writeSync(file, chunk, done, chunk.length - done, bytes + done)
    fdatasyncSync(file)
    bytes += chunk.length
    return bytes + chunk.length <= fileBytes
  })
  return { bytes, bytesPerSecond: bytes / seconds }
}

/** Reads `fileBytes` from the beginning, again and again to the end of the time. */
export function readSequentially(
  { file, buffer }: DirectFile,
  { fileBytes, ...deadline }: Deadline & { fileBytes: number },
): Moved {
  let bytes = 0
  const seconds = within(deadline, () => {
    bytes += readSync(file, buffer, 0, buffer.length, bytes % fileBytes)
    return true
  })
  return { bytes, bytesPerSecond: bytes / seconds }
}

/** Bytes that neither a filesystem nor a disk makes smaller. */
export function filled(bytes: number): Buffer {
  const words = new Uint32Array(bytes / 4)
  let state = 0x9e3779b9
  for (let index = 0; index < words.length; index++) {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    words[index] = state
  }
  return Buffer.from(words.buffer)
}
