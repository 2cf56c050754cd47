import type { Envelope } from './envelope.ts'
import { isObject } from './json-object.ts'
import { OperatorError } from './operator-error.ts'

const schema = 'lewis-perf/1'
const exitCodes = new Set<unknown>([0, 1, 2, 3, 4, 130])
const statuses = new Set<unknown>(['pass', 'info', 'warn', 'fail', 'unknown', 'not-applicable'])

/**
 * The envelopes in a saved JSON result: one document, or an array of them as `report` writes it.
 * `source` names the file in messages. Throws OperatorError (exit 2) for anything else.
 */
export function parseSavedResult(text: string, source: string): Envelope[] {
  const value = parseJson(text, source)
  const documents = Array.isArray(value) ? value : [value]
  if (documents.length === 0) throw refusal(source, 'holds no result', 'an empty list')
  return documents.map((document) => {
    assertEnvelope(document, source)
    return shownOnly(document)
  })
}

/** A saved result names no file to write and holds all its rows: whoever wrote it must not reach further than the page. */
function shownOnly(envelope: Envelope): Envelope {
  const tables = envelope.tables.map(({ rest: _, ...table }) => table)
  if (envelope.documents === undefined) return { ...envelope, tables }
  const documents = envelope.documents.map(({ name, mediaType, text }) => ({ name, mediaType, text }))
  return { ...envelope, tables, documents }
}

function parseJson(text: string, source: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch (cause) {
    const found = text.trim() === '' ? 'an empty file' : JSON.stringify(text.trim().slice(0, 30))
    throw refusal(source, 'is not JSON', found, cause)
  }
}

function assertEnvelope(value: unknown, source: string): asserts value is Envelope {
  if (!isObject(value)) throw refusal(source, 'holds no result', typeof value)
  if (value.schema !== schema) {
    throw refusal(source, `is not a saved result of schema ${schema}`, JSON.stringify(value.schema ?? null))
  }
  const problem = firstProblem(value)
  if (problem !== null) throw refusal(source, 'is a damaged result', `a wrong or missing ${problem}`)
}

function firstProblem(value: Record<string, unknown>): string | null {
  if (typeof value.command !== 'string') return 'command'
  if (!isObject(value.input)) return 'input'
  if (!statuses.has(value.status)) return 'status'
  if (!exitCodes.has(value.exitCode)) return 'exitCode'
  if (typeof value.interrupted !== 'boolean') return 'interrupted'
  if (typeof value.startedAt !== 'string') return 'startedAt'
  if (typeof value.durationMs !== 'number') return 'durationMs'
  if (value.error !== null && !isTexts(value.error, ['sentence', 'hint'])) return 'error'
  if (!isTexts(value.tool, ['name', 'version', 'node'])) return 'tool'
  if (value.machine !== null && !isMachine(value.machine)) return 'machine'
  if (value.profile !== null && !isTexts(value.profile, ['name', 'source'])) return 'profile'
  if (value.headline !== undefined && typeof value.headline !== 'string') return 'headline'
  if (!Array.isArray(value.warnings) || !value.warnings.every(isText)) return 'warnings'
  if (!Array.isArray(value.findings) || !value.findings.every(isFinding)) return 'findings'
  if (!Array.isArray(value.tables) || !value.tables.every(isTable)) return 'tables'
  if (!isListOf(value.charts, isChart)) return 'charts'
  if (!isListOf(value.documents, (item) => isTexts(item, ['name', 'mediaType', 'text']))) return 'documents'
  return null
}

function isMachine(value: unknown): boolean {
  return (
    isTexts(value, ['id', 'cpuModel', 'kernel', 'node', 'v8']) &&
    ['cores', 'effectiveCores', 'memoryBytes'].every((key) => typeof value[key] === 'number')
  )
}

function isFinding(value: unknown): boolean {
  return (
    isTexts(value, ['id', 'title', 'because']) &&
    statuses.has(value.status) &&
    isObject(value.evidence) &&
    Object.values(value.evidence).every((item) => isText(item) || isQuantity(item)) &&
    hasOptionalTexts(value, ['instance']) &&
    isListOf(value.advice, isAdvice)
  )
}

function isAdvice(value: unknown): boolean {
  return isTexts(value, ['text']) && hasOptionalTexts(value, ['command', 'persist', 'undo', 'risk'])
}

function isTable(value: unknown): boolean {
  return (
    isTexts(value, ['title']) &&
    Array.isArray(value.columns) &&
    value.columns.every((column) => isTexts(column, ['key', 'title'])) &&
    Array.isArray(value.rows) &&
    value.rows.every((row) => Array.isArray(row) && row.every(isCell))
  )
}

function isChart(value: unknown): boolean {
  return (
    isTexts(value, ['title']) &&
    isTexts(value.x, ['title', 'unit']) &&
    isTexts(value.y, ['title', 'unit']) &&
    Array.isArray(value.series) &&
    value.series.every(
      (line) => isTexts(line, ['name']) && Array.isArray(line.points) && line.points.every(isPoint),
    )
  )
}

function isPoint(value: unknown): boolean {
  return (
    Array.isArray(value) &&
    typeof value[0] === 'number' &&
    (value[1] === null || typeof value[1] === 'number')
  )
}

function isCell(value: unknown): boolean {
  return value === null || isText(value) || isQuantity(value)
}

function isQuantity(value: unknown): boolean {
  return isTexts(value, ['unit']) && typeof value.value === 'number'
}

function isListOf(value: unknown, is: (item: unknown) => boolean): boolean {
  return value === undefined || (Array.isArray(value) && value.every(is))
}

function isTexts(value: unknown, keys: readonly string[]): value is Record<string, unknown> {
  return isObject(value) && keys.every((key) => isText(value[key]))
}

function hasOptionalTexts(value: Record<string, unknown>, keys: readonly string[]): boolean {
  return keys.every((key) => value[key] === undefined || isText(value[key]))
}

function isText(value: unknown): value is string {
  return typeof value === 'string'
}

function refusal(source: string, problem: string, got: string, cause?: unknown): OperatorError {
  return new OperatorError({
    sentence: `${source} ${problem}, got ${got}.`,
    hint: 'Give a file that lewis-perf wrote with --json or -o FILE.json.',
    cause,
  })
}
