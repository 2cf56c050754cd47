import { type Answer, type Asked, jsonObject, refusal, type Service } from './asked.ts'
import type { Scan } from './scans.ts'

/** Takes an order: it is answered at once, and its scan runs or waits. */
export function scanOrder({ body }: Asked, { scans }: Service, [kind = '']: readonly string[]): Answer {
  const { target } = jsonObject(body) ?? {}
  if (typeof target !== 'string' || target === '')
    return refusal(422, [{ loc: ['body', 'target'], msg: 'field required', type: 'value_error.missing' }])
  const { id, state, milliseconds } = scans.order(kind, target.slice(0, 200))
  return {
    status: 200,
    body: { scan_id: id, status: state, estimated_duration: Math.max(1, Math.round(milliseconds / 1000)) },
  }
}

/** How far a scan is. */
export function scanAnswer(_: Asked, { scans }: Service, [id = '']: readonly string[]): Answer {
  const scan = scans.find(id)
  return scan === undefined ? refusal(404, 'Scan not found') : { status: 200, body: inWords(scan) }
}

/** What a scan that has ended found. */
export function scanResults(_: Asked, { scans }: Service, [id = '']: readonly string[]): Answer {
  const scan = scans.find(id)
  if (scan === undefined) return refusal(404, 'Scan not found')
  if (scan.state !== 'completed') return refusal(409, `Scan is ${scan.state}`)
  const findings = [
    { severity: 'medium', title: 'Weak TLS cipher suite', port: 443 },
    { severity: 'low', title: 'Server banner discloses its version', port: 80 },
  ]
  return { status: 200, body: { ...inWords(scan), findings } }
}

/** A page of scans, newest first. */
export function scansPage({ query }: Asked, { scans }: Service): Answer {
  const page = Number(query.get('page') ?? 1)
  const limit = Number(query.get('limit') ?? 20)
  if (!(Number.isInteger(page) && page >= 1)) return refusal(422, 'page is a whole number from 1 on')
  if (!(Number.isInteger(limit) && limit >= 1 && limit <= 100))
    return refusal(422, 'limit is a whole number from 1 to 100')
  return {
    status: 200,
    body: { scans: scans.page(page, limit).map(inWords), total: scans.count(), page, limit },
  }
}

function inWords(scan: Scan): Record<string, unknown> {
  const { id, kind, target, state, createdMs, startedMs, endedMs } = scan
  return {
    scan_id: id,
    type: kind,
    target,
    status: state,
    progress: progressOf(scan),
    created_at: inUtc(createdMs),
    started_at: inUtc(startedMs),
    completed_at: inUtc(endedMs),
  }
}

/** In percent. */
function progressOf({ state, startedMs, milliseconds }: Scan): number {
  if (state === 'completed') return 100
  if (startedMs === null) return 0
  return Math.min(99, Math.floor(((Date.now() - startedMs) / Math.max(1, milliseconds)) * 100))
}

function inUtc(ms: number | null): string | null {
  return ms === null ? null : new Date(ms).toISOString()
}
