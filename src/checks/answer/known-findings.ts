import { type Finding, OperatorError, parseSavedResult, suggestion } from '../../core/index.ts'
import { assertDiagnosis } from './assert-diagnosis.ts'

/** A finding that may be as bad as `status`. */
export interface KnownFinding {
  id: string
  instance?: string
  status: 'warn' | 'fail'
}

/**
 * The findings in an --accepted file: the warnings and failures of a saved diagnose result, or a list such as
 * `["net.retrans", {"id": "disk.space", "instance": "/var", "status": "warn"}]`, where a failure is accepted unless
 * `status` says less. `source` names the file in messages. Throws OperatorError (exit 2) on anything else, and on an entry
 * of a list that is none of `ids`; a saved result may be older than the checks.
 */
export function parseKnownFindings(text: string, source: string, ids: readonly string[]): KnownFinding[] {
  const list = parsedList(text)
  if (list !== null) {
    const known = list.map((entry) => entryOf(entry, source))
    for (const { id } of known) assertKnown(id, source, ids)
    return known
  }
  return parseSavedResult(text, source).flatMap((result) => {
    assertDiagnosis(source, result)
    return result.findings.flatMap(knownIn)
  })
}

/** A list that is not one of saved results; null for anything else. */
function parsedList(text: string): unknown[] | null {
  let value: unknown
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch {
    return null
  }
  if (!Array.isArray(value)) return null
  return value.some((entry) => typeof entry === 'object' && entry !== null && 'schema' in entry)
    ? null
    : value
}

function entryOf(entry: unknown, source: string): KnownFinding {
  if (typeof entry === 'string') {
    const [id = '', ...rest] = entry.split(':')
    return { id, ...(rest.length === 0 ? {} : { instance: rest.join(':') }), status: 'fail' }
  }
  const { id, instance, status = 'fail' } = Object(entry)
  if (
    typeof id !== 'string' ||
    (instance !== undefined && typeof instance !== 'string') ||
    (status !== 'warn' && status !== 'fail')
  ) {
    throw new OperatorError({
      sentence: `${source} has an entry that names no finding, got ${JSON.stringify(entry)}.`,
      hint: 'Write {"id": "disk.space", "instance": "/var", "status": "warn"}, or "disk.space:/var".',
    })
  }
  return { id, ...(instance === undefined ? {} : { instance }), status }
}

function assertKnown(id: string, source: string, ids: readonly string[]): void {
  if (ids.includes(id)) return
  throw new OperatorError({
    sentence: `${source} accepts ${JSON.stringify(id)}, and there is no such check.`,
    hint: suggestion(id, ids, 'Run lewis-perf explain for the list of checks.'),
  })
}

/** What was accepted before is in the result as information and stays accepted. */
function knownIn({ id, instance, status, evidence }: Finding): KnownFinding[] {
  const named = { id, ...(instance === undefined ? {} : { instance }) }
  if (status === 'warn' || status === 'fail') return [{ ...named, status }]
  const before = status === 'info' ? evidence['accepted'] : undefined
  return before === 'warn' || before === 'fail' ? [{ ...named, status: before }] : []
}
