import type { Exemplar, ExposedSample } from './exposition.ts'
import { type LineCursor, lineCursor } from './line-cursor.ts'
import { malformed } from './malformed.ts'
import { parseRealNumber, parseSampleNumber } from './numbers.ts'

const metricName = /[A-Za-z_:][A-Za-z0-9_:]*/y
const labelName = /[A-Za-z_][A-Za-z0-9_]*/y
/** Names and values together, in code points. */
const longestExemplar = 128

/** `name{labels} value timestamp # {labels} value timestamp`, with one space between the parts and none elsewhere. Throws Malformed. */
export function readOpenMetricsSample(line: string): ExposedSample {
  const cursor = lineCursor(line, 'themselves')
  const name = cursor.match(metricName)
  if (name === '') malformed('invalid metric name')
  const labels = cursor.take('{') ? readLabels(cursor) : new Map<string, string>()
  if (!cursor.take(' ')) malformed(`expected a space before the value of ${name}`)
  const value = readNumber(cursor)
  const hasMore = cursor.take(' ')
  const timestampSeconds = hasMore && cursor.next() !== '#' ? readTimestamp(cursor) : null
  const hasExemplar = hasMore && (timestampSeconds === null || cursor.take(' '))
  const exemplar = hasExemplar ? readExemplar(cursor) : null
  if (cursor.next() !== '') malformed('something follows what a sample has')
  return { name, labels, value, timestampSeconds, exemplar }
}

function readExemplar(cursor: LineCursor): Exemplar {
  for (const mark of '# {') if (!cursor.take(mark)) malformed('an exemplar begins with # {')
  const labels = readLabels(cursor)
  const length = [...labels].reduce((sum, [name, value]) => sum + name.length + [...value].length, 0)
  if (length > longestExemplar) malformed(`the labels of an exemplar are longer than ${longestExemplar}`)
  if (!cursor.take(' ')) malformed('expected a space before the value of an exemplar')
  const value = readNumber(cursor)
  return { labels, value, timestampSeconds: cursor.take(' ') ? readTimestamp(cursor) : null }
}

/** Up to the closing brace; no comma follows the last. */
function readLabels(cursor: LineCursor): Map<string, string> {
  const labels = new Map<string, string>()
  if (cursor.take('}')) return labels
  do {
    const name = cursor.match(labelName)
    if (name === '') malformed('invalid label name')
    if (labels.has(name)) malformed(`the label ${name} is there twice`)
    if (!cursor.take('=') || !cursor.take('"')) malformed(`expected =" after the label name ${name}`)
    labels.set(name, cursor.quoted('label value'))
  } while (cursor.take(','))
  if (!cursor.take('}')) malformed('expected , or } after a label')
  return labels
}

function readNumber(cursor: LineCursor): number {
  const written = cursor.until(' ')
  return parseSampleNumber(written) ?? malformed(`expected a number, got ${JSON.stringify(written)}`)
}

function readTimestamp(cursor: LineCursor): number {
  const written = cursor.until(' ')
  return parseRealNumber(written) ?? malformed(`expected a time in seconds, got ${JSON.stringify(written)}`)
}
