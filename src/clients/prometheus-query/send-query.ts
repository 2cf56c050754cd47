import { fetchFault } from '../fetch-fault.ts'
import type { Gate } from './gate.ts'
import type { Interruption } from './interruption.ts'
import { lasting, type OrFault, type QueryFault } from './query-fault.ts'

/** What came over the wire, whatever its status. */
export interface WireAnswer {
  status: number
  contentType: string
  /** Of the header Date; NaN without one. */
  dateMs: number
  retryAfter: string | null
  location: string | null
  text: string
}

export interface SendLimits {
  /** For the answer to begin, and again for its body. */
  timeoutMs: number
  /** Of a body, unpacked. */
  maximumBytes: number
  interruption: Interruption
  /** Called when the answer begins. */
  onBegin(dateMs: number): void
}

/**
 * Posts a form and reads the answer. It follows no redirect, so that credentials stay where they were meant for. Only so many bodies
 * as `bodies` lets through are read at a time, since they are held in memory. Never rejects.
 */
export async function sendQuery(
  { url, headers }: { url: string; headers: Headers },
  form: URLSearchParams,
  limits: SendLimits,
  bodies: Gate,
): Promise<OrFault<WireAnswer>> {
  if (limits.interruption.isOver()) return lasting(notWaitedFor)
  const watch = stopwatch(limits)
  let read = 0
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers,
      body: form,
      redirect: 'manual',
      signal: watch.signal,
    })
    watch.pause()
    const dateMs = Date.parse(response.headers.get('date') ?? '')
    limits.onBegin(dateMs)
    const text = await bodies.through(() => {
      watch.restart()
      return bounded(response, limits.maximumBytes, (bytes) => {
        read = bytes
      })
    })
    if (text === null) return { ok: false, fault: tooLong(limits.maximumBytes) }
    return {
      ok: true,
      value: {
        status: response.status,
        contentType: response.headers.get('content-type') ?? '',
        dateMs,
        retryAfter: response.headers.get('retry-after'),
        location: response.headers.get('location'),
        text,
      },
    }
  } catch (cause) {
    return { ok: false, fault: faultOf(cause, limits, watch.isOver(), read) }
  } finally {
    watch.end()
  }
}

const notWaitedFor = 'it was not waited for'

function tooLong(maximumBytes: number): QueryFault {
  return { reason: `its answer is longer than ${maximumBytes} bytes`, cure: 'halve' }
}

function stopwatch({ timeoutMs, interruption }: SendLimits) {
  const controller = new AbortController()
  let isOver = false
  const stop = () => controller.abort()
  const run = () =>
    setTimeout(() => {
      isOver = true
      stop()
    }, timeoutMs)
  let timer = run()
  const leave = interruption.during(stop)
  return {
    signal: controller.signal,
    isOver: () => isOver,
    pause: () => clearTimeout(timer),
    restart: () => {
      timer = run()
    },
    end: () => {
      clearTimeout(timer)
      leave()
    },
  }
}

/** Null where it is too long. */
async function bounded(
  response: Response,
  maximumBytes: number,
  onBytes: (bytes: number) => void,
): Promise<string | null> {
  if (response.body === null) return ''
  const decoder = new TextDecoder()
  const texts: string[] = []
  let bytes = 0
  for await (const piece of response.body) {
    bytes += piece.length
    onBytes(bytes)
    // Leaving the loop cancels the body.
    if (bytes > maximumBytes) return null
    texts.push(decoder.decode(piece, { stream: true }))
  }
  texts.push(decoder.decode())
  return texts.join('')
}

// A name that is not known or a certificate that is not trusted stays so for the run.
const passing = new Set([
  'EAI_AGAIN',
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EPIPE',
  'ETIMEDOUT',
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_SOCKET',
])

function faultOf(cause: unknown, limits: SendLimits, isOver: boolean, read: number): QueryFault {
  if (limits.interruption.isOver()) return { reason: notWaitedFor, cure: 'none' }
  const part = read > 0 ? `, only ${read} bytes of one` : ''
  if (isOver) return { reason: `it gave no answer within ${limits.timeoutMs} ms${part}`, cure: 'none' }
  const reason = fetchFault(cause, limits.timeoutMs)
  if (read > 0) return { reason: `its answer broke off after ${read} bytes: ${reason}`, cure: 'again' }
  return { reason, cure: passing.has(codeOf(cause)) ? 'again' : 'none' }
}

function codeOf(cause: unknown): string {
  if (cause instanceof AggregateError) return codeOf(cause.errors[0])
  if (!(cause instanceof Error)) return ''
  const own = 'code' in cause && typeof cause.code === 'string' ? cause.code : ''
  return own === '' ? codeOf(cause.cause) : own
}
