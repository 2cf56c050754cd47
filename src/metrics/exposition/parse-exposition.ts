import type { ExpositionFormat, ParsedExposition } from './exposition.ts'
import { Malformed } from './malformed.ts'
import { readOpenMetrics } from './openmetrics.ts'
import type { PageReader } from './page-reader.ts'
import { readPrometheusText } from './prometheus-text.ts'

const readers: Readonly<Record<ExpositionFormat, (isLenient: boolean) => PageReader>> = {
  prometheus: readPrometheusText,
  openmetrics: readOpenMetrics,
}

/**
 * Reads a page of metrics as strictly as its format is: Prometheus text 0.0.4 (with names in quotation marks) or OpenMetrics 1.0. Bytes
 * have to be UTF-8. `isLenient` reads on over slips in the former that cost no sample.
 */
export function parseExposition(
  page: string | Uint8Array,
  format: ExpositionFormat,
  { isLenient = false }: { isLenient?: boolean } = {},
): ParsedExposition {
  const text = typeof page === 'string' ? page : decoded(page)
  if (typeof text !== 'string') return { ok: false, line: text.line, problem: 'not UTF-8' }
  const reader = readers[format](isLenient)
  let line = 0
  try {
    for (let begin = 0; begin < text.length; ) {
      line++
      const feed = text.indexOf('\n', begin)
      reader.line(text.slice(begin, feed < 0 ? text.length : feed), feed >= 0)
      begin = feed < 0 ? text.length : feed + 1
    }
    return { ok: true, families: reader.end() }
  } catch (cause) {
    if (!(cause instanceof Malformed)) throw cause
    return { ok: false, line: Math.max(line, 1), problem: cause.message }
  }
}

const lineFeed = 10

/** Null bytes and a mark at the begin stay what they are; the first line that is no UTF-8 is told by its number. */
function decoded(bytes: Uint8Array): string | { line: number } {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
  try {
    return decoder.decode(bytes)
  } catch {
    let line = 1
    for (let begin = 0; ; line++) {
      const feed = bytes.indexOf(lineFeed, begin)
      const part = bytes.subarray(begin, feed < 0 ? bytes.length : feed)
      if (feed < 0 || !isUtf8(part)) return { line }
      begin = feed + 1
    }
  }
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return true
  } catch {
    return false
  }
}
