import type { ExpositionFault, ExpositionFormat, ParsedExposition } from './exposition.ts'
import { Malformed, malformed } from './malformed.ts'
import { readOpenMetrics } from './openmetrics.ts'
import { readPrometheusText } from './prometheus-text.ts'

/**
 * Reads a page of metrics as strictly as its format is: Prometheus text 0.0.4 (with names in quotation marks) or OpenMetrics 1.0. Bytes
 * have to be UTF-8. `isLenient` leaves out lines of the former that cannot be read, and hands them back as faults.
 */
export function parseExposition(
  page: string | Uint8Array,
  format: ExpositionFormat,
  { isLenient = false }: { isLenient?: boolean } = {},
): ParsedExposition {
  const text = typeof page === 'string' ? page : decoded(page)
  if (typeof text !== 'string') return { ok: false, line: text.line, problem: 'not UTF-8' }
  const faults: ExpositionFault[] = []
  let line = 0
  const slip = (problem: string): void => {
    if (!isLenient) malformed(problem)
    faults.push({ line, problem })
  }
  const isPrometheus = format === 'prometheus'
  const reader = isPrometheus ? readPrometheusText(slip) : readOpenMetrics()
  try {
    for (const { written, isEnded } of linesOf(text)) {
      line++
      if (isPrometheus && isLenient) readAnyway(() => reader.line(written, isEnded), slip)
      else reader.line(written, isEnded)
    }
    return { ok: true, families: reader.end(), faults }
  } catch (cause) {
    if (!(cause instanceof Malformed)) throw cause
    return { ok: false, line: Math.max(line, 1), problem: cause.message }
  }
}

function readAnyway(read: () => void, slip: (problem: string) => void): void {
  try {
    read()
  } catch (cause) {
    if (!(cause instanceof Malformed)) throw cause
    slip(cause.message)
  }
}

function* linesOf(text: string): Generator<{ written: string; isEnded: boolean }> {
  for (let begin = 0; begin < text.length; ) {
    const feed = text.indexOf('\n', begin)
    const end = feed < 0 ? text.length : feed
    yield { written: text.slice(begin, end), isEnded: feed >= 0 }
    begin = end + 1
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
