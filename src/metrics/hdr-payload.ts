import { OperatorError } from '../core/index.ts'
import { type HdrHistogram, hdrHistogram, highestIn, lowestIn } from './hdr-histogram.ts'

/** HdrHistogram's cookie of an uncompressed V2 payload; its low byte says that counts are LEB128. */
const cookie = 0x1c849303 | 0x10
const headerBytes = 40

/**
 * `histogram` as the bytes of HdrHistogram's encoding V2, before it is compressed: a header of 40 bytes, then the counts as ZigZag
 * LEB128, in which a negative number is a run of empty buckets. Source: HdrHistogram, EncodableHistogram and ZigZagEncoding.
 */
export function encodeHdr(histogram: HdrHistogram): Uint8Array {
  const { counts, significantDigits, highest, maximum } = histogram
  const numbers: number[] = []
  let empty = 0
  const end = maximum < 0 ? 0 : counts.findLastIndex((count) => count > 0) + 1
  for (let index = 0; index < end; index++) {
    const count = counts[index] ?? 0
    if (count === 0) {
      empty++
      continue
    }
    if (empty > 0) writeZigZag(numbers, -empty)
    empty = 0
    writeZigZag(numbers, count)
  }
  const bytes = new Uint8Array(headerBytes + numbers.length)
  const view = new DataView(bytes.buffer)
  view.setInt32(0, cookie)
  view.setInt32(4, numbers.length)
  view.setInt32(8, 0)
  view.setInt32(12, significantDigits)
  view.setBigInt64(16, 1n)
  view.setBigInt64(24, BigInt(highest))
  view.setFloat64(32, 1)
  bytes.set(numbers, headerBytes)
  return bytes
}

/**
 * The histogram of such bytes. What an encoding does not keep, the exact least, greatest and mean value, is as near as the buckets
 * tell. Throws OperatorError (exit 2) on other bytes, on another version and on a lowest value above 1.
 */
export function decodeHdr(bytes: Uint8Array): HdrHistogram {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (bytes.length < headerBytes) throw damaged('it is cut off')
  if (view.getInt32(0) !== cookie) throw damaged('it is no payload of version 2')
  const length = view.getInt32(4)
  if (length < 0 || bytes.length < headerBytes + length) throw damaged('it is cut off')
  const lowest = view.getBigInt64(16)
  if (lowest !== 1n) throw damaged(`its lowest value is ${lowest}, and only 1 is read`)
  const histogram = hdrHistogram({
    highest: Number(view.getBigInt64(24)),
    significantDigits: view.getInt32(12),
  })
  readCounts(histogram, bytes.subarray(headerBytes, headerBytes + length))
  return histogram
}

function readCounts(histogram: HdrHistogram, bytes: Uint8Array): void {
  const { counts } = histogram
  let index = 0
  for (let at = 0; at < bytes.length; ) {
    const [value, next] = readZigZag(bytes, at)
    at = next
    if (value <= 0) {
      index += -value || 1
      continue
    }
    if (index >= counts.length) throw damaged('it counts more buckets than it has')
    // What a bucket holds lies between its ends; the middle of all of them makes the least error.
    const middle = (lowestIn(histogram, index) + highestIn(histogram, index)) / 2
    counts[index] = value
    histogram.total += value
    histogram.sum += value * middle
    histogram.minimum = Math.min(histogram.minimum, lowestIn(histogram, index))
    histogram.maximum = highestIn(histogram, index)
    index++
  }
}

/** Up to 9 bytes of 7 bits each, the least first; the ninth is whole. Counts stay below 2^53, which 8 bytes hold. */
function writeZigZag(bytes: number[], value: number): void {
  let rest = value < 0 ? -value * 2 - 1 : value * 2
  while (rest >= 128) {
    bytes.push((rest % 128) + 128)
    rest = Math.floor(rest / 128)
  }
  bytes.push(rest)
}

function readZigZag(bytes: Uint8Array, from: number): [value: number, next: number] {
  let raw = 0
  let scale = 1
  for (let at = from; at < from + 9; at++) {
    const byte = bytes[at]
    if (byte === undefined) throw damaged('it ends within a number')
    const isLast = byte < 128 || at === from + 8
    raw += (isLast && at === from + 8 ? byte : byte % 128) * scale
    scale *= 128
    if (isLast) return [raw % 2 === 1 ? -(raw + 1) / 2 : raw / 2, at + 1]
  }
  throw damaged('it has a number without an end')
}

function damaged(why: string): OperatorError {
  return new OperatorError({
    sentence: `An encoded histogram cannot be read: ${why}.`,
    hint: 'Write it again with --hdr, or give a log of version 2 (HistogramLogWriter).',
  })
}
