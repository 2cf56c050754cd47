import { constants, openSync, readSync } from 'node:fs'

/** A file that is read past the page cache, and memory that such reads may go to. */
export interface DirectFile {
  file: number
  /** Its first byte lies where the disk wants it. */
  buffer: Buffer
}

/** The strictest alignment that disks ask for. */
const alignment = 4096

/**
 * The open `file` once more with O_DIRECT, with `bytes` of memory for it; null where the filesystem, the kernel or the memory
 * does not allow it. `file` holds at least 4 KiB.
 */
export function openDirectly(file: number, bytes: number): DirectFile | null {
  try {
    const direct = openSync(`/proc/self/fd/${file}`, constants.O_RDONLY | constants.O_DIRECT)
    const buffer = alignedBuffer(direct, bytes)
    return buffer === null ? null : { file: direct, buffer }
  } catch {
    return null
  }
}

/** Node does not tell where its memory lies, but the kernel refuses to read to a place that does not suit it. */
function alignedBuffer(direct: number, bytes: number): Buffer | null {
  const whole = Buffer.allocUnsafeSlow(bytes + alignment)
  for (let offset = 0; offset < alignment; offset += 16) {
    const buffer = whole.subarray(offset, offset + bytes)
    try {
      if (readSync(direct, buffer, 0, alignment, 0) === alignment) return buffer
    } catch {}
  }
  return null
}
