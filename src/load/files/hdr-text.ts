import { deflateSync, inflateSync } from 'node:zlib'
import { OperatorError } from '../../core/index.ts'
import { decodeHdr, encodeHdr, type HdrHistogram } from '../../metrics/index.ts'
import type { HdrText } from '../../traffic/index.ts'

/** HdrHistogram's cookie of a compressed payload of version 2. */
const cookie = 0x1c849304 | 0x10

/** A histogram, or its payload, in HdrHistogram's compressed encoding V2, in base64. */
export function hdrText(histogram: HdrHistogram | Uint8Array): HdrText {
  const packed = deflateSync(histogram instanceof Uint8Array ? histogram : encodeHdr(histogram))
  const head = Buffer.alloc(8)
  head.writeInt32BE(cookie, 0)
  head.writeInt32BE(packed.length, 4)
  return Buffer.concat([head, packed]).toString('base64')
}

/** The payload in such a text. Throws OperatorError (exit 2) where it is damaged or of another version. */
export function hdrPayload(text: HdrText): Uint8Array {
  const bytes = Buffer.from(text, 'base64')
  if (bytes.length < 8 || bytes.readInt32BE(0) !== cookie)
    throw new OperatorError({
      sentence: 'A histogram in the file is not in HdrHistogram’s encoding of version 2.',
      hint: 'Give a file as lewis-perf wrote it.',
    })
  try {
    return inflateSync(bytes.subarray(8))
  } catch (cause) {
    throw new OperatorError({
      sentence: 'A histogram in the file is damaged.',
      hint: 'Give a file as lewis-perf wrote it.',
      cause,
    })
  }
}

/** The histogram in such a text. Throws OperatorError (exit 2) as `hdrPayload` does. */
export function hdrFromText(text: HdrText): HdrHistogram {
  return decodeHdr(hdrPayload(text))
}
