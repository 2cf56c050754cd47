import { parseByteSize } from './byte-size.ts'
import { parseCores } from './cores.ts'
import { parseDuration } from './duration.ts'
import { parseNumber } from './number.ts'
import type { Parsed } from './parsed.ts'
import type { Unit } from './quantity.ts'
import { parseRate } from './rate.ts'
import { parseRatio } from './ratio.ts'

/** A limit as it is written for a figure of `unit`, in base units: `85%` or 0.85, `20ms`, `5GiB`, `100MB/s`, `10/s`, `500m` cores, a plain number. */
export function parseLimit(text: string, unit: Unit): Parsed<number> {
  switch (unit) {
    case 'ratio':
      return parseRatio(text)
    case 'seconds':
      return parseDuration(text)
    case 'bytes':
      return parseByteSize(text)
    case 'bytes-per-second':
      return parseByteSize(text.replace(/\/s$/, ''))
    case 'per-second':
      return /^[\d.]+$/.test(text) ? parseNumber(text, { minimum: 0 }) : parseRate(text)
    case 'cores':
      return parseCores(text)
    default:
      return parseNumber(text, { minimum: 0 })
  }
}
